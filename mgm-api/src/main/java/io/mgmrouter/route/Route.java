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
}
