package io.mgmrouter.mgm.core;

/** One membership: in the chain of its pair, and in the chain of its holding. */
final class Member {

    final Holding holding;
    final Members pair;
    Member nextOfPair;
    int epoch;
    Member previous;
    Member next;

    Member(Holding holding, Members pair) {
        this.holding = holding;
        this.pair = pair;
        this.epoch = holding.client.epoch;
    }

    boolean stale() {
        return epoch != holding.client.epoch;
    }
}
