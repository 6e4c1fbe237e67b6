package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.IpAddress;
import java.util.Optional;

/**
 * Whom Joins are sent to.
 *
 * @param link the interface they leave by
 * @param address primary address of the neighbour
 */
record UpstreamNeighbor(TibLink link, IpAddress address) {

    static Optional<UpstreamNeighbor> of(Rpf rpf) {
        return rpf.link().flatMap(link -> rpf.neighbor().map(address -> new UpstreamNeighbor(link, address)));
    }

    @Override
    public String toString() {
        return address + "%" + link;
    }
}
