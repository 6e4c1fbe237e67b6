package io.mgmrouter.linux.custody;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.linux.mroute.MfcCounters;
import io.mgmrouter.linux.mroute.MfcEntry;
import io.mgmrouter.linux.mroute.MulticastTableException;
import io.mgmrouter.linux.mroute.Upcall;
import io.mgmrouter.linux.sys.NativeSocket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.Optional;

/** How a family's multicast tables are spoken to: the structures of its header file. Stateless. */
interface TableFormat {

    Family family();

    /** Protocol of the raw socket that holds a table. */
    int protocol();

    /** Lets up-calls reach the socket that is to hold a table, and no packets. */
    void passUpcallsOnly(NativeSocket socket);

    /**
     * The structure that names a VIF; the interface is not read when one is removed.
     *
     * @throws MulticastTableException if the family cannot express the interface's index
     */
    MemorySegment vif(Arena arena, int vif, int interfaceIndex);

    /** The structure that makes the register VIF. */
    MemorySegment registerVif(Arena arena, int vif);

    /**
     * The name the kernel gives to the register VIF's network interface.
     *
     * @param table the kernel's number of the table
     */
    String registerName(int table);

    /** The kernel's number of the default table. */
    int defaultTable();

    /**
     * The structure of an entry. A (*,G) entry matches packets from the VIFs it names only, its own incoming one among
     * them.
     */
    MemorySegment entry(Arena arena, MfcEntry entry);

    /** The structure that asks for an entry's counters, and that the answer comes in. */
    MemorySegment counterRequest(Arena arena, IpAddress source, IpAddress group);

    /** The counters of an answer. */
    MfcCounters counters(MemorySegment answer);

    /** An up-call as the socket received it; empty for what is too short or of a kind unknown here. */
    Optional<Upcall> upcall(ByteBuffer message);

    /** The family under which netlink lists the entries. */
    int netlinkFamily();

    static TableFormat of(Family family) {
        return switch (family) {
            case IPV4 -> new MrouteFormat();
            case IPV6 -> new Mroute6Format();
        };
    }

    /** What an entry names: its outgoing VIFs, and of a (*,G) entry the incoming one. */
    static int named(MfcEntry entry) {
        return entry.isAnySource() && entry.iif() != MfcEntry.NOWHERE ? entry.oifs() | 1 << entry.iif() : entry.oifs();
    }

    /** The kind with a number of the kernel; empty if it is unknown here. */
    static Optional<Upcall.Kind> kind(int number) {
        Upcall.Kind[] kinds = Upcall.Kind.values();
        return number < 1 || number > kinds.length ? Optional.empty() : Optional.of(kinds[number - 1]);
    }

    /** True for the kinds that bring the whole packet. */
    static boolean isWhole(Upcall.Kind kind) {
        return switch (kind) {
            case NO_ENTRY, WRONG_VIF -> false;
            case WHOLE_PACKET, WRONG_VIF_WHOLE -> true;
        };
    }
}
