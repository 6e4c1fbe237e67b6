package io.mgmrouter.testkit;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.link.ChannelRequest;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkAddress;
import io.mgmrouter.link.LinkException;
import io.mgmrouter.link.LinkListener;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.link.PacketChannel;
import io.mgmrouter.link.PacketReceiver;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** Interfaces in memory, without packet channels. */
public final class FakeLinks implements LinkService {

    private final Map<Integer, Link> links = new TreeMap<>();
    private final List<LinkListener> listeners = new CopyOnWriteArrayList<>();

    /** Adds an interface that is up, or changes it; an address is given as {@code 10.0.0.1/24}. */
    public FakeLinks with(int index, String name, String... addresses) {
        List<LinkAddress> all = Stream.of(addresses).map(FakeLinks::address).toList();
        return change(new Link(index, name, true, true, false, false, 1500, all));
    }

    /** Adds or changes an interface. */
    public FakeLinks change(Link link) {
        links.put(link.index(), link);
        listeners.forEach(listener -> listener.linkChanged(link));
        return this;
    }

    /** Takes an interface away. */
    public void remove(int index) {
        Optional.ofNullable(links.remove(index))
                .ifPresent(gone -> listeners.forEach(listener -> listener.linkVanished(gone)));
    }

    private static LinkAddress address(String text) {
        int slash = text.indexOf('/');
        return new LinkAddress(
                IpAddress.parse(text.substring(0, slash)), IpPrefix.parse(text).length());
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
        links().forEach(listener::linkChanged);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** @throws LinkException always: these links carry no packets */
    @Override
    public <M> PacketChannel open(ChannelRequest<M> request, PacketReceiver<M> receiver) {
        throw new LinkException("the interfaces of this test carry no packets");
    }
}
