package io.mgmrouter.mgm.win32;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import java.util.Optional;

/**
 * IPv4 addresses as DWORDs in network byte order (decision D-28): the first octet of the address is the lowest of the
 * DWORD, so that in a little-endian buffer the octets stand in the order of the address. 10.0.0.1 is
 * {@code 0x0100000a}.
 */
public final class IN_ADDR {

    /** Mask of a single address. */
    public static final int HOST_MASK = 0xffff_ffff;

    private IN_ADDR() {}

    /** @throws IllegalArgumentException if {@code text} is no IPv4 literal */
    public static int inet_addr(String text) {
        if (IpAddress.parse(text) instanceof Ipv4Address address) {
            return dword(address);
        }
        throw new IllegalArgumentException("\"" + text + "\" is not an IPv4 address");
    }

    public static String inet_ntoa(int dword) {
        return address(dword).toString();
    }

    /** @throws IllegalArgumentException for an IPv6 address */
    public static int dword(IpAddress address) {
        return switch (address) {
            case Ipv4Address(int bits) -> Integer.reverseBytes(bits);
            default -> throw new IllegalArgumentException(address + " is not an IPv4 address");
        };
    }

    public static Ipv4Address address(int dword) {
        return new Ipv4Address(Integer.reverseBytes(dword));
    }

    /** 0 for none, and for an IPv6 address, as an IPv4 route may have for its neighbour (RFC 8950). */
    public static int dword(Optional<IpAddress> address) {
        return address.filter(Ipv4Address.class::isInstance).map(IN_ADDR::dword).orElse(0);
    }

    /** Empty for 0. */
    public static Optional<IpAddress> optional(int dword) {
        return dword == 0 ? Optional.empty() : Optional.of(address(dword));
    }

    /** The mask of a prefix of {@code length} bits, 0 to 32. */
    public static int mask(int length) {
        return length == 0 ? 0 : Integer.reverseBytes(-1 << 32 - length);
    }
}
