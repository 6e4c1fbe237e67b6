package io.mgmrouter.lab;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.NetworkInterface;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * IPv4 and IPv6 packets as they are on an interface's wire, whether or not anybody asked for them (AF_PACKET): to see
 * what a host would not show, and to send what a host would not send. One thread receives; another may send.
 */
public final class PacketSocket implements AutoCloseable {

    private static final int AF_PACKET = 17;
    private static final int SOCK_DGRAM_CLOSE_ON_EXEC = 2 | 0x80000;
    private static final int ETHERTYPE_ALL = 0x0003;
    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_IPV6 = 0x86dd;
    private static final int IPV4_GROUP_OCTETS = 4;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int SO_RCVBUF = 8;
    private static final int RECEIVE_BUFFER_OCTETS = 4 << 20;
    private static final int RECEIVE_TIMEOUT_MICROSECONDS = 100_000;
    private static final int PACKET_OUTGOING = 4;
    private static final int ADDRESS_OCTETS = 20;
    private static final int MTU = 1500;
    private static final ValueLayout.OfShort BIG_ENDIAN =
            ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

    private final Arena arena = Arena.ofShared();
    private final MemorySegment octets = arena.allocate(MTU);
    private final MemorySegment from = arena.allocate(ADDRESS_OCTETS, 8);
    private final MemorySegment fromLength = arena.allocate(ValueLayout.JAVA_INT);
    private final int index;
    private final int fd;

    private PacketSocket(int index) {
        this.index = index;
        fd = checked("socket", Kernel.socket(AF_PACKET, SOCK_DGRAM_CLOSE_ON_EXEC, networkOrder(ETHERTYPE_ALL)));
        MemorySegment timeout = arena.allocate(16, 8);
        timeout.set(ValueLayout.JAVA_LONG, 8, RECEIVE_TIMEOUT_MICROSECONDS);
        checked("setsockopt", Kernel.setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, timeout));
        MemorySegment buffer = arena.allocateFrom(ValueLayout.JAVA_INT, RECEIVE_BUFFER_OCTETS);
        checked("setsockopt", Kernel.setsockopt(fd, SOL_SOCKET, SO_RCVBUF, buffer));
        checked("bind", Kernel.bind(fd, address(ETHERTYPE_ALL, new byte[0])));
    }

    /** @throws LabException if there is no such interface */
    public static PacketSocket open(Namespace namespace, String interfaceName) {
        return namespace.call(() -> {
            NetworkInterface nif = NetworkInterface.getByName(interfaceName);
            if (nif == null) {
                throw new LabException("no interface %s in namespace %s".formatted(interfaceName, namespace));
            }
            return new PacketSocket(nif.getIndex());
        });
    }

    /** Waits a tenth of a second for a packet that arrives from the wire: the IP header and all behind it. */
    public Optional<ByteBuffer> receive() {
        fromLength.set(ValueLayout.JAVA_INT, 0, ADDRESS_OCTETS);
        int length = Kernel.recvfrom(fd, octets, from, fromLength);
        if (length == -Kernel.EAGAIN || length == -Kernel.EINTR) {
            return Optional.empty();
        }
        checked("recvfrom", length);
        int etherType = Short.toUnsignedInt(from.get(BIG_ENDIAN, 2));
        boolean arrived = from.get(ValueLayout.JAVA_BYTE, 10) != PACKET_OUTGOING;
        boolean ip = etherType == ETHERTYPE_IPV4 || etherType == ETHERTYPE_IPV6;
        return arrived && ip ? Optional.of(octets.asSlice(0, length).asByteBuffer()) : Optional.empty();
    }

    /** Sends an IP packet, right or wrong, to the link-layer address that belongs to a group (RFC 1112, RFC 2464). */
    public void send(byte[] packet, byte[] group) {
        try (var call = Arena.ofConfined()) {
            MemorySegment to = group.length == IPV4_GROUP_OCTETS
                    ? address(ETHERTYPE_IPV4, new byte[] {1, 0, 0x5e, (byte) (group[1] & 0x7f), group[2], group[3]})
                    : address(ETHERTYPE_IPV6, new byte[] {0x33, 0x33, group[12], group[13], group[14], group[15]});
            checked("sendto", Kernel.sendto(fd, call.allocateFrom(ValueLayout.JAVA_BYTE, packet), to));
        }
    }

    /** Only after {@link #receive} has returned for the last time. */
    @Override
    public void close() {
        Kernel.close(fd);
        arena.close();
    }

    //  struct sockaddr_ll: | family | protocol, network order | interface index | hardware type | packet type | length
    // |
    private MemorySegment address(int etherType, byte[] mac) {
        MemorySegment address = Arena.ofAuto().allocate(ADDRESS_OCTETS, 8);
        address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_PACKET);
        address.set(BIG_ENDIAN, 2, (short) etherType);
        address.set(ValueLayout.JAVA_INT, 4, index);
        address.set(ValueLayout.JAVA_BYTE, 11, (byte) mac.length);
        MemorySegment.copy(mac, 0, address, ValueLayout.JAVA_BYTE, 12, mac.length);
        return address;
    }

    private static int networkOrder(int value) {
        return ByteOrder.nativeOrder() == ByteOrder.BIG_ENDIAN ? value : Short.reverseBytes((short) value) & 0xffff;
    }

    private static int checked(String call, int result) {
        if (result < 0) {
            throw new LabException(
                    "cannot listen on a cable: %s ends with error %d of the kernel".formatted(call, -result));
        }
        return result;
    }
}
