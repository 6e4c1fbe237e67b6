package io.mgmrouter.packet;

import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.link.MalformedPacketException;
import java.nio.ByteBuffer;

/**
 * The header of an IPv4 packet, options included (RFC 791, section 3.1).
 *
 * @param trafficClass type of service octet
 * @param headerLength octets of the header, options included, 20 to 60
 * @param totalLength octets of the packet; what follows them in a frame is padding
 * @param ttl time to live
 * @param protocol number of the protocol inside
 * @param source sender's address as claimed; 0.0.0.0 is a host that has none yet
 * @param destination address it was sent to
 * @param routerAlert true if it carries the Router Alert option with value 0 (RFC 2113)
 */
public record Ipv4Header(
        int trafficClass,
        int headerLength,
        int totalLength,
        int ttl,
        int protocol,
        Ipv4Address source,
        Ipv4Address destination,
        boolean routerAlert) {

    private static final int FIXED_OCTETS = 20;
    private static final int END_OF_OPTIONS = 0;
    private static final int NO_OPERATION = 1;
    private static final int ROUTER_ALERT = 148;
    private static final int MORE_FRAGMENTS_OR_OFFSET = 0x3fff;

    //  | version | header length (words) | type of service | total length          |
    //  | identification                                    | flags | frag. offset  |
    //  | time to live                    | protocol        | header checksum       |
    //  | source address                                                            |
    //  | destination address                                                       |
    //  | options, padded to words                                                  |

    /**
     * Reads the header at the buffer's position, which stays as it is. Control protocols never fragment, so a fragment
     * is refused.
     *
     * @param packet one received packet, to its limit
     * @throws MalformedPacketException with reason {@code ip-truncated}, {@code ip-version}, {@code ip-header-length},
     *     {@code ip-total-length}, {@code ip-checksum}, {@code ip-fragment}, {@code ip-source} or {@code ip-options}
     */
    public static Ipv4Header decode(ByteBuffer packet) throws MalformedPacketException {
        int start = packet.position();
        require(packet.remaining() >= FIXED_OCTETS, "ip-truncated");
        int first = packet.get(start);
        require((first >> 4 & 0xf) == 4, "ip-version");
        int headerLength = (first & 0xf) * 4;
        require(headerLength >= FIXED_OCTETS && headerLength <= packet.remaining(), "ip-header-length");
        int totalLength = packet.getShort(start + 2) & 0xffff;
        require(totalLength >= headerLength && totalLength <= packet.remaining(), "ip-total-length");
        require(InternetChecksum.isRight(packet.slice(start, headerLength)), "ip-checksum");
        require((packet.getShort(start + 6) & MORE_FRAGMENTS_OR_OFFSET) == 0, "ip-fragment");
        Ipv4Address source = new Ipv4Address(packet.getInt(start + 12));
        require(isSane(source), "ip-source");
        return new Ipv4Header(
                packet.get(start + 1) & 0xff,
                headerLength,
                totalLength,
                packet.get(start + 8) & 0xff,
                packet.get(start + 9) & 0xff,
                source,
                new Ipv4Address(packet.getInt(start + 16)),
                hasRouterAlert(packet, start + FIXED_OCTETS, start + headerLength));
    }

    /** What follows the header, without padding; a view of {@code packet}, whose position is the header's start. */
    public ByteBuffer payload(ByteBuffer packet) {
        return packet.slice(packet.position() + headerLength, totalLength - headerLength);
    }

    /** No multicast or broadcast address sends, and loopback addresses never come from a wire (RFC 1122, 3.2.1.3). */
    private static boolean isSane(Ipv4Address source) {
        return source.bits() >>> 28 < 0xe && !source.isLoopback();
    }

    private static boolean hasRouterAlert(ByteBuffer packet, int start, int end) throws MalformedPacketException {
        boolean alert = false;
        int at = start;
        while (at < end) {
            int type = packet.get(at) & 0xff;
            if (type == END_OF_OPTIONS) {
                return alert;
            }
            int length = type == NO_OPERATION ? 1 : optionLength(packet, at, end);
            alert |= type == ROUTER_ALERT && length == 4 && packet.getShort(at + 2) == 0;
            at += length;
        }
        return alert;
    }

    private static int optionLength(ByteBuffer packet, int at, int end) throws MalformedPacketException {
        require(at + 1 < end, "ip-options");
        int length = packet.get(at + 1) & 0xff;
        require(length >= 2 && at + length <= end, "ip-options");
        return length;
    }

    private static void require(boolean condition, String reason) throws MalformedPacketException {
        if (!condition) {
            throw new MalformedPacketException(reason);
        }
    }
}
