package io.mgmrouter.linux.custody;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv6Address;
import io.mgmrouter.linux.mroute.MfcCounters;
import io.mgmrouter.linux.mroute.MfcEntry;
import io.mgmrouter.linux.mroute.MulticastTableException;
import io.mgmrouter.linux.mroute.Upcall;
import io.mgmrouter.linux.sys.NativeSocket;
import io.mgmrouter.linux.sys.SocketAddress;
import io.mgmrouter.linux.sys.SocketOption;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;

/** Structures of linux/mroute6.h: IPv6. */
final class Mroute6Format implements TableFormat {

    private static final int ICMPV6 = 58;
    private static final SocketOption ICMP6_FILTER = new SocketOption("ICMP6_FILTER", ICMPV6, 1);
    private static final int RTNL_FAMILY_IP6MR = 129;
    private static final int RT6_TABLE_DFLT = 254;
    private static final int REGISTER = 1;
    private static final int HIGHEST_INTERFACE_INDEX = 0xffff;

    /** Where the group's {@code sockaddr_in6} begins, behind the source's. */
    private static final int GROUP = 28;

    private static final int MESSAGE_OCTETS = 40;
    private static final int IPV6_HEADER_OCTETS = 40;

    @Override
    public Family family() {
        return Family.IPV6;
    }

    @Override
    public int protocol() {
        return ICMPV6;
    }

    /** The type filter does not apply to up-calls, while a packet of type 0 from the wire would look like one. */
    @Override
    public void passUpcallsOnly(NativeSocket socket) {
        try (Arena arena = Arena.ofConfined()) {
            socket.set(ICMP6_FILTER, arena.allocate(32, 4).fill((byte) 0xff));
        }
    }

    /** {@code mif6ctl}: mif 0 (u16), flags 2, threshold 3, interface index 4 (u16), rate 8 (u32). */
    @Override
    public MemorySegment vif(Arena arena, int vif, int interfaceIndex) {
        if (interfaceIndex > HIGHEST_INTERFACE_INDEX) {
            throw new MulticastTableException("IPv6 multicast table: interface index " + interfaceIndex + " is beyond "
                    + HIGHEST_INTERFACE_INDEX + ", the highest the kernel takes");
        }
        MemorySegment control = arena.allocate(12, 8);
        control.set(JAVA_SHORT, 0, (short) vif);
        control.set(JAVA_BYTE, 3, (byte) 1);
        control.set(JAVA_SHORT, 4, (short) interfaceIndex);
        return control;
    }

    @Override
    public MemorySegment registerVif(Arena arena, int vif) {
        MemorySegment control = arena.allocate(12, 8);
        control.set(JAVA_SHORT, 0, (short) vif);
        control.set(JAVA_BYTE, 2, (byte) REGISTER);
        control.set(JAVA_BYTE, 3, (byte) 1);
        return control;
    }

    @Override
    public String registerName(int table) {
        return table == RT6_TABLE_DFLT ? "pim6reg" : "pim6reg" + table;
    }

    @Override
    public int defaultTable() {
        return RT6_TABLE_DFLT;
    }

    /** {@code mf6cctl}: origin 0, group 28 (sockaddr_in6), incoming mif 56 (u16), outgoing ones 60 (a bit each). */
    @Override
    public MemorySegment entry(Arena arena, MfcEntry entry) {
        MemorySegment control = arena.allocate(92, 8);
        write(control, entry.source(), entry.group());
        control.set(JAVA_SHORT, 56, (short) entry.iif());
        control.set(JAVA_INT, 60, TableFormat.named(entry));
        return control;
    }

    /** {@code sioc_sg_req6}: source 0, group 28 (sockaddr_in6), packets 56, octets 64, on the wrong mif 72 (u64). */
    @Override
    public MemorySegment counterRequest(Arena arena, IpAddress source, IpAddress group) {
        MemorySegment request = arena.allocate(80, 8);
        write(request, source, group);
        return request;
    }

    @Override
    public MfcCounters counters(MemorySegment answer) {
        return new MfcCounters(answer.get(JAVA_LONG, 56), answer.get(JAVA_LONG, 64), answer.get(JAVA_LONG, 72));
    }

    //  mrt6msg: | zero (u8) | kind (u8) | mif (u16) | pad | source (16) | group (16) |; a whole packet follows it

    @Override
    public Optional<Upcall> upcall(ByteBuffer message) {
        return message.remaining() < MESSAGE_OCTETS || message.get(0) != 0
                ? Optional.empty()
                : TableFormat.kind(message.get(1)).map(kind -> upcall(kind, message));
    }

    private static Upcall upcall(Upcall.Kind kind, ByteBuffer message) {
        Ipv6Address source = new Ipv6Address(message.getLong(8), message.getLong(16));
        Ipv6Address group = new Ipv6Address(message.getLong(24), message.getLong(32));
        ByteBuffer packet = TableFormat.isWhole(kind) ? rest(message) : header(source, group);
        int mif = message.duplicate().order(ByteOrder.nativeOrder()).getShort(2) & 0xffff;
        return new Upcall(kind, source, group, mif, packet.asReadOnlyBuffer());
    }

    private static ByteBuffer rest(ByteBuffer message) {
        int length = message.remaining() - MESSAGE_OCTETS;
        ByteBuffer packet = ByteBuffer.allocate(length).put(0, message, MESSAGE_OCTETS, length);
        UnfinishedChecksum.finish(packet);
        return packet;
    }

    /** The kernel overwrites the header with its message: what the message says is all there is. */
    private static ByteBuffer header(Ipv6Address source, Ipv6Address group) {
        return ByteBuffer.allocate(IPV6_HEADER_OCTETS)
                .put(0, (byte) 0x60)
                .put(8, source.octets())
                .put(24, group.octets());
    }

    @Override
    public int netlinkFamily() {
        return RTNL_FAMILY_IP6MR;
    }

    private static void write(MemorySegment control, IpAddress source, IpAddress group) {
        SocketAddress.write(control, source);
        SocketAddress.write(control.asSlice(GROUP), group);
    }
}
