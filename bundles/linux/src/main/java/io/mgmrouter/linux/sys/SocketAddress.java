package io.mgmrouter.linux.sys;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import java.lang.foreign.MemorySegment;

/**
 * The kernel's form of an address without a port. {@code sockaddr_in}: family 0 (u16), port 2, address 4; 16 octets.
 * {@code sockaddr_in6}: family 0 (u16), port 2, flow 4, address 8, scope 24; 28 octets.
 */
public final class SocketAddress {

    private static final int IPV4_ADDRESS = 4;
    /** Where the address is in {@code sockaddr_in6}. */
    public static final int IPV6_ADDRESS = 8;

    private SocketAddress() {}

    /** Number of a family: AF_INET or AF_INET6. */
    public static int family(Family family) {
        return family == Family.IPV4 ? NativeSocket.AF_INET : NativeSocket.AF_INET6;
    }

    /** Octets of the structure. */
    public static int octets(Family family) {
        return family == Family.IPV4 ? 16 : 28;
    }

    /** Writes an address; port, flow and scope are left as they are. */
    public static void write(MemorySegment to, IpAddress address) {
        to.set(JAVA_SHORT, 0, (short) family(address.family()));
        byte[] octets = address.octets();
        MemorySegment.copy(octets, 0, to, JAVA_BYTE, offset(address.family()), octets.length);
    }

    /** Reads the address out of a structure of that family. */
    public static IpAddress read(MemorySegment from, Family family) {
        byte[] octets = new byte[family.octets()];
        MemorySegment.copy(from, JAVA_BYTE, offset(family), octets, 0, octets.length);
        return IpAddress.of(octets);
    }

    private static int offset(Family family) {
        return family == Family.IPV4 ? IPV4_ADDRESS : IPV6_ADDRESS;
    }
}
