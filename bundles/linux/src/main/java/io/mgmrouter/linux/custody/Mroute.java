package io.mgmrouter.linux.custody;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.linux.mroute.KernelMulticastTable;
import io.mgmrouter.linux.mroute.MfcCounters;
import io.mgmrouter.linux.mroute.MfcEntry;
import io.mgmrouter.linux.sys.SocketOption;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/** Options and structures of linux/mroute.h. */
final class Mroute {

    static final SocketOption MRT_INIT = option("MRT_INIT", 200);
    static final SocketOption MRT_ADD_VIF = option("MRT_ADD_VIF", 202);
    static final SocketOption MRT_DEL_VIF = option("MRT_DEL_VIF", 203);
    static final SocketOption MRT_ADD_MFC = option("MRT_ADD_MFC", 204);
    static final SocketOption MRT_DEL_MFC = option("MRT_DEL_MFC", 205);
    static final SocketOption MRT_ASSERT = option("MRT_ASSERT", 207);
    static final SocketOption MRT_PIM = option("MRT_PIM", 208);
    static final SocketOption MRT_TABLE = option("MRT_TABLE", 209);
    static final SocketOption MRT_ADD_MFC_PROXY = option("MRT_ADD_MFC_PROXY", 210);
    static final SocketOption MRT_DEL_MFC_PROXY = option("MRT_DEL_MFC_PROXY", 211);
    static final long SIOCGETSGCNT = 0x89e1;

    private static final ValueLayout.OfInt ADDRESS = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int USE_IFINDEX = 8;

    private Mroute() {}

    /** {@code vifctl}: vif 0 (u16), flags 2, TTL threshold 3, rate 4, interface index 8, remote address 12. */
    static MemorySegment vif(Arena arena, int vif, int interfaceIndex) {
        MemorySegment control = arena.allocate(16, 8);
        control.set(JAVA_SHORT, 0, (short) vif);
        control.set(JAVA_BYTE, 2, (byte) USE_IFINDEX);
        control.set(JAVA_BYTE, 3, (byte) 1);
        control.set(JAVA_INT, 8, interfaceIndex);
        return control;
    }

    /**
     * {@code mfcctl}: origin 0, group 4, incoming vif 8 (u16), TTL threshold per vif 10 (u8[32], 0 for none), the rest
     * is not read. A (*,G) entry matches packets from the vifs it names only, its own incoming one among them.
     */
    static MemorySegment entry(Arena arena, MfcEntry entry) {
        MemorySegment control = arena.allocate(60, 8);
        control.set(ADDRESS, 0, entry.source().bits());
        control.set(ADDRESS, 4, entry.group().bits());
        control.set(JAVA_SHORT, 8, (short) entry.iif());
        boolean itself = entry.source().isUnspecified() && entry.iif() < KernelMulticastTable.VIFS;
        int named = itself ? entry.oifs() | 1 << entry.iif() : entry.oifs();
        for (int left = named; left != 0; left &= left - 1) {
            control.set(JAVA_BYTE, 10 + Integer.numberOfTrailingZeros(left), (byte) 1);
        }
        return control;
    }

    /** {@code sioc_sg_req}: source 0, group 4, packets 8, octets 16, on the wrong vif 24 (u64). */
    static MemorySegment counterRequest(Arena arena, Ipv4Address source, Ipv4Address group) {
        MemorySegment request = arena.allocate(32, 8);
        request.set(ADDRESS, 0, source.bits());
        request.set(ADDRESS, 4, group.bits());
        return request;
    }

    static MfcCounters counters(MemorySegment answer) {
        return new MfcCounters(answer.get(JAVA_LONG, 8), answer.get(JAVA_LONG, 16), answer.get(JAVA_LONG, 24));
    }

    private static SocketOption option(String name, int number) {
        return new SocketOption(name, 0, number);
    }
}
