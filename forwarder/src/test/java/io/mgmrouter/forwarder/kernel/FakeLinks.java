package io.mgmrouter.forwarder.kernel;

import io.mgmrouter.link.ChannelRequest;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkListener;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.link.PacketChannel;
import io.mgmrouter.link.PacketReceiver;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Interfaces in memory, without channels. */
final class FakeLinks implements LinkService {

    private final Map<Integer, Link> links = new TreeMap<>();
    private final List<LinkListener> listeners = new ArrayList<>();

    FakeLinks up(int index) {
        return put(index, true);
    }

    FakeLinks down(int index) {
        return put(index, false);
    }

    void vanish(int index) {
        Link last = links.remove(index);
        listeners.forEach(listener -> listener.linkVanished(last));
    }

    private FakeLinks put(int index, boolean up) {
        Link link = new Link(index, "eth" + index, up, true, false, false, 1500, List.of());
        links.put(index, link);
        listeners.forEach(listener -> listener.linkChanged(link));
        return this;
    }

    @Override
    public Collection<Link> links() {
        return links.values();
    }

    @Override
    public Optional<Link> link(int index) {
        return Optional.ofNullable(links.get(index));
    }

    @Override
    public Optional<Link> link(String name) {
        return links().stream().filter(link -> link.name().equals(name)).findFirst();
    }

    @Override
    public Subscription subscribe(LinkListener listener) {
        links().forEach(listener::linkChanged);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public <M> PacketChannel open(ChannelRequest<M> request, PacketReceiver<M> receiver) {
        throw new UnsupportedOperationException("no channels here");
    }
}
