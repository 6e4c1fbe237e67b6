package io.mgmrouter.link;

import io.mgmrouter.ip.IpAddress;
import java.nio.ByteBuffer;

/**
 * A packet to be sent. The source address is the interface's control address, unless the packet says otherwise.
 *
 * @param destination a multicast group or a neighbour
 * @param ttl time to live, or hop limit, 1 to 255
 * @param routerAlert add the Router Alert option
 * @param payload what follows the IP header; read from its position to its limit before {@code send} returns
 */
public record OutboundPacket(IpAddress destination, int ttl, boolean routerAlert, ByteBuffer payload) {}
