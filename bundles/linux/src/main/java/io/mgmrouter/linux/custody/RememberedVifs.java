package io.mgmrouter.linux.custody;

import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.mgmrouter.linux.mroute.Vif;
import io.mgmrouter.linux.sys.Errno;
import io.mgmrouter.linux.sys.Libc;
import io.mgmrouter.linux.sys.LinuxException;
import io.mgmrouter.linux.sys.NativeSocket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The VIFs of an IPv6 table. Netlink does not list them, and /proc only those of the default table; but whoever holds a
 * table has added them all, so they are remembered, and the kernel is asked whether each still exists.
 */
final class RememberedVifs implements VifReadout {

    private final NativeSocket socket;
    private final Map<Integer, Added> added = new ConcurrentSkipListMap<>();

    private record Added(int interfaceIndex, boolean register) {}

    RememberedVifs(NativeSocket socket) {
        this.socket = socket;
    }

    @Override
    public void added(int vif, int interfaceIndex, boolean register) {
        added.put(vif, new Added(interfaceIndex, register));
    }

    @Override
    public void removed(int vif) {
        added.remove(vif);
    }

    @Override
    public List<Vif> vifs() {
        return added.entrySet().stream()
                .flatMap(known -> vif(known.getKey(), known.getValue()).stream())
                .toList();
    }

    /** {@code sioc_mif_req6}: mif 0 (u16), packets in 8, out 16, octets in 24, out 32 (u64). */
    private Optional<Vif> vif(int number, Added known) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment counted = arena.allocate(40, 8);
            counted.set(JAVA_SHORT, 0, (short) number);
            int result = Libc.ioctl(socket.fd(), MrouteOption.SIOCGETVIFCNT, counted);
            if (Errno.EADDRNOTAVAIL.is(result)) {
                return Optional.empty();
            }
            LinuxException.check("ioctl SIOCGETMIFCNT_IN6", result);
            return Optional.of(new Vif(
                    number,
                    known.interfaceIndex,
                    known.register,
                    counted.get(JAVA_LONG, 8),
                    counted.get(JAVA_LONG, 24),
                    counted.get(JAVA_LONG, 16),
                    counted.get(JAVA_LONG, 32)));
        }
    }
}
