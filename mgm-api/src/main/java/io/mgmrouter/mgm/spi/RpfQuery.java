package io.mgmrouter.mgm.spi;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.route.Route;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The question where a flow is expected to come from.
 *
 * @param sg source and group of the packet
 * @param iif interface toward the source according to the multicast view; not necessarily where the packet arrived
 * @param upstreamNeighbor next router toward the source; empty if it is on the link
 * @param route the route that says so
 * @param packetHeader IP header with options and the start of the data, read-only; empty when no
 *     packet set the question off
 */
public record RpfQuery(
        Sg sg, InterfaceId iif, Optional<IpAddress> upstreamNeighbor, Route route, ByteBuffer packetHeader) {

    /** Agrees with the multicast view. */
    public RpfDecision accept() {
        return new RpfDecision(iif, upstreamNeighbor, route);
    }

    /** Expects the data on another interface of the answering client. */
    public RpfDecision withIncoming(InterfaceId expected, Optional<IpAddress> neighbor) {
        return new RpfDecision(expected, neighbor, route);
    }
}
