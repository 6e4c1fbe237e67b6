package io.mgmrouter.ip;

import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;

/**
 * An IPv4 address.
 *
 * @param bits the address as a big-endian number: 10.0.0.1 is {@code 0x0a000001}
 */
public record Ipv4Address(int bits) implements IpAddress {

    public static final Ipv4Address UNSPECIFIED = new Ipv4Address(0);

    /** Reads four octets in network order. */
    public static Ipv4Address of(byte[] octets) {
        return new Ipv4Address(
                (octets[0] & 0xff) << 24 | (octets[1] & 0xff) << 16 | (octets[2] & 0xff) << 8 | octets[3] & 0xff);
    }

    @Override
    public Family family() {
        return Family.IPV4;
    }

    @Override
    public byte[] octets() {
        return new byte[] {(byte) (bits >>> 24), (byte) (bits >>> 16), (byte) (bits >>> 8), (byte) bits};
    }

    @Override
    public boolean isMulticast() {
        return bits >>> 28 == 0xe;
    }

    @Override
    public boolean isUnspecified() {
        return bits == 0;
    }

    @Override
    public boolean isLoopback() {
        return bits >>> 24 == 127;
    }

    @Override
    public boolean isLinkLocal() {
        return bits >>> 16 == 0xa9fe;
    }

    @Override
    public boolean isLinkLocalMulticast() {
        return bits >>> 8 == 0xe00000;
    }

    @Override
    public boolean isSourceSpecific() {
        return bits >>> 24 == 232;
    }

    @Override
    public InetAddress toInetAddress() {
        try {
            return InetAddress.getByAddress(octets());
        } catch (UnknownHostException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public int compareTo(IpAddress other) {
        return switch (other) {
            case Ipv4Address(int theirs) -> Integer.compareUnsigned(bits, theirs);
            case Ipv6Address _ -> -1;
        };
    }

    /** Written out: addresses are the keys of every table, and the first compiler makes the generated form slow. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Ipv4Address address && bits == address.bits;
    }

    /** Spread, since groups and hosts are usually consecutive numbers in consecutive prefixes. */
    @Override
    public int hashCode() {
        return bits * 0x9e3779b1;
    }

    @Override
    public String toString() {
        return (bits >>> 24) + "." + (bits >>> 16 & 0xff) + "." + (bits >>> 8 & 0xff) + "." + (bits & 0xff);
    }
}
