package io.mgmrouter.wire;

/** Makes of two routers beside each other; in one pair both are ours, which then speak both families. */
enum PimPair {
    OURS_UPSTREAM_OF_FRR(Make.OURS, Make.FRR),
    FRR_UPSTREAM_OF_OURS(Make.FRR, Make.OURS),
    OURS(Make.OURS, Make.OURS);

    private final Make upstream;
    private final Make downstream;

    PimPair(Make upstream, Make downstream) {
        this.upstream = upstream;
        this.downstream = downstream;
    }

    Make upstream() {
        return upstream;
    }

    Make downstream() {
        return downstream;
    }

    PimLine line() {
        return new PimLine(upstream, downstream);
    }
}
