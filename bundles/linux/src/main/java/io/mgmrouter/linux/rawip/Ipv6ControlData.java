package io.mgmrouter.linux.rawip;

import io.mgmrouter.ip.Ipv6Address;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.linux.sys.SocketAddress;
import io.mgmrouter.linux.sys.SocketOption;
import io.mgmrouter.packet.Ipv6Header;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * What the kernel tells about a packet of a raw IPv6 socket (RFC 3542, section 4).
 *
 * @param destination address it was sent to
 * @param hopLimit hop limit
 * @param trafficClass traffic class octet
 * @param routerAlert true if it carries Router Alert with value 0
 */
record Ipv6ControlData(Ipv6Address destination, int hopLimit, int trafficClass, boolean routerAlert) {

    /** Room for a sender's {@code sockaddr_in6}. */
    static final int SENDER_OCTETS = 28;

    /** The longest hop-by-hop header, 2048 octets, and the rest. */
    static final int MOST_OCTETS = 2048 + 256;

    private static final int PKTINFO = 50;
    private static final int HOPLIMIT = 52;
    private static final int HOPOPTS = 54;
    private static final int TCLASS = 67;
    private static final int HEADER_OCTETS = 16;

    //  control message: | length (u64) | level (i32) | type (i32) | data, padded to 8 octets |

    /**
     * @throws MalformedPacketException with reason {@code ip-options}, or {@code ip-control-data} for a packet that
     *     came before the socket was set up
     */
    static Ipv6ControlData read(ByteBuffer control) throws MalformedPacketException {
        Ipv6Address destination = Ipv6Address.UNSPECIFIED;
        int hopLimit = 0;
        int trafficClass = 0;
        boolean routerAlert = false;
        int at = 0;
        while (at + HEADER_OCTETS <= control.limit()) {
            int length = (int) control.getLong(at);
            ByteBuffer data = control.slice(at + HEADER_OCTETS, length - HEADER_OCTETS);
            if (control.getInt(at + 8) == SocketOption.IPPROTO_IPV6) {
                switch (control.getInt(at + 12)) {
                    case PKTINFO -> destination = new Ipv6Address(data.getLong(0), data.getLong(8));
                    case HOPLIMIT -> hopLimit = native32(data);
                    case TCLASS -> trafficClass = native32(data);
                    case HOPOPTS -> routerAlert = Ipv6Header.hasRouterAlert(data);
                    default -> {
                        // Not asked for.
                    }
                }
            }
            at += length + 7 & ~7;
        }
        if (destination.isUnspecified()) {
            throw new MalformedPacketException("ip-control-data");
        }
        return new Ipv6ControlData(destination, hopLimit, trafficClass, routerAlert);
    }

    InboundPacket.Header header(ByteBuffer sender, int interfaceIndex) {
        Ipv6Address source = new Ipv6Address(
                sender.getLong(SocketAddress.IPV6_ADDRESS), sender.getLong(SocketAddress.IPV6_ADDRESS + 8));
        return new InboundPacket.Header(source, destination, interfaceIndex, hopLimit, routerAlert, trafficClass);
    }

    private static int native32(ByteBuffer data) {
        return data.order(ByteOrder.nativeOrder()).getInt(0);
    }
}
