package io.mgmrouter.routes;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import java.util.Comparator;
import java.util.Optional;

/**
 * A route of the multicast view alone. At least one of next hop and interface is given.
 *
 * @param prefix where the sources are
 * @param nextHop the router toward them; with no interface, where that is reached itself. Empty if they are on the link
 * @param interfaceName the system's name of the interface; empty for the one toward the next hop
 * @param metric 0 to 4294967295
 * @param preference 0 to 255; of several for one prefix the lowest counts, then the lowest metric
 */
record StaticRoute(
        IpPrefix prefix, Optional<IpAddress> nextHop, Optional<String> interfaceName, long metric, int preference) {

    static final Comparator<StaticRoute> BEST_FIRST =
            Comparator.comparingInt(StaticRoute::preference).thenComparingLong(StaticRoute::metric);

    private static final String PID = "io.mgmrouter.route.static: ";
    private static final long HIGHEST_METRIC = 0xffff_ffffL;
    private static final int HIGHEST_PREFERENCE = 255;

    /** @throws IllegalArgumentException if a value is out of range; the message names key, value and range */
    StaticRoute {
        if (prefix.network().isMulticast()) {
            throw new IllegalArgumentException(PID + "prefix must be one of sources, not of groups: " + prefix);
        }
        if (nextHop.isEmpty() && interfaceName.isEmpty()) {
            throw new IllegalArgumentException(
                    PID + "prefix " + prefix + " needs next.hop, interface, or both: neither is given");
        }
        nextHop.ifPresent(hop -> requireNeighbor(hop, prefix));
        if (metric < 0 || metric > HIGHEST_METRIC) {
            throw new IllegalArgumentException(PID + "metric must be 0 to " + HIGHEST_METRIC + ", not " + metric);
        }
        if (preference < 0 || preference > HIGHEST_PREFERENCE) {
            throw new IllegalArgumentException(
                    PID + "preference must be 0 to " + HIGHEST_PREFERENCE + ", not " + preference);
        }
    }

    /**
     * Reads a configuration; an empty text stands for what is not given.
     *
     * @throws IllegalArgumentException as the constructor, and for what is no prefix or address
     */
    static StaticRoute of(String prefix, String nextHop, String interfaceName, long metric, int preference) {
        return new StaticRoute(
                parsed(prefix),
                Optional.of(nextHop).filter(hop -> !hop.isEmpty()).map(StaticRoute::neighbor),
                Optional.of(interfaceName).filter(name -> !name.isEmpty()),
                metric,
                preference);
    }

    private static IpPrefix parsed(String prefix) {
        try {
            return IpPrefix.parse(prefix);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    PID + "prefix must be like 10.0.0.0/8 or 2001:db8::/32, not \"" + prefix + "\"", e);
        }
    }

    private static IpAddress neighbor(String nextHop) {
        try {
            return IpAddress.parse(nextHop);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PID + "next.hop must be an address, not \"" + nextHop + "\"", e);
        }
    }

    private static void requireNeighbor(IpAddress hop, IpPrefix prefix) {
        if (hop.isMulticast()
                || hop.isUnspecified()
                || hop.family() != prefix.network().family()) {
            throw new IllegalArgumentException(
                    PID + "next.hop must be a unicast address of the family of " + prefix + ", not " + hop);
        }
    }
}
