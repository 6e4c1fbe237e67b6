package io.mgmrouter.linux.custody;

import io.mgmrouter.ip.Family;
import io.mgmrouter.linux.io.IoThread;
import io.mgmrouter.linux.mroute.KernelMulticastTable;
import io.mgmrouter.linux.mroute.KernelMulticastTables;
import io.mgmrouter.linux.mroute.MulticastTableException;
import io.mgmrouter.linux.netlink.NetlinkSocket;
import io.mgmrouter.linux.sys.Errno;
import io.mgmrouter.linux.sys.LinuxException;
import io.mgmrouter.linux.sys.NativeSocket;
import io.mgmrouter.linux.sys.SocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes tables from the kernel, and holds them until closed. */
public final class TableCustody implements KernelMulticastTables, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TableCustody.class);
    /** Some 2,500 up-calls; with more, the kernel's list of waiting flows gets slower than we are. */
    private static final int UPCALL_BUFFER_OCTETS = 2 * 1024 * 1024;

    private final IoThread io;
    private final NetlinkSocket requests;
    private final Map<Key, HeldTable> tables = new HashMap<>();

    public TableCustody(IoThread io, NetlinkSocket requests) {
        this.io = io;
        this.requests = requests;
    }

    /** Gets the ways of up-calls and entries compiled, on the thread between its work; returns at once. */
    public void rehearse() {
        for (Family family : Family.values()) {
            Rehearsal.playOn(io, TableFormat.of(family), requests);
        }
    }

    @Override
    public synchronized KernelMulticastTable open(Family family, int number) {
        return tables.computeIfAbsent(new Key(family, number), this::take);
    }

    @Override
    public synchronized void close() {
        tables.values().forEach(HeldTable::close);
        tables.clear();
    }

    private HeldTable take(Key key) {
        TableFormat format = TableFormat.of(key.family);
        try {
            NativeSocket socket = NativeSocket.open(
                    "multicast table", SocketAddress.family(key.family), NativeSocket.SOCK_RAW, format.protocol());
            try {
                prepare(socket, format, key.number);
            } catch (LinuxException refused) {
                socket.close();
                throw refused;
            }
            LOG.info("mroute.table taken family={} table={}", key.family, key.number);
            int kernelNumber = key.number == DEFAULT ? format.defaultTable() : key.number;
            return new HeldTable(io, format, socket, requests, kernelNumber);
        } catch (LinuxException e) {
            throw new MulticastTableException(explain(format, e), isUnsupported(e), e);
        }
    }

    /**
     * Flags of an earlier holder outlive its socket, and changing one of them is ignored: they are cleared first. PIM
     * mode makes the kernel report packets that arrive on any wrong interface, not only on outgoing ones.
     */
    private static void prepare(NativeSocket socket, TableFormat format, int number) {
        Family family = format.family();
        format.passUpcallsOnly(socket);
        socket.receiveBuffer(UPCALL_BUFFER_OCTETS);
        if (number != DEFAULT) {
            socket.set(MrouteOption.TABLE.of(family), number);
        }
        socket.set(MrouteOption.INIT.of(family), 1);
        socket.set(MrouteOption.PIM.of(family), 0);
        socket.set(MrouteOption.ASSERT.of(family), 0);
        socket.set(MrouteOption.PIM.of(family), 1);
    }

    private static boolean isUnsupported(LinuxException e) {
        return e.is(Errno.ENOPROTOOPT)
                || e.is(Errno.EOPNOTSUPP)
                || e.is(Errno.EPROTONOSUPPORT)
                || e.is(Errno.EAFNOSUPPORT);
    }

    private static String explain(TableFormat format, LinuxException e) {
        boolean ipv4 = format.family() == Family.IPV4;
        String table = "the kernel's " + (ipv4 ? "IPv4" : "IPv6") + " multicast table ";
        if (e.is(Errno.EADDRINUSE)) {
            return table + "is held by " + holders(format)
                    + "; stop it, or give one of the two another table (property " + (ipv4 ? "table" : "table6")
                    + " of PID io.mgmrouter.forwarder)";
        }
        if (e.is(Errno.EPERM) || e.is(Errno.EACCES)) {
            return table + "needs CAP_NET_RAW and CAP_NET_ADMIN: run as root, or grant the service these two"
                    + " capabilities";
        }
        if (isUnsupported(e)) {
            String option = ipv4 ? "CONFIG_IP_MROUTE" : "CONFIG_IPV6_MROUTE";
            return "this kernel has no " + (ipv4 ? "IPv4" : "IPv6") + " multicast routing, or only one table of it: it"
                    + " must be built with " + option + ", and " + option
                    + "_MULTIPLE_TABLES for another table than the default one";
        }
        return table + "cannot be taken: " + e.getMessage();
    }

    private static String holders(TableFormat format) {
        List<TableHolder> found = TableHolder.find(format.family(), format.protocol());
        String names = found.stream().map(TableHolder::toString).collect(Collectors.joining(" or "));
        return found.isEmpty() ? "another process, which /proc does not show" : names;
    }

    private record Key(Family family, int number) {}
}
