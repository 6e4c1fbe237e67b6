package io.mgmrouter.link;

import io.mgmrouter.ip.IpAddress;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A packet to be sent.
 *
 * @param source one of the router's addresses, of any interface; empty for the interface's control address, which with
 *     IPv6 is link-local: what goes beyond the link needs another
 * @param destination a multicast group, a neighbour or another router
 * @param ttl time to live, or hop limit, 1 to 255
 * @param routerAlert add the Router Alert option
 * @param payload what follows the IP header; read from its position to its limit before {@code send} returns
 */
public record OutboundPacket(
        Optional<IpAddress> source, IpAddress destination, int ttl, boolean routerAlert, ByteBuffer payload) {

    /** A packet from the interface's control address. */
    public OutboundPacket(IpAddress destination, int ttl, boolean routerAlert, ByteBuffer payload) {
        this(Optional.empty(), destination, ttl, routerAlert, payload);
    }
}
