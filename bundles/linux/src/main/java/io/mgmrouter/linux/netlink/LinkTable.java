package io.mgmrouter.linux.netlink;

import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkListener;
import io.mgmrouter.link.LinkService;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The interfaces as the kernel has them. Readers see a whole state; listeners hear of every change of it, in order. */
public final class LinkTable implements KernelEvents.View {

    private static final Logger LOG = LoggerFactory.getLogger(LinkTable.class);

    private final NetlinkSocket requests;
    private final List<LinkListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<Integer, Link> devices = new TreeMap<>();
    private final Map<Integer, List<LinkMessages.Assignment>> addresses = new HashMap<>();
    private volatile Map<Integer, Link> links = Map.of();

    public LinkTable(NetlinkSocket requests) {
        this.requests = requests;
    }

    /** All interfaces, in the order of their index. */
    public Collection<Link> links() {
        return links.values();
    }

    public Optional<Link> link(int index) {
        return Optional.ofNullable(links.get(index));
    }

    public Optional<Link> link(String name) {
        return links().stream().filter(link -> link.name().equals(name)).findFirst();
    }

    /** As {@link LinkService#subscribe}. */
    public synchronized LinkService.Subscription subscribe(LinkListener listener) {
        links().forEach(listener::linkChanged);
        listeners.add(listener);
        return () -> unsubscribe(listener);
    }

    private synchronized void unsubscribe(LinkListener listener) {
        listeners.remove(listener);
    }

    @Override
    public synchronized void resync() {
        devices.clear();
        addresses.clear();
        requests.request(NetlinkRequest.dump(Rtnetlink.GETLINK, Rtnetlink.AF_UNSPEC, LinkMessages.LINK_HEADER_OCTETS))
                .forEach(this::apply);
        requests.request(
                        NetlinkRequest.dump(Rtnetlink.GETADDR, Rtnetlink.AF_UNSPEC, LinkMessages.ADDRESS_HEADER_OCTETS))
                .forEach(this::apply);
        publish();
    }

    /** Messages are reported one by one, so that a device deleted and made again is seen to go and come. */
    @Override
    public synchronized void changed(List<NetlinkMessage> messages) {
        messages.stream().filter(this::apply).forEach(_ -> publish());
    }

    /** Returns false if the message is about something else. */
    private boolean apply(NetlinkMessage message) {
        switch (message.type()) {
            case Rtnetlink.NEWLINK -> LinkMessages.link(message).ifPresent(link -> devices.put(link.index(), link));
            case Rtnetlink.DELLINK -> LinkMessages.link(message).ifPresent(this::remove);
            case Rtnetlink.NEWADDR -> LinkMessages.address(message).ifPresent(this::put);
            case Rtnetlink.DELADDR -> LinkMessages.address(message).ifPresent(this::remove);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void remove(Link link) {
        devices.remove(link.index());
        addresses.remove(link.index());
    }

    private void put(LinkMessages.Assignment assignment) {
        List<LinkMessages.Assignment> known = addresses.computeIfAbsent(assignment.index(), _ -> new ArrayList<>());
        int position = positionOf(assignment, known);
        if (position >= 0) {
            known.set(position, assignment);
        } else {
            known.add(assignment);
        }
    }

    private void remove(LinkMessages.Assignment assignment) {
        List<LinkMessages.Assignment> known = addresses.getOrDefault(assignment.index(), new ArrayList<>());
        int position = positionOf(assignment, known);
        if (position >= 0) {
            known.remove(position);
        }
    }

    private static int positionOf(LinkMessages.Assignment assignment, List<LinkMessages.Assignment> known) {
        return known.stream().map(LinkMessages.Assignment::address).toList().indexOf(assignment.address());
    }

    private void publish() {
        Map<Integer, Link> before = links;
        Map<Integer, Link> now = new TreeMap<>();
        devices.forEach((index, device) -> now.put(index, withAddresses(device)));
        links = Collections.unmodifiableMap(now);
        before.values().stream().filter(link -> !now.containsKey(link.index())).forEach(this::vanished);
        now.values().stream()
                .filter(link -> !link.equals(before.get(link.index())))
                .forEach(this::changed);
    }

    private void vanished(Link link) {
        LOG.info("link.vanished if={} index={}", link.name(), link.index());
        listeners.forEach(listener -> guarded(() -> listener.linkVanished(link)));
    }

    private void changed(Link link) {
        LOG.debug(
                "link.changed if={} index={} up={} addresses={}",
                link.name(),
                link.index(),
                link.up(),
                link.addresses());
        listeners.forEach(listener -> guarded(() -> listener.linkChanged(link)));
    }

    /** One listener that throws must not keep the others from hearing. */
    private static void guarded(Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            LOG.error("link.listener failed", e);
        }
    }

    /** Primary addresses first, each in the order they appeared. */
    private Link withAddresses(Link device) {
        List<LinkMessages.Assignment> usable = addresses.getOrDefault(device.index(), List.of()).stream()
                .filter(LinkMessages.Assignment::usable)
                .sorted((a, b) -> Boolean.compare(a.secondary(), b.secondary()))
                .toList();
        return new Link(
                device.index(),
                device.name(),
                device.up(),
                device.multicast(),
                device.loopback(),
                device.pointToPoint(),
                device.mtu(),
                usable.stream().map(LinkMessages.Assignment::address).toList());
    }
}
