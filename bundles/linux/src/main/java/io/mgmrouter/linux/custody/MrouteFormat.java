package io.mgmrouter.linux.custody;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.linux.mroute.MfcCounters;
import io.mgmrouter.linux.mroute.MfcEntry;
import io.mgmrouter.linux.mroute.Upcall;
import io.mgmrouter.linux.sys.NativeSocket;
import io.mgmrouter.linux.sys.PacketFilter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import java.util.Set;

/** Structures of linux/mroute.h: IPv4. */
final class MrouteFormat implements TableFormat {

    private static final ValueLayout.OfInt ADDRESS = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int IGMP = 2;
    /** Up-calls carry this number where a packet has its protocol. */
    private static final int UPCALL_PROTOCOL = 0;

    /** VIF flags. */
    static final int REGISTER = 4;

    private static final int USE_IFINDEX = 8;
    private static final int RT_TABLE_DEFAULT = 253;
    private static final int RTNL_FAMILY_IPMR = 128;
    private static final int MESSAGE_OCTETS = 20;

    @Override
    public Family family() {
        return Family.IPV4;
    }

    @Override
    public int protocol() {
        return IGMP;
    }

    @Override
    public void passUpcallsOnly(NativeSocket socket) {
        PacketFilter.ipv4(UPCALL_PROTOCOL, Set.of()).attach(socket);
    }

    /** {@code vifctl}: vif 0 (u16), flags 2, TTL threshold 3, rate 4, interface index 8, remote address 12. */
    @Override
    public MemorySegment vif(Arena arena, int vif, int interfaceIndex) {
        MemorySegment control = arena.allocate(16, 8);
        control.set(JAVA_SHORT, 0, (short) vif);
        control.set(JAVA_BYTE, 2, (byte) USE_IFINDEX);
        control.set(JAVA_BYTE, 3, (byte) 1);
        control.set(JAVA_INT, 8, interfaceIndex);
        return control;
    }

    @Override
    public MemorySegment registerVif(Arena arena, int vif) {
        MemorySegment control = arena.allocate(16, 8);
        control.set(JAVA_SHORT, 0, (short) vif);
        control.set(JAVA_BYTE, 2, (byte) REGISTER);
        control.set(JAVA_BYTE, 3, (byte) 1);
        return control;
    }

    @Override
    public String registerName(int table) {
        return table == RT_TABLE_DEFAULT ? "pimreg" : "pimreg" + table;
    }

    @Override
    public int defaultTable() {
        return RT_TABLE_DEFAULT;
    }

    /**
     * {@code mfcctl}: origin 0, group 4, incoming vif 8 (u16), TTL threshold per vif 10 (u8[32], 0 for none), the rest
     * is not read.
     */
    @Override
    public MemorySegment entry(Arena arena, MfcEntry entry) {
        MemorySegment control = arena.allocate(60, 8);
        control.set(ADDRESS, 0, bits(entry.source()));
        control.set(ADDRESS, 4, bits(entry.group()));
        control.set(JAVA_SHORT, 8, (short) entry.iif());
        for (int left = TableFormat.named(entry); left != 0; left &= left - 1) {
            control.set(JAVA_BYTE, 10 + Integer.numberOfTrailingZeros(left), (byte) 1);
        }
        return control;
    }

    /** {@code sioc_sg_req}: source 0, group 4, packets 8, octets 16, on the wrong vif 24 (u64). */
    @Override
    public MemorySegment counterRequest(Arena arena, IpAddress source, IpAddress group) {
        MemorySegment request = arena.allocate(32, 8);
        request.set(ADDRESS, 0, bits(source));
        request.set(ADDRESS, 4, bits(group));
        return request;
    }

    @Override
    public MfcCounters counters(MemorySegment answer) {
        return new MfcCounters(answer.get(JAVA_LONG, 8), answer.get(JAVA_LONG, 16), answer.get(JAVA_LONG, 24));
    }

    //  igmpmsg, laid over the packet's IP header:
    //  | first 8 octets of the header | kind (u8) | zero (u8) | vif low (u8) | vif high (u8) | source | group |

    @Override
    public Optional<Upcall> upcall(ByteBuffer message) {
        return message.remaining() < MESSAGE_OCTETS
                ? Optional.empty()
                : TableFormat.kind(message.get(8))
                        .map(kind -> new Upcall(
                                kind,
                                new Ipv4Address(message.getInt(12)),
                                new Ipv4Address(message.getInt(16)),
                                message.get(10) & 0xff | (message.get(11) & 0xff) << 8,
                                packet(message, TableFormat.isWhole(kind))));
    }

    @Override
    public int netlinkFamily() {
        return RTNL_FAMILY_IPMR;
    }

    /** A whole packet comes behind the message; otherwise there is the packet's header. */
    private static ByteBuffer packet(ByteBuffer message, boolean whole) {
        int length = whole ? message.remaining() - MESSAGE_OCTETS : headerLength(message);
        ByteBuffer copy = ByteBuffer.allocate(length).put(0, message, whole ? MESSAGE_OCTETS : 0, length);
        if (whole) {
            UnfinishedChecksum.finish(copy);
        } else {
            copy.putInt(8, 0);
        }
        return copy.asReadOnlyBuffer();
    }

    private static int headerLength(ByteBuffer message) {
        return Math.clamp((message.get(0) & 0xf) * 4, MESSAGE_OCTETS, message.remaining());
    }

    private static int bits(IpAddress address) {
        return switch (address) {
            case Ipv4Address(int bits) -> bits;
            default -> throw new IllegalArgumentException(address + " has no place in an IPv4 table");
        };
    }
}
