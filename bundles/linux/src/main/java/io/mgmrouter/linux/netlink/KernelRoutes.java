package io.mgmrouter.linux.netlink;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.linux.io.IoThread;
import io.mgmrouter.linux.sys.Errno;
import io.mgmrouter.linux.sys.LinuxException;
import io.mgmrouter.route.Route;
import io.mgmrouter.route.RouteListener;
import io.mgmrouter.route.RouteLookup;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel's own unicast lookup, rules and tables included, as the multicast view. No copy of the table is kept: an
 * answer costs one request of a few microseconds, and then a hash look-up until something changes.
 */
public final class KernelRoutes implements RouteLookup, KernelEvents.View {

    private static final Logger LOG = LoggerFactory.getLogger(KernelRoutes.class);
    private static final Duration GATHERING = Duration.ofMillis(50);
    private static final int MOST_PREFIXES = 10_000;
    private static final Set<IpPrefix> EVERYTHING =
            Set.of(RouteMessages.everything(Family.IPV4), RouteMessages.everything(Family.IPV6));
    private static final int LINK_STATE_FLAGS = 0x10041;

    private final IoThread io;
    private final NetlinkSocket lookups;
    private final NetlinkSocket dumps;
    private final RouteCache cache = new RouteCache(this::ask);
    private final List<RouteListener> listeners = new CopyOnWriteArrayList<>();

    /** State of the I/O thread: what changed since the last report, and the links' state flags. */
    private final Set<IpPrefix> gathered = new HashSet<>();

    private final Map<Integer, Integer> linkStates = new HashMap<>();

    /** @param dumps a socket apart from {@code lookups}, which must not wait behind a large answer */
    public KernelRoutes(IoThread io, NetlinkSocket lookups, NetlinkSocket dumps) {
        this.io = io;
        this.lookups = lookups;
        this.dumps = dumps;
    }

    @Override
    public Optional<Route> lookup(IpAddress destination) {
        return cache.lookup(destination);
    }

    /** The routes of the main table. */
    @Override
    public Collection<Route> routes() {
        return Stream.of(Family.values())
                .map(family ->
                        NetlinkRequest.dump(Rtnetlink.GETROUTE, Rtnetlink.number(family), RouteMessages.HEADER_OCTETS))
                .flatMap(dump -> dumps.request(dump).stream())
                .filter(RouteMessages::isInMainTable)
                .flatMap(message -> RouteMessages.route(message).stream())
                .toList();
    }

    @Override
    public Subscription subscribe(RouteListener listener) {
        listeners.add(listener);
        return () -> {
            listeners.remove(listener);
            io.runAndWait(() -> {});
        };
    }

    @Override
    public void resync() {
        changed(EVERYTHING);
    }

    @Override
    public void changed(List<NetlinkMessage> messages) {
        for (NetlinkMessage message : messages) {
            changed(extentOf(message));
        }
    }

    private void changed(Set<IpPrefix> prefixes) {
        if (prefixes.isEmpty()) {
            return;
        }
        cache.invalidate();
        if (listeners.isEmpty()) {
            return;
        }
        if (gathered.isEmpty()) {
            io.schedule(GATHERING, this::report);
        }
        gathered.addAll(gathered.size() < MOST_PREFIXES ? prefixes : EVERYTHING);
    }

    /** The kernel drops IPv4 routes of a link that goes down, or loses an address, without an event for each. */
    private Set<IpPrefix> extentOf(NetlinkMessage message) {
        return switch (message.type()) {
            case Rtnetlink.NEWROUTE, Rtnetlink.DELROUTE ->
                RouteMessages.changed(message).map(Set::of).orElse(Set.of());
            case Rtnetlink.NEWLINK -> stateChanged(message) ? EVERYTHING : Set.of();
            case Rtnetlink.DELLINK -> {
                LinkMessages.index(message).ifPresent(linkStates::remove);
                yield EVERYTHING;
            }
            case Rtnetlink.NEWADDR ->
                LinkMessages.address(message)
                        .map(a -> Set.of(a.address().network()))
                        .orElse(Set.of());
            case Rtnetlink.DELADDR, Rtnetlink.NEWRULE, Rtnetlink.DELRULE -> EVERYTHING;
            default -> Set.of();
        };
    }

    /** Wireless statistics and the like also come as link messages; only up, running and carrier matter here. */
    private boolean stateChanged(NetlinkMessage message) {
        if (LinkMessages.index(message).isEmpty()) {
            return false;
        }
        int state = message.payload().getInt(8) & LINK_STATE_FLAGS;
        Integer before = linkStates.put(LinkMessages.index(message).get(), state);
        return before == null || before != state;
    }

    private void report() {
        Set<IpPrefix> prefixes = gathered.containsAll(EVERYTHING) ? EVERYTHING : Set.copyOf(gathered);
        gathered.clear();
        LOG.debug("route.changed prefixes={}", prefixes.size());
        for (RouteListener listener : listeners) {
            try {
                listener.routesChanged(prefixes);
            } catch (RuntimeException e) {
                LOG.error("route.listener failed", e);
            }
        }
    }

    private Optional<Route> ask(IpAddress destination) {
        try {
            return lookups.request(RouteMessages.lookup(destination)).stream()
                    .findFirst()
                    .flatMap(message -> RouteMessages.route(message, destination));
        } catch (LinuxException e) {
            if (!saysNoRoute(e)) {
                LOG.warn("route.lookup destination={} failed: {}", destination, e.getMessage());
            }
            return Optional.empty();
        }
    }

    /** No route, or one that discards: unreachable, prohibit, blackhole. */
    private static boolean saysNoRoute(LinuxException e) {
        return e.is(Errno.ENETUNREACH) || e.is(Errno.EHOSTUNREACH) || e.is(Errno.EACCES) || e.is(Errno.EINVAL);
    }
}
