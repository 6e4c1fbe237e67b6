package io.mgmrouter.igmp.policy;

/** What several tables may hold together. For one thread. */
public final class Quota {

    private int limit;
    private int used;

    public Quota(int limit) {
        this.limit = limit;
    }

    /** Another limit; what is there already stays. */
    public void limit(int newLimit) {
        limit = newLimit;
    }

    /** One of the tables holds so much more, or less. */
    public void changed(int by) {
        used += by;
    }

    /** How much more may come; 0 if the limit has been lowered below what is there. */
    public int room() {
        return Math.max(0, limit - used);
    }

    public int used() {
        return used;
    }

    public int limit() {
        return limit;
    }
}
