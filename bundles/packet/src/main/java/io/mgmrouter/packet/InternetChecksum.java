package io.mgmrouter.packet;

import io.mgmrouter.ip.Ipv6Address;
import java.nio.ByteBuffer;

/** The Internet checksum (RFC 1071). */
public final class InternetChecksum {

    private InternetChecksum() {}

    /**
     * Checksum of the buffer from its position to its limit, which stay as they are. Over a packet with its checksum
     * field zero this is the value to put there; over a packet with a right one it is 0.
     */
    public static int of(ByteBuffer octets) {
        return finish(sum(octets));
    }

    /** True if the buffer's own checksum field makes its sum come out right. */
    public static boolean isRight(ByteBuffer octets) {
        return of(octets) == 0;
    }

    /**
     * As {@link #of}, together with the pseudo header of IPv6 (RFC 8200, section 8.1), which ICMPv6 and PIM include.
     *
     * @param payload the upper layer's packet from its position to its limit
     */
    public static int of(ByteBuffer payload, Ipv6Address source, Ipv6Address destination, int protocol) {
        return finish(sum(payload) + words(source) + words(destination) + payload.remaining() + protocol);
    }

    /** True if the payload's own checksum field makes the sum come out right, pseudo header included. */
    public static boolean isRight(ByteBuffer payload, Ipv6Address source, Ipv6Address destination, int protocol) {
        return of(payload, source, destination, protocol) == 0;
    }

    private static long words(Ipv6Address address) {
        return words(address.high()) + words(address.low());
    }

    private static long words(long octets) {
        return (octets >>> 48) + (octets >>> 32 & 0xffff) + (octets >>> 16 & 0xffff) + (octets & 0xffff);
    }

    /** Sum of the 16-bit words, not yet folded; an odd last octet counts as if a zero followed. */
    public static long sum(ByteBuffer octets) {
        long sum = 0;
        int i = octets.position();
        int end = octets.limit();
        for (; i + 1 < end; i += 2) {
            sum += (octets.get(i) & 0xff) << 8 | octets.get(i + 1) & 0xff;
        }
        return i < end ? sum + ((octets.get(i) & 0xff) << 8) : sum;
    }

    /** Folds a sum to 16 bits and complements it. */
    public static int finish(long sum) {
        long folded = sum;
        while (folded >>> 16 != 0) {
            folded = (folded & 0xffff) + (folded >>> 16);
        }
        return (int) ~folded & 0xffff;
    }
}
