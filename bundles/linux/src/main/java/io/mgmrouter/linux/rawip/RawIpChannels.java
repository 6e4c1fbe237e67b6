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

    /** As {@link io.mgmrouter.link.LinkService#open}. */
    public <M> PacketChannel open(ChannelRequest<M> request, PacketReceiver<M> receiver) {
        Link link = links.apply(request.interfaceIndex())
                .orElseThrow(() -> new LinkException("interface " + request.interfaceIndex()
                        + " is gone; no channel for IP protocol " + request.ipProtocol()));
        requireGroups(request, link);
        try {
            RawIpSockets sockets = RawIpSockets.open(request, link);
            OpenChannel channel =
                    new OpenChannel(io, sockets, request, () -> sourceOf(link, request.family()), open::remove);
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

    private Optional<IpAddress> sourceOf(Link opened, Family family) {
        return links.apply(opened.index()).flatMap(link -> link.controlAddress(family));
    }

    private static void requireGroups(ChannelRequest<?> request, Link link) {
        for (IpAddress group : request.groups()) {
            if (group.family() != request.family() || !group.isMulticast()) {
                throw new LinkException(
                        link.name() + ": " + group + " cannot be joined, it is not a group of " + request.family());
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
        if (e.is(Errno.EAFNOSUPPORT)) {
            return channel + "this system has no " + request.family();
        }
        return channel + e.getMessage();
    }
}
