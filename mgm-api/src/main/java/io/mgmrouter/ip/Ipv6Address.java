package io.mgmrouter.ip;

import java.io.UncheckedIOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/**
 * An IPv6 address, without a zone: the interface is always named beside it.
 *
 * @param high the first eight octets, big endian
 * @param low the last eight octets, big endian
 */
public record Ipv6Address(long high, long low) implements IpAddress {

    public static final Ipv6Address UNSPECIFIED = new Ipv6Address(0, 0);

    /** Reads sixteen octets in network order. */
    public static Ipv6Address of(byte[] octets) {
        ByteBuffer in = ByteBuffer.wrap(octets);
        return new Ipv6Address(in.getLong(), in.getLong());
    }

    @Override
    public Family family() {
        return Family.IPV6;
    }

    @Override
    public byte[] octets() {
        return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
    }

    @Override
    public boolean isMulticast() {
        return high >>> 56 == 0xff;
    }

    @Override
    public boolean isUnspecified() {
        return high == 0 && low == 0;
    }

    @Override
    public boolean isLoopback() {
        return high == 0 && low == 1;
    }

    @Override
    public boolean isLinkLocal() {
        return high >>> 54 == 0xfe80 >>> 6;
    }

    /** The scope field of ffXS::/16 is 0 (reserved), 1 (interface-local) or 2 (link-local). */
    @Override
    public boolean isLinkLocalMulticast() {
        return isMulticast() && (high >>> 48 & 0xf) <= 2;
    }

    @Override
    public boolean isSourceSpecific() {
        return high >>> 52 == 0xff3 && (high >>> 32 & 0xffff) == 0;
    }

    @Override
    public InetAddress toInetAddress() {
        try {
            return Inet6Address.getByAddress(null, octets(), -1);
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int compareTo(IpAddress other) {
        return switch (other) {
            case Ipv4Address _ -> 1;
            case Ipv6Address(long theirHigh, long theirLow) ->
                high != theirHigh ? Long.compareUnsigned(high, theirHigh) : Long.compareUnsigned(low, theirLow);
        };
    }

    @Override
    public int hashCode() {
        return Long.hashCode((high * 31 + low) * 0x9e3779b97f4a7c15L);
    }

    /** The canonical text form of RFC 5952: lower case, the longest run of zero words as "::". */
    @Override
    public String toString() {
        int[] words = new int[8];
        for (int i = 0; i < 8; i++) {
            words[i] = (int) ((i < 4 ? high : low) >>> (3 - i % 4) * 16) & 0xffff;
        }
        int[] run = longestZeroRun(words);
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == run[0]) {
                text.append("::");
                i += run[1] - 1;
            } else {
                text.append(text.isEmpty() || text.charAt(text.length() - 1) == ':' ? "" : ":");
                text.append(Integer.toHexString(words[i]));
            }
        }
        return text.toString();
    }

    /** Start and length of the first longest run of at least two zero words; start -1 if there is none. */
    private static int[] longestZeroRun(int[] words) {
        int[] best = {-1, 1};
        int length = 0;
        for (int i = 0; i < words.length; i++) {
            length = words[i] == 0 ? length + 1 : 0;
            if (length > best[1]) {
                best = new int[] {i - length + 1, length};
            }
        }
        return best;
    }
}
