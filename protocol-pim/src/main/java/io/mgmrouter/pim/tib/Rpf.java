package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.route.Route;
import java.util.Optional;

/**
 * Where an address is reached: RPF_interface and NBR(RPF_interface, MRIB.next_hop) of RFC 7761, section 4.1.6.
 *
 * @param link the interface; empty if there is no route, or none through an interface with PIM
 * @param neighbor primary address of the PIM neighbour that is the next hop; empty if the next hop is none
 * @param route the route that says so
 */
record Rpf(Optional<TibLink> link, Optional<IpAddress> neighbor, Optional<Route> route) {

    static final Rpf UNREACHABLE = new Rpf(Optional.empty(), Optional.empty(), Optional.empty());

    /** DirectlyConnected(S): the address is on a link of this router with PIM. */
    boolean connected() {
        return link.isPresent() && route.isPresent() && route.get().connected();
    }

    boolean isThrough(TibLink other) {
        return link.isPresent() && link.get() == other;
    }
}
