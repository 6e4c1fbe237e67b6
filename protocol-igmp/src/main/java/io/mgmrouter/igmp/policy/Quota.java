package io.mgmrouter.igmp.policy;

/** What several tables hold together. For one thread. */
public final class Quota {

    private int used;

    /** One of the tables holds so much more, or less. */
    public void changed(int by) {
        used += by;
    }

    /** How much more may come below this limit; 0 if that has been lowered below what is there. */
    public int room(int limit) {
        return Math.max(0, limit - used);
    }

    public int used() {
        return used;
    }
}
