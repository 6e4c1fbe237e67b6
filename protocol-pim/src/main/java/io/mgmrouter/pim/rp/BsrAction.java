package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.pim.codec.Bootstrap;
import io.mgmrouter.pim.codec.CandidateRpAdvertisement;
import java.util.Map;

/** What the shell has to do for {@link Bootstrapping}, in the order in which it is returned. */
public sealed interface BsrAction {

    /**
     * Send a Bootstrap message to ALL-PIM-ROUTERS on all interfaces with neighbours, also on the one by which it came:
     * what {@link ScopeBoundary#across} leaves of it, in fragments if it does not fit.
     */
    record Flood(Bootstrap message) implements BsrAction {}

    /** Send a Bootstrap message to ALL-PIM-ROUTERS on the interface of the new neighbour, as {@link Flood}. */
    record TellNewNeighbor(Bootstrap message) implements BsrAction {}

    /** Send an advertisement to the bootstrap router. */
    record Advertise(IpAddress bsr, CandidateRpAdvertisement message) implements BsrAction {}

    /** Give these ranges to {@link RpSet#learn}. */
    record Learned(Map<IpPrefix, LearnedRange> ranges) implements BsrAction {

        public Learned {
            ranges = Map.copyOf(ranges);
        }
    }
}
