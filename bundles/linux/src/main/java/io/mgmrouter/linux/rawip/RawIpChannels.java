package io.mgmrouter.linux.rawip;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.ChannelRequest;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkException;
import io.mgmrouter.link.PacketChannel;
import io.mgmrouter.link.PacketReceiver;
import io.mgmrouter.linux.io.IoThread;
import io.mgmrouter.linux.sys.Errno;
import io.mgmrouter.linux.sys.LinuxException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;

/** Opens channels, and closes at the end those that nobody closed. */
public final class RawIpChannels implements AutoCloseable {

    private final IoThread io;
    private final IntFunction<Optional<Link>> links;
    private final Set<OpenChannel> open = ConcurrentHashMap.newKeySet();

    /** @param links finds an interface as it is now */
    public RawIpChannels(IoThread io, IntFunction<Optional<Link>> links) {
        this.io = io;
        this.links = links;
    }

    /** As {@link io.mgmrouter.link.LinkService#open}; IPv4 only. */
    public <M> PacketChannel open(ChannelRequest<M> request, PacketReceiver<M> receiver) {
        Link link = links.apply(request.interfaceIndex())
                .orElseThrow(() -> new LinkException("interface " + request.interfaceIndex()
                        + " is gone; no channel for IP protocol " + request.ipProtocol()));
        requireIpv4(request, link);
        try {
            RawIpSockets sockets = RawIpSockets.open(request, link);
            OpenChannel channel = new OpenChannel(io, sockets, link.index(), () -> sourceOf(link), open::remove);
            open.add(channel);
            channel.start(counters -> new PacketReader<>(request, receiver, counters));
            return channel;
        } catch (LinuxException e) {
            throw new LinkException(explain(request, link, e), e);
        }
    }

    @Override
    public void close() {
        Set.copyOf(open).forEach(PacketChannel::close);
    }

    private Optional<IpAddress> sourceOf(Link opened) {
        return links.apply(opened.index()).flatMap(link -> link.controlAddress(Family.IPV4));
    }

    private static void requireIpv4(ChannelRequest<?> request, Link link) {
        if (request.family() != Family.IPV4) {
            throw new LinkException(
                    link.name() + ": channels for " + request.family() + " are not available here, only IPV4");
        }
        for (IpAddress group : request.groups()) {
            if (group.family() != Family.IPV4 || !group.isMulticast()) {
                throw new LinkException(link.name() + ": " + group + " cannot be joined, it is not an IPv4 group");
            }
        }
    }

    private static String explain(ChannelRequest<?> request, Link link, LinuxException e) {
        String channel = link.name() + ": no channel for IP protocol " + request.ipProtocol() + ": ";
        if (e.is(Errno.EPERM) || e.is(Errno.EACCES)) {
            return channel + "needs CAP_NET_RAW; run as root, or grant the service this capability";
        }
        if (e.is(Errno.ENODEV)) {
            return channel + "the interface is gone";
        }
        return channel + e.getMessage();
    }
}
