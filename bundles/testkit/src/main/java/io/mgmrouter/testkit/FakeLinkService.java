package io.mgmrouter.testkit;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.link.ChannelRequest;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkAddress;
import io.mgmrouter.link.LinkException;
import io.mgmrouter.link.LinkListener;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.link.OutboundPacket;
import io.mgmrouter.link.PacketChannel;
import io.mgmrouter.link.PacketReceiver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Links of one router in memory, each on a {@link MemoryWire} of its own unless several routers are put on the same
 * one. The test adds, changes and removes links; packets are delivered on the sender's thread.
 */
public final class FakeLinkService implements LinkService {

    private final Map<Integer, Link> links = new TreeMap<>();
    private final Map<Integer, MemoryWire> wires = new HashMap<>();
    private final List<Channel<?>> channels = new ArrayList<>();
    private final List<Join> joins = new ArrayList<>();
    private final List<LinkListener> listeners = new ArrayList<>();
    private Optional<String> refusal = Optional.empty();

    /** Adds a link that is up, on a wire of its own; an address is given as {@code 10.0.0.1/24}. */
    public FakeLinkService with(int index, String name, String... addresses) {
        List<LinkAddress> all =
                Stream.of(addresses).map(FakeLinkService::address).toList();
        add(new Link(index, name, true, true, false, false, 1500, all));
        return this;
    }

    private static LinkAddress address(String text) {
        IpAddress address = IpAddress.parse(text.substring(0, text.indexOf('/')));
        return new LinkAddress(address, IpPrefix.parse(text).length());
    }

    /** Adds a link on a wire of its own. */
    public MemoryWire add(Link link) {
        MemoryWire wire = new MemoryWire();
        add(link, wire);
        return wire;
    }

    /** Adds a link on a wire that others may be on. */
    public void add(Link link, MemoryWire wire) {
        wires.put(link.index(), wire);
        wire.attach(frame -> List.copyOf(channels).stream()
                .filter(channel -> channel.index() == link.index() && wires.get(link.index()) == wire)
                .forEach(channel -> channel.hear(frame)));
        change(link);
    }

    /** The link with this index is now so. */
    public void change(Link link) {
        links.put(link.index(), link);
        List.copyOf(listeners).forEach(listener -> listener.linkChanged(link));
    }

    /** The device is gone. */
    public void remove(int index) {
        Link last = links.remove(index);
        wires.remove(index);
        List.copyOf(listeners).forEach(listener -> listener.linkVanished(last));
    }

    /** Channels and joins cannot be had from now on, for this reason. */
    public void refuseChannels(String reason) {
        refusal = Optional.of(reason);
    }

    /** Channels and joins can be had again. */
    public void allowChannels() {
        refusal = Optional.empty();
    }

    /** How many channels are open. */
    public int openChannels() {
        return channels.size();
    }

    @Override
    public Collection<Link> links() {
        return List.copyOf(links.values());
    }

    @Override
    public Optional<Link> link(int index) {
        return Optional.ofNullable(links.get(index));
    }

    @Override
    public Optional<Link> link(String name) {
        return links.values().stream().filter(link -> link.name().equals(name)).findFirst();
    }

    @Override
    public Subscription subscribe(LinkListener listener) {
        listeners.add(listener);
        links().forEach(listener::linkChanged);
        return () -> listeners.remove(listener);
    }

    @Override
    public <M> PacketChannel open(ChannelRequest<M> request, PacketReceiver<M> receiver) {
        requireLink(request.interfaceIndex());
        Channel<M> channel = new Channel<>(request, receiver);
        channels.add(channel);
        return channel;
    }

    /** Joins are refused as channels are. */
    @Override
    public GroupJoin join(int interfaceIndex, IpAddress group, Optional<IpAddress> source) {
        requireLink(interfaceIndex);
        Join join = new Join(interfaceIndex, group, source);
        joins.add(join);
        return () -> joins.removeIf(open -> open == join);
    }

    private void requireLink(int interfaceIndex) {
        if (refusal.isPresent() || !links.containsKey(interfaceIndex)) {
            throw new LinkException(refusal.orElse("there is no interface " + interfaceIndex));
        }
    }

    /** The router's own memberships, oldest first. */
    public List<Join> joins() {
        return List.copyOf(joins);
    }

    /**
     * A membership of the router itself.
     *
     * @param interfaceIndex where
     * @param group the group
     * @param source the only source wanted; empty for all
     */
    public record Join(int interfaceIndex, IpAddress group, Optional<IpAddress> source) {}

    private final class Channel<M> implements PacketChannel {
        private final ChannelRequest<M> request;
        private final PacketReceiver<M> receiver;
        private final Map<String, Long> dropped = new HashMap<>();
        private long received;
        private long sent;
        private long sendFailed;
        private long overload;

        Channel(ChannelRequest<M> request, PacketReceiver<M> receiver) {
            this.request = request;
            this.receiver = receiver;
        }

        int index() {
            return request.interfaceIndex();
        }

        void hear(MemoryWire.Frame frame) {
            var packet = frame.arrivingOn(index());
            if (!wants(packet)) {
                return;
            }
            try {
                if (receiver.received(request.decoder().decode(packet), packet.header())) {
                    received++;
                } else {
                    overload++;
                }
            } catch (MalformedPacketException e) {
                dropped.merge(e.reason(), 1L, Long::sum);
            }
        }

        /** What the system would let through: the channel's family, and its types. */
        private boolean wants(InboundPacket packet) {
            boolean typed = request.types().isEmpty()
                    || packet.payload().hasRemaining()
                            && request.types().contains(packet.payload().get(0) & 0xff);
            return packet.header().destination().family() == request.family() && typed;
        }

        @Override
        public void send(OutboundPacket packet) {
            Optional<IpAddress> source =
                    packet.source().or(() -> links.get(index()).controlAddress(request.family()));
            if (source.isEmpty()) {
                sendFailed++;
                return;
            }
            sent++;
            wires.get(index()).send(MemoryWire.Frame.of(source.get(), packet));
        }

        @Override
        public Counters counters() {
            return new Counters(received, sent, sendFailed, overload, dropped);
        }

        @Override
        public void close() {
            channels.remove(this);
        }
    }
}
