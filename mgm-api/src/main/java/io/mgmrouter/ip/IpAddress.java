package io.mgmrouter.ip;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * An IPv4 or IPv6 address. Ordered by family (IPv4 first), then by the unsigned value of its octets.
 */
public sealed interface IpAddress extends Comparable<IpAddress> permits Ipv4Address, Ipv6Address {

    Family family();

    /** The address in network order: 4 or 16 octets, a fresh array. */
    byte[] octets();

    /** True for 224.0.0.0/4 and ff00::/8. */
    boolean isMulticast();

    /** True for 0.0.0.0 and ::, the wildcard of the contract and the source of a host without an address. */
    boolean isUnspecified();

    /** True for 127.0.0.0/8 and ::1. */
    boolean isLoopback();

    /** True for 169.254.0.0/16 and fe80::/10. */
    boolean isLinkLocal();

    /**
     * True for groups that are never forwarded: 224.0.0.0/24, ff01::/16 and ff02::/16 (and the reserved scope
     * ff00::/16).
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc4291#section-2.7">RFC 4291, section 2.7</a>
     */
    boolean isLinkLocalMulticast();

    /** True for the source-specific range: 232.0.0.0/8 and ff3x::/32 (RFC 4607, section 1). */
    boolean isSourceSpecific();

    /** The JDK's form of this address, for its socket calls. */
    InetAddress toInetAddress();

    /**
     * Reads a literal address; names are never looked up.
     *
     * @throws IllegalArgumentException if {@code text} is not an IPv4 or IPv6 literal; the message quotes it
     */
    static IpAddress parse(String text) {
        if (text.indexOf('%') >= 0) {
            throw new IllegalArgumentException("\"" + text + "\" carries a zone; give the address alone");
        }
        try {
            return of(InetAddress.ofLiteral(text));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not an IPv4 or IPv6 address", e);
        }
    }

    /** The same address as a value of this package; a scope id is dropped. */
    static IpAddress of(InetAddress address) {
        return switch (address) {
            case Inet4Address v4 -> Ipv4Address.of(v4.getAddress());
            case Inet6Address v6 -> Ipv6Address.of(v6.getAddress());
            default -> throw new IllegalArgumentException("neither IPv4 nor IPv6: " + address);
        };
    }

    /**
     * Reads 4 or 16 octets in network order.
     *
     * @throws IllegalArgumentException for any other length
     */
    static IpAddress of(byte[] octets) {
        return switch (octets.length) {
            case 4 -> Ipv4Address.of(octets);
            case 16 -> Ipv6Address.of(octets);
            default -> throw new IllegalArgumentException("an address has 4 or 16 octets, not " + octets.length);
        };
    }

    /** 0.0.0.0 or ::. */
    static IpAddress unspecified(Family family) {
        return family == Family.IPV4 ? Ipv4Address.UNSPECIFIED : Ipv6Address.UNSPECIFIED;
    }
}
