package io.mgmrouter.linux.custody;

import static io.mgmrouter.linux.custody.Mroute.MRT_ASSERT;
import static io.mgmrouter.linux.custody.Mroute.MRT_INIT;
import static io.mgmrouter.linux.custody.Mroute.MRT_PIM;
import static io.mgmrouter.linux.custody.Mroute.MRT_TABLE;

import io.mgmrouter.linux.io.IoThread;
import io.mgmrouter.linux.mroute.KernelMulticastTable;
import io.mgmrouter.linux.mroute.KernelMulticastTables;
import io.mgmrouter.linux.mroute.MulticastTableException;
import io.mgmrouter.linux.netlink.NetlinkSocket;
import io.mgmrouter.linux.sys.Errno;
import io.mgmrouter.linux.sys.LinuxException;
import io.mgmrouter.linux.sys.NativeSocket;
import io.mgmrouter.linux.sys.PacketFilter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes tables from the kernel, and holds them until closed. */
public final class TableCustody implements KernelMulticastTables, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TableCustody.class);
    private static final int IGMP = 2;
    /** The kernel's number of the default table, RT_TABLE_DEFAULT. */
    private static final int DEFAULT_NUMBER = 253;
    /** Up-calls carry this number where a packet has its protocol. */
    private static final int UPCALL_PROTOCOL = 0;
    /** Some 2,500 up-calls; with more, the kernel's list of waiting flows gets slower than we are. */
    private static final int UPCALL_BUFFER_OCTETS = 2 * 1024 * 1024;

    private final IoThread io;
    private final NetlinkSocket requests;
    private final Map<Integer, HeldTable> tables = new HashMap<>();

    public TableCustody(IoThread io, NetlinkSocket requests) {
        this.io = io;
        this.requests = requests;
    }

    @Override
    public synchronized KernelMulticastTable open(int number) {
        return tables.computeIfAbsent(number, this::take);
    }

    @Override
    public synchronized void close() {
        tables.values().forEach(HeldTable::close);
        tables.clear();
    }

    private HeldTable take(int number) {
        CallWarmUp.run();
        try {
            NativeSocket socket = NativeSocket.open("IGMP", NativeSocket.AF_INET, NativeSocket.SOCK_RAW, IGMP);
            try {
                prepare(socket, number);
            } catch (LinuxException refused) {
                socket.close();
                throw refused;
            }
            LOG.info("mroute.table taken table={}", number);
            return new HeldTable(io, socket, new TableReadout(requests, number == DEFAULT ? DEFAULT_NUMBER : number));
        } catch (LinuxException e) {
            throw new MulticastTableException(explain(e), e);
        }
    }

    /**
     * Flags of an earlier holder outlive its socket, and changing one of them is ignored: they are cleared first. PIM
     * mode makes the kernel report packets that arrive on any wrong interface, not only on outgoing ones.
     */
    private static void prepare(NativeSocket socket, int number) {
        PacketFilter.ipv4(UPCALL_PROTOCOL, Set.of()).attach(socket);
        socket.receiveBuffer(UPCALL_BUFFER_OCTETS);
        if (number != DEFAULT) {
            socket.set(MRT_TABLE, number);
        }
        socket.set(MRT_INIT, 1);
        socket.set(MRT_PIM, 0);
        socket.set(MRT_ASSERT, 0);
        socket.set(MRT_PIM, 1);
    }

    private static String explain(LinuxException e) {
        if (e.is(Errno.EADDRINUSE)) {
            return "the kernel's multicast table is held by " + holders() + "; stop it, or give one of the two another"
                    + " table (property table of PID io.mgmrouter.forwarder)";
        }
        if (e.is(Errno.EPERM) || e.is(Errno.EACCES)) {
            return "the kernel's multicast table needs CAP_NET_RAW and CAP_NET_ADMIN: run as root, or grant the service"
                    + " these two capabilities";
        }
        if (e.is(Errno.ENOPROTOOPT) || e.is(Errno.EOPNOTSUPP) || e.is(Errno.EPROTONOSUPPORT)) {
            return "this kernel has no multicast routing, or only one table of it: it must be built with"
                    + " CONFIG_IP_MROUTE, and CONFIG_IP_MROUTE_MULTIPLE_TABLES for another table than the default one";
        }
        return "the kernel's multicast table cannot be taken: " + e.getMessage();
    }

    private static String holders() {
        List<TableHolder> found = TableHolder.find();
        String names = found.stream().map(TableHolder::toString).collect(Collectors.joining(" or "));
        return found.isEmpty() ? "another process, which /proc does not show" : names;
    }
}
