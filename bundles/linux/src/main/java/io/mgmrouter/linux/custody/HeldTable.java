package io.mgmrouter.linux.custody;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.linux.io.IoThread;
import io.mgmrouter.linux.mroute.KernelMulticastTable;
import io.mgmrouter.linux.mroute.MfcCounters;
import io.mgmrouter.linux.mroute.MfcEntry;
import io.mgmrouter.linux.mroute.MulticastTableException;
import io.mgmrouter.linux.mroute.UpcallListener;
import io.mgmrouter.linux.mroute.Vif;
import io.mgmrouter.linux.netlink.NetlinkSocket;
import io.mgmrouter.linux.sys.Errno;
import io.mgmrouter.linux.sys.Libc;
import io.mgmrouter.linux.sys.LinuxException;
import io.mgmrouter.linux.sys.NativeSocket;
import io.mgmrouter.linux.sys.SocketOption;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A table that this process holds: the socket's life is the table's. */
final class HeldTable implements KernelMulticastTable, AutoCloseable {

    private static final long SIOCGIFINDEX = 0x8933;

    private final IoThread io;
    private final TableFormat format;
    private final NativeSocket socket;
    private final int kernelNumber;
    private final VifReadout vifs;
    private final EntryReadout entries;
    private final UpcallReader upcalls;
    private final IoThread.Watch watch;

    /** @param socket has taken the table */
    HeldTable(IoThread io, TableFormat format, NativeSocket socket, NetlinkSocket requests, int kernelNumber) {
        this.io = io;
        this.format = format;
        this.socket = socket;
        this.kernelNumber = kernelNumber;
        this.vifs = VifReadout.of(format.family(), socket, requests, kernelNumber);
        this.entries = new EntryReadout(requests, format.netlinkFamily(), kernelNumber);
        this.upcalls = new UpcallReader(format, socket);
        this.watch = io.watch(socket, upcalls::read);
    }

    @Override
    public Family family() {
        return format.family();
    }

    @Override
    public void addVif(int vif, int interfaceIndex) {
        try (Arena arena = Arena.ofConfined()) {
            check(
                    setsockopt(MrouteOption.ADD_VIF, format.vif(arena, vif, interfaceIndex)),
                    () -> "vif " + vif + " for interface " + interfaceIndex + " cannot be added");
        }
        vifs.added(vif, interfaceIndex, false);
    }

    @Override
    public int addRegisterVif(int vif) {
        try (Arena arena = Arena.ofConfined()) {
            check(
                    setsockopt(MrouteOption.ADD_VIF, format.registerVif(arena, vif)),
                    () -> "register vif " + vif + " cannot be added");
        }
        int interfaceIndex = index(format.registerName(kernelNumber));
        vifs.added(vif, interfaceIndex, true);
        return interfaceIndex;
    }

    /** {@code ifreq}: name 0 (16 octets), index 16 (i32). */
    private int index(String interfaceName) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = arena.allocate(40, 8);
            request.setString(0, interfaceName, StandardCharsets.US_ASCII);
            check(
                    Libc.ioctl(socket.fd(), SIOCGIFINDEX, request),
                    () -> "the index of " + interfaceName + " cannot be read");
            return request.get(JAVA_INT, 16);
        }
    }

    @Override
    public void removeVif(int vif) {
        vifs.removed(vif);
        try (Arena arena = Arena.ofConfined()) {
            int result = setsockopt(MrouteOption.DEL_VIF, format.vif(arena, vif, 0));
            check(Errno.EADDRNOTAVAIL.is(result) ? 0 : result, () -> "vif " + vif + " cannot be removed");
        }
    }

    @Override
    public List<Vif> vifs() {
        return read(vifs::vifs);
    }

    @Override
    public void set(MfcEntry entry) {
        try (Arena arena = Arena.ofConfined()) {
            check(
                    setsockopt(
                            entry.isAnySource() ? MrouteOption.ADD_MFC_PROXY : MrouteOption.ADD_MFC,
                            format.entry(arena, entry)),
                    () -> "entry " + entry + " cannot be set");
        }
    }

    @Override
    public void remove(MfcEntry entry) {
        try (Arena arena = Arena.ofConfined()) {
            int result = setsockopt(
                    entry.isAnySource() ? MrouteOption.DEL_MFC_PROXY : MrouteOption.DEL_MFC,
                    format.entry(arena, entry));
            check(Errno.ENOENT.is(result) ? 0 : result, () -> "entry " + entry + " cannot be removed");
        }
    }

    @Override
    public List<MfcEntry> entries() {
        return read(() -> entries.entries(vifs.vifs()));
    }

    @Override
    public Optional<MfcCounters> counters(IpAddress source, IpAddress group) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = format.counterRequest(arena, source, group);
            int result = Libc.ioctl(socket.fd(), MrouteOption.SIOCGETSGCNT, request);
            if (Errno.EADDRNOTAVAIL.is(result)) {
                return Optional.empty();
            }
            check(result, () -> "counters of (" + source + "," + group + ") cannot be read");
            return Optional.of(format.counters(request));
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

    private int setsockopt(MrouteOption which, MemorySegment value) {
        SocketOption option = which.of(format.family());
        return Libc.setsockopt(socket.fd(), option.level(), option.number(), value);
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
