package io.mgmrouter.linux.rawip;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkException;
import io.mgmrouter.link.LinkService.GroupJoin;
import io.mgmrouter.linux.sys.Errno;
import io.mgmrouter.linux.sys.LinuxException;
import io.mgmrouter.linux.sys.NativeSocket;
import io.mgmrouter.linux.sys.SocketAddress;
import io.mgmrouter.linux.sys.SocketOption;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Memberships of the router itself (RFC 3678, section 5). Each has a socket of its own, since the system limits the
 * memberships of one; not bound to a port, it receives nothing.
 */
public final class HostMembership {

    private static final int JOIN_GROUP = 42;
    private static final int JOIN_SOURCE_GROUP = 46;
    private static final int ADDRESS_OCTETS = 128;

    private HostMembership() {}

    /** As {@link io.mgmrouter.link.LinkService#join}. */
    public static GroupJoin join(Link link, IpAddress group, Optional<IpAddress> source) {
        requireFitting(link, group, source);
        try {
            NativeSocket socket =
                    NativeSocket.open("membership", SocketAddress.family(group.family()), NativeSocket.SOCK_DGRAM, 0);
            try {
                join(socket, link, group, source);
                return socket::close;
            } catch (LinuxException refused) {
                socket.close();
                throw refused;
            }
        } catch (LinuxException e) {
            throw new LinkException(explain(link, group, e), e);
        }
    }

    /**
     * {@code group_req}: interface index 0 (u32), group 8; 136 octets. {@code group_source_req} has the source at 136;
     * 264 octets.
     */
    static void join(NativeSocket socket, Link link, IpAddress group, Optional<IpAddress> source) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = arena.allocate(8 + ADDRESS_OCTETS * (source.isPresent() ? 2 : 1), 8);
            request.set(JAVA_INT, 0, link.index());
            SocketAddress.write(request.asSlice(8), group);
            source.ifPresent(only -> SocketAddress.write(request.asSlice(8 + ADDRESS_OCTETS), only));
            int level = group.family() == Family.IPV4 ? SocketOption.IPPROTO_IP : SocketOption.IPPROTO_IPV6;
            socket.set(
                    source.isPresent()
                            ? new SocketOption("MCAST_JOIN_SOURCE_GROUP", level, JOIN_SOURCE_GROUP)
                            : new SocketOption("MCAST_JOIN_GROUP", level, JOIN_GROUP),
                    request);
        }
    }

    private static void requireFitting(Link link, IpAddress group, Optional<IpAddress> source) {
        if (!group.isMulticast()) {
            throw new LinkException(link.name() + ": " + group + " cannot be joined, it is not a multicast group");
        }
        source.filter(only -> only.family() != group.family() || only.isMulticast() || only.isUnspecified())
                .ifPresent(only -> {
                    throw new LinkException(link.name() + ": " + group + " cannot be joined for " + only
                            + ", it is not a source of " + group.family());
                });
    }

    private static String explain(Link link, IpAddress group, LinuxException e) {
        String joining = link.name() + ": " + group + " cannot be joined: ";
        if (e.is(Errno.ENODEV)) {
            return joining + "the interface is gone, or has no " + group.family();
        }
        if (e.is(Errno.EAFNOSUPPORT)) {
            return joining + "this system has no " + group.family();
        }
        if (e.is(Errno.ENOBUFS) || e.is(Errno.ENOMEM)) {
            return joining + "the system takes no more memberships; see sysctl net.ipv4.igmp_max_memberships and"
                    + " net.core.optmem_max";
        }
        return joining + e.getMessage();
    }
}
