package io.mgmrouter.route;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import java.util.Optional;

/**
 * The route that a longest-match lookup found.
 *
 * @param prefix the prefix that matched; a change of it, or of a longer one, may change the answer
 * @param interfaceIndex index of the interface the destination is reached through
 * @param nextHop the neighbour it is reached through; empty if the destination is on the link itself
 * @param metric the route's own metric, smaller is better; 0 for a connected network
 * @param preference rank of the route's origin, smaller is better (PIM's metric preference, RFC 7761 section 4.6)
 * @param origin who installed it, as the operating system names it: {@code kernel}, {@code static}, {@code ospf}, ...
 */
public record Route(
        IpPrefix prefix, int interfaceIndex, Optional<IpAddress> nextHop, long metric, int preference, String origin) {

    /** True if the destination is on the link itself. */
    public boolean connected() {
        return nextHop.isEmpty();
    }

    /** Written out: routes are keys, and the first compiler makes the generated form slow. */
    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof Route route
                        && interfaceIndex == route.interfaceIndex
                        && metric == route.metric
                        && preference == route.preference
                        && prefix.equals(route.prefix)
                        && nextHop.equals(route.nextHop)
                        && origin.equals(route.origin);
    }

    /** Of what usually tells routes apart. */
    @Override
    public int hashCode() {
        return 31 * prefix.hashCode() + interfaceIndex;
    }
}
