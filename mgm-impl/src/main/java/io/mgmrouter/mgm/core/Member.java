package io.mgmrouter.mgm.core;

/** One membership: in the set of its pair, and in the chain of its holding. */
final class Member {

    final Holding holding;
    final Members set;
    int epoch;
    Member previous;
    Member next;

    Member(Holding holding, Members set) {
        this.holding = holding;
        this.set = set;
        this.epoch = holding.client.epoch;
    }

    boolean stale() {
        return epoch != holding.client.epoch;
    }
}
