package io.mgmrouter.linux.custody;

import static io.mgmrouter.linux.custody.Mroute.MRT_ADD_MFC;
import static io.mgmrouter.linux.custody.Mroute.MRT_ADD_MFC_PROXY;
import static io.mgmrouter.linux.custody.Mroute.MRT_ADD_VIF;
import static io.mgmrouter.linux.custody.Mroute.MRT_DEL_MFC;
import static io.mgmrouter.linux.custody.Mroute.MRT_DEL_MFC_PROXY;
import static io.mgmrouter.linux.custody.Mroute.MRT_DEL_VIF;

import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.linux.io.IoThread;
import io.mgmrouter.linux.mroute.KernelMulticastTable;
import io.mgmrouter.linux.mroute.MfcCounters;
import io.mgmrouter.linux.mroute.MfcEntry;
import io.mgmrouter.linux.mroute.MulticastTableException;
import io.mgmrouter.linux.mroute.UpcallListener;
import io.mgmrouter.linux.mroute.Vif;
import io.mgmrouter.linux.sys.Errno;
import io.mgmrouter.linux.sys.Libc;
import io.mgmrouter.linux.sys.LinuxException;
import io.mgmrouter.linux.sys.NativeSocket;
import io.mgmrouter.linux.sys.SocketOption;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A table that this process holds: the socket's life is the table's. */
final class HeldTable implements KernelMulticastTable, AutoCloseable {

    private final IoThread io;
    private final NativeSocket socket;
    private final TableReadout readout;
    private final UpcallReader upcalls;
    private final IoThread.Watch watch;

    /** @param socket has taken the table */
    HeldTable(IoThread io, NativeSocket socket, TableReadout readout) {
        this.io = io;
        this.socket = socket;
        this.readout = readout;
        this.upcalls = new UpcallReader(socket);
        this.watch = io.watch(socket, upcalls::read);
    }

    @Override
    public void addVif(int vif, int interfaceIndex) {
        try (Arena arena = Arena.ofConfined()) {
            check(
                    setsockopt(MRT_ADD_VIF, Mroute.vif(arena, vif, interfaceIndex)),
                    () -> "vif " + vif + " for interface " + interfaceIndex + " cannot be added");
        }
    }

    @Override
    public void removeVif(int vif) {
        try (Arena arena = Arena.ofConfined()) {
            int result = setsockopt(MRT_DEL_VIF, Mroute.vif(arena, vif, 0));
            check(Errno.EADDRNOTAVAIL.is(result) ? 0 : result, () -> "vif " + vif + " cannot be removed");
        }
    }

    @Override
    public List<Vif> vifs() {
        return read(readout::vifs);
    }

    @Override
    public void set(MfcEntry entry) {
        try (Arena arena = Arena.ofConfined()) {
            check(
                    setsockopt(anySource(entry) ? MRT_ADD_MFC_PROXY : MRT_ADD_MFC, Mroute.entry(arena, entry)),
                    () -> "entry " + entry + " cannot be set");
        }
    }

    @Override
    public void remove(MfcEntry entry) {
        try (Arena arena = Arena.ofConfined()) {
            int result = setsockopt(anySource(entry) ? MRT_DEL_MFC_PROXY : MRT_DEL_MFC, Mroute.entry(arena, entry));
            check(Errno.ENOENT.is(result) ? 0 : result, () -> "entry " + entry + " cannot be removed");
        }
    }

    @Override
    public List<MfcEntry> entries() {
        return read(readout::entries);
    }

    @Override
    public Optional<MfcCounters> counters(Ipv4Address source, Ipv4Address group) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = Mroute.counterRequest(arena, source, group);
            int result = Libc.ioctl(socket.fd(), Mroute.SIOCGETSGCNT, request);
            if (Errno.EADDRNOTAVAIL.is(result)) {
                return Optional.empty();
            }
            check(result, () -> "counters of (" + source + "," + group + ") cannot be read");
            return Optional.of(Mroute.counters(request));
        }
    }

    @Override
    public long lostUpcalls() {
        return read(socket::overflows);
    }

    @Override
    public Listening listen(UpcallListener listener) {
        upcalls.add(listener);
        return () -> {
            upcalls.remove(listener);
            io.runAndWait(() -> {});
        };
    }

    /** Gives the table back: the kernel removes VIFs and entries, and forwarding ends. */
    @Override
    public void close() {
        watch.close();
        socket.close();
    }

    private int setsockopt(SocketOption option, MemorySegment value) {
        return Libc.setsockopt(socket.fd(), option.level(), option.number(), value);
    }

    private static boolean anySource(MfcEntry entry) {
        return entry.source().isUnspecified();
    }

    /** The text is made only when it is needed: these calls come by the thousand. */
    private static void check(int result, Supplier<String> what) {
        if (result < 0) {
            throw new MulticastTableException("multicast table: " + what.get() + ": " + Errno.describe(-result));
        }
    }

    private static <T> T read(Supplier<T> question) {
        try {
            return question.get();
        } catch (LinuxException e) {
            throw new MulticastTableException("multicast table cannot be read: " + e.getMessage(), e);
        }
    }
}
