package io.mgmrouter.packet;

import io.mgmrouter.ip.Ipv6Address;
import io.mgmrouter.link.MalformedPacketException;
import java.nio.ByteBuffer;

/**
 * The header of an IPv6 packet and the extension headers behind it (RFC 8200, sections 3 and 4).
 *
 * @param trafficClass traffic class octet
 * @param headerLength octets before the upper layer's: 40, and the extension headers
 * @param totalLength octets of the packet; what follows them in a frame is padding
 * @param hopLimit hop limit
 * @param protocol number of the protocol inside, behind all extension headers
 * @param source sender's address as claimed; :: is a host that has none yet
 * @param destination address it was sent to
 * @param routerAlert true if its hop-by-hop options hold Router Alert with value 0, "MLD" (RFC 2711, section 2.1)
 */
public record Ipv6Header(
        int trafficClass,
        int headerLength,
        int totalLength,
        int hopLimit,
        int protocol,
        Ipv6Address source,
        Ipv6Address destination,
        boolean routerAlert) {

    private static final int FIXED_OCTETS = 40;
    private static final int SHORTEST_EXTENSION = 8;
    private static final int HOP_BY_HOP = 0;
    private static final int ROUTING = 43;
    private static final int FRAGMENT = 44;
    private static final int DESTINATION_OPTIONS = 60;

    private static final int PAD_1 = 0;
    private static final int ROUTER_ALERT = 5;
    private static final int SKIPPED_IF_UNKNOWN = 0x3f;

    //  | version | traffic class | flow label              |
    //  | payload length          | next header | hop limit |
    //  | source address (16)                               |
    //  | destination address (16)                          |
    //  then extension headers: | next header | length (8 octets, without the first 8) | ... |

    /**
     * Reads the headers at the buffer's position, which stays as it is. Control protocols never fragment, so a fragment
     * is refused; so is a packet with an option that says it is to be discarded by whoever does not know it.
     *
     * @param packet one received packet, to its limit
     * @throws MalformedPacketException with reason {@code ip-truncated}, {@code ip-version}, {@code ip-total-length},
     *     {@code ip-source}, {@code ip-extension-header}, {@code ip-fragment} or {@code ip-options}
     */
    public static Ipv6Header decode(ByteBuffer packet) throws MalformedPacketException {
        int start = packet.position();
        require(packet.remaining() >= FIXED_OCTETS, "ip-truncated");
        int first = packet.getInt(start);
        require(first >>> 28 == 6, "ip-version");
        int totalLength = FIXED_OCTETS + (packet.getShort(start + 4) & 0xffff);
        require(totalLength <= packet.remaining(), "ip-total-length");
        Ipv6Address source = address(packet, start + 8);
        require(!source.isMulticast() && !source.isLoopback(), "ip-source");
        Extensions extensions = Extensions.of(packet.slice(start, totalLength), packet.get(start + 6) & 0xff);
        return new Ipv6Header(
                first >>> 20 & 0xff,
                extensions.end,
                totalLength,
                packet.get(start + 7) & 0xff,
                extensions.protocol,
                source,
                address(packet, start + 24),
                extensions.routerAlert);
    }

    /** What follows the headers, without padding; a view of {@code packet}, whose position is the header's start. */
    public ByteBuffer payload(ByteBuffer packet) {
        return packet.slice(packet.position() + headerLength, totalLength - headerLength);
    }

    /**
     * True if hop-by-hop options hold Router Alert with value 0.
     *
     * @param header one whole Hop-by-Hop Options header
     * @throws MalformedPacketException with reason {@code ip-options}
     */
    public static boolean hasRouterAlert(ByteBuffer header) throws MalformedPacketException {
        return findsRouterAlert(header, header.position() + 2, header.limit());
    }

    private static Ipv6Address address(ByteBuffer packet, int at) {
        return new Ipv6Address(packet.getLong(at), packet.getLong(at + 8));
    }

    /** Walks options, of either options header: they are checked alike. */
    private static boolean findsRouterAlert(ByteBuffer packet, int start, int end) throws MalformedPacketException {
        boolean alert = false;
        int at = start;
        while (at < end) {
            int type = packet.get(at) & 0xff;
            if (type == PAD_1) {
                at++;
                continue;
            }
            require(at + 1 < end, "ip-options");
            int length = packet.get(at + 1) & 0xff;
            require(type <= SKIPPED_IF_UNKNOWN && at + 2 + length <= end, "ip-options");
            alert |= type == ROUTER_ALERT && length == 2 && packet.getShort(at + 2) == 0;
            at += 2 + length;
        }
        return alert;
    }

    private static void require(boolean condition, String reason) throws MalformedPacketException {
        if (!condition) {
            throw new MalformedPacketException(reason);
        }
    }

    /**
     * What the extension headers say.
     *
     * @param protocol next header of the last one
     * @param end where they end
     * @param routerAlert as in the packet's header
     */
    private record Extensions(int protocol, int end, boolean routerAlert) {

        /** Hop-by-hop options come first or not at all. Each round takes eight octets at least, so the walk ends. */
        static Extensions of(ByteBuffer packet, int first) throws MalformedPacketException {
            int at = FIXED_OCTETS;
            int next = first;
            boolean alert = false;
            while (isExtension(next)) {
                require(next != FRAGMENT, "ip-fragment");
                require(next != HOP_BY_HOP || at == FIXED_OCTETS, "ip-extension-header");
                require(at + SHORTEST_EXTENSION <= packet.limit(), "ip-extension-header");
                int end = at + SHORTEST_EXTENSION + (packet.get(at + 1) & 0xff) * 8;
                require(end <= packet.limit(), "ip-extension-header");
                alert |= next != ROUTING && findsRouterAlert(packet, at + 2, end) && next == HOP_BY_HOP;
                next = packet.get(at) & 0xff;
                at = end;
            }
            return new Extensions(next, at, alert);
        }

        private static boolean isExtension(int header) {
            return switch (header) {
                case HOP_BY_HOP, ROUTING, FRAGMENT, DESTINATION_OPTIONS -> true;
                default -> false;
            };
        }
    }
}
