package io.mgmrouter.control.show;

import io.mgmrouter.link.ChannelRequest;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkListener;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.link.PacketChannel;
import io.mgmrouter.link.PacketReceiver;
import java.util.List;
import java.util.Optional;

/** Links that never change and carry nothing. */
record FakeLinks(List<Link> links) implements LinkService {

    @Override
    public Optional<Link> link(int index) {
        return links.stream().filter(link -> link.index() == index).findFirst();
    }

    @Override
    public Optional<Link> link(String name) {
        return links.stream().filter(link -> link.name().equals(name)).findFirst();
    }

    @Override
    public Subscription subscribe(LinkListener listener) {
        links.forEach(listener::linkChanged);
        return () -> {};
    }

    @Override
    public <M> PacketChannel open(ChannelRequest<M> request, PacketReceiver<M> receiver) {
        throw new AssertionError("the commands open no channel");
    }
}
