package io.mgmrouter.lab;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.util.List;

/**
 * A socket of a host that wants one group with a source filter, and changes the filter as a whole (RFC 3678, section
 * 4.1.3): what a host's kernel makes of that in IGMPv3 or MLDv2 is the kernel's. It receives nothing; what comes down
 * the cable is seen by a {@link Tap}. Not for several threads at once.
 */
public final class FilterSocket implements AutoCloseable {

    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_DGRAM_CLOSE_ON_EXEC = 2 | 0x80000;
    private static final int SOL_IP = 0;
    private static final int SOL_IPV6 = 41;
    private static final int MCAST_JOIN_GROUP = 42;
    private static final int MCAST_JOIN_SOURCE_GROUP = 46;
    private static final int MCAST_MSFILTER = 48;
    private static final int SOCKADDR_STORAGE_OCTETS = 128;
    private static final int GROUP_OFFSET = 8;
    private static final int BEHIND_GROUP = GROUP_OFFSET + SOCKADDR_STORAGE_OCTETS;
    private static final int FILTER_SOURCES = BEHIND_GROUP + 2 * Integer.BYTES;

    /** Filter modes of RFC 3376, section 2, with the kernel's numbers. */
    public enum Mode {
        EXCLUDE,
        INCLUDE
    }

    private final int fd;
    private final int index;
    private final InetAddress group;
    private boolean isMember;

    private FilterSocket(int index, InetAddress group) {
        this.index = index;
        this.group = group;
        this.fd = checked("socket", Kernel.socket(family(), SOCK_DGRAM_CLOSE_ON_EXEC, 0));
    }

    /** A socket that wants nothing of the group so far: INCLUDE of no source. */
    public static FilterSocket open(Namespace host, String interfaceName, InetAddress group) {
        return host.call(
                () -> new FilterSocket(NetworkInterface.getByName(interfaceName).getIndex(), group));
    }

    /**
     * Changes the filter. A kernel lets only a member do so: coming from INCLUDE of no source, the socket joins first.
     *
     * @param sources none with INCLUDE is to leave
     */
    public void set(Mode mode, List<InetAddress> sources) {
        boolean leaves = mode == Mode.INCLUDE && sources.isEmpty();
        if (!isMember && leaves) {
            return;
        }
        if (!isMember) {
            join(mode, sources);
        }
        filter(mode, sources);
        isMember = !leaves;
    }

    @Override
    public void close() {
        Kernel.close(fd);
    }

    //  struct group_req:        | interface | (pad) | group |
    //  struct group_source_req: | interface | (pad) | group | source |
    private void join(Mode mode, List<InetAddress> sources) {
        if (mode == Mode.EXCLUDE) {
            option(MCAST_JOIN_GROUP, request(BEHIND_GROUP));
        } else {
            MemorySegment request = request(BEHIND_GROUP + SOCKADDR_STORAGE_OCTETS);
            put(sources.getFirst(), request, BEHIND_GROUP);
            option(MCAST_JOIN_SOURCE_GROUP, request);
        }
    }

    //  struct group_filter: | interface | (pad) | group | mode | number of sources N | source 1 .. N |
    private void filter(Mode mode, List<InetAddress> sources) {
        MemorySegment filter = request(FILTER_SOURCES + sources.size() * SOCKADDR_STORAGE_OCTETS);
        filter.set(ValueLayout.JAVA_INT, BEHIND_GROUP, mode.ordinal());
        filter.set(ValueLayout.JAVA_INT, BEHIND_GROUP + Integer.BYTES, sources.size());
        for (int i = 0; i < sources.size(); i++) {
            put(sources.get(i), filter, FILTER_SOURCES + i * SOCKADDR_STORAGE_OCTETS);
        }
        option(MCAST_MSFILTER, filter);
    }

    private MemorySegment request(int octets) {
        MemorySegment request = Arena.ofAuto().allocate(octets, Long.BYTES);
        request.set(ValueLayout.JAVA_INT, 0, index);
        put(group, request, GROUP_OFFSET);
        return request;
    }

    //  struct sockaddr_in: | family | port | address |    sockaddr_in6: | family | port | flow label | address |
    private void put(InetAddress address, MemorySegment to, int offset) {
        byte[] octets = address.getAddress();
        to.set(ValueLayout.JAVA_SHORT, offset, (short) family());
        MemorySegment.copy(octets, 0, to, ValueLayout.JAVA_BYTE, offset + (isIpv6() ? 8 : 4), octets.length);
    }

    private void option(int option, MemorySegment value) {
        checked("setsockopt " + option, Kernel.setsockopt(fd, isIpv6() ? SOL_IPV6 : SOL_IP, option, value));
    }

    private int family() {
        return isIpv6() ? AF_INET6 : AF_INET;
    }

    private boolean isIpv6() {
        return group instanceof Inet6Address;
    }

    private int checked(String call, int result) {
        if (result < 0) {
            throw new LabException("a host cannot change its filter of %s: %s ends with error %d of the kernel"
                    .formatted(group.getHostAddress(), call, -result));
        }
        return result;
    }
}
