package io.mgmrouter.link;

import io.mgmrouter.ip.IpAddress;
import java.nio.ByteBuffer;

/**
 * A packet as it came from the wire, its IP header already checked and taken apart.
 *
 * @param header facts from the IP header
 * @param payload what follows the IP header, read-only, position 0; valid only while the decoder runs
 */
public record InboundPacket(Header header, ByteBuffer payload) {

    /**
     * @param source sender's address as claimed by the packet
     * @param destination address it was sent to
     * @param interfaceIndex interface it arrived on
     * @param ttl time to live, or hop limit
     * @param routerAlert true if it carried the Router Alert option (RFC 2113, RFC 2711)
     * @param trafficClass type of service octet
     */
    public record Header(
            IpAddress source,
            IpAddress destination,
            int interfaceIndex,
            int ttl,
            boolean routerAlert,
            int trafficClass) {}
}
