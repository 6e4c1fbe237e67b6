package io.mgmrouter.routes;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkListener;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.route.Route;
import io.mgmrouter.route.RouteListener;
import io.mgmrouter.route.RouteLookup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The kernel's view with static routes in it: the longest match wins, and of two equally long ones the static route. A
 * static route counts while its interface is up and its next hop is reached. Readers see a whole state; whoever changes
 * something tells the listeners, without a lock.
 */
final class OverriddenRoutes implements RouteLookup, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(OverriddenRoutes.class);
    private static final String ORIGIN = "override";

    private final RouteLookup kernel;
    private final LinkService links;
    private final List<Told> listeners = new CopyOnWriteArrayList<>();
    /** By the name of the configuration. */
    private final Map<String, StaticRoute> configured = new TreeMap<>();

    private volatile InForce inForce = InForce.NONE;
    private final Subscription kernelChanges;
    private final LinkService.Subscription linkChanges;

    OverriddenRoutes(RouteLookup kernel, LinkService links) {
        this.kernel = kernel;
        this.links = links;
        this.kernelChanges = kernel.subscribe(this::kernelChanged);
        this.linkChanges = links.subscribe(new Links());
    }

    /** A route is configured, or configured anew. */
    void put(String name, StaticRoute route) {
        tell(changed(() -> configured.put(name, route)));
    }

    /** A configuration was deleted. */
    void remove(String name) {
        tell(changed(() -> configured.remove(name)));
    }

    @Override
    public Optional<Route> lookup(IpAddress destination) {
        Optional<Route> ours = inForce.lookup(destination);
        Optional<Route> theirs = kernel.lookup(destination);
        boolean theirsIsLonger = theirs.isPresent()
                && ours.isPresent()
                && theirs.get().prefix().length() > ours.get().prefix().length();
        return theirsIsLonger ? theirs : ours.or(() -> theirs);
    }

    /** Those of the kernel, and those of our own that count. */
    @Override
    public Collection<Route> routes() {
        List<Route> all = new ArrayList<>(inForce.byPrefix.values());
        all.addAll(kernel.routes());
        return all;
    }

    @Override
    public Subscription subscribe(RouteListener listener) {
        Told told = new Told(listener);
        listeners.add(told);
        return told;
    }

    @Override
    public void close() {
        linkChanges.close();
        kernelChanges.close();
    }

    private void kernelChanged(Set<IpPrefix> prefixes) {
        Set<IpPrefix> all = new HashSet<>(prefixes);
        all.addAll(changed(() -> {}));
        tell(all);
    }

    /** Carries out a change, and says for which prefixes the static routes in force are others now. */
    private synchronized Set<IpPrefix> changed(Runnable change) {
        change.run();
        InForce before = inForce;
        InForce now = new InForce(resolved());
        inForce = now;
        Set<IpPrefix> different = new HashSet<>(before.byPrefix.keySet());
        different.addAll(now.byPrefix.keySet());
        different.removeIf(prefix -> before.of(prefix).equals(now.of(prefix)));
        different.forEach(prefix -> log(prefix, now.of(prefix)));
        return different;
    }

    private static void log(IpPrefix prefix, Optional<Route> route) {
        LOG.info(
                "route.override prefix={} counts={} index={} via={}",
                prefix,
                route.isPresent(),
                route.map(Route::interfaceIndex).orElse(0),
                route.flatMap(Route::nextHop).map(IpAddress::toString).orElse("-"));
    }

    private void tell(Set<IpPrefix> prefixes) {
        if (!prefixes.isEmpty()) {
            listeners.forEach(told -> told.tell(prefixes));
        }
    }

    private Map<IpPrefix, Route> resolved() {
        Map<IpPrefix, Route> resolved = new HashMap<>();
        configured.values().stream()
                .sorted(StaticRoute.BEST_FIRST)
                .forEach(route -> resolve(route).ifPresent(way -> resolved.putIfAbsent(route.prefix(), way)));
        return resolved;
    }

    private Optional<Route> resolve(StaticRoute route) {
        return route.interfaceName().isPresent()
                ? links.link(route.interfaceName().get())
                        .filter(Link::up)
                        .map(link -> route(route, link.index(), route.nextHop()))
                : kernel.lookup(route.nextHop().orElseThrow()).map(way -> toward(way, route));
    }

    /** A next hop that is not on a link is reached by another one, which is then the neighbour. */
    private static Route toward(Route way, StaticRoute route) {
        return route(route, way.interfaceIndex(), way.nextHop().or(route::nextHop));
    }

    private static Route route(StaticRoute route, int interfaceIndex, Optional<IpAddress> neighbor) {
        return new Route(route.prefix(), interfaceIndex, neighbor, route.metric(), route.preference(), ORIGIN);
    }

    /** The static routes that count at one moment. */
    private static final class InForce {
        static final InForce NONE = new InForce(Map.of());

        private final Map<IpPrefix, Route> byPrefix;
        /** Lengths there are, the longest first. */
        private final int[] lengths;

        InForce(Map<IpPrefix, Route> byPrefix) {
            this.byPrefix = Map.copyOf(byPrefix);
            this.lengths = byPrefix.keySet().stream()
                    .map(IpPrefix::length)
                    .distinct()
                    .sorted(Comparator.reverseOrder())
                    .mapToInt(Integer::intValue)
                    .toArray();
        }

        Optional<Route> of(IpPrefix prefix) {
            return Optional.ofNullable(byPrefix.get(prefix));
        }

        Optional<Route> lookup(IpAddress destination) {
            for (int length : lengths) {
                if (length <= destination.family().bits()) {
                    Route match = byPrefix.get(new IpPrefix(destination, length));
                    if (match != null) {
                        return Optional.of(match);
                    }
                }
            }
            return Optional.empty();
        }
    }

    /** A listener that hears nothing more once this is closed, from whatever thread. */
    private final class Told implements Subscription {
        private final RouteListener listener;
        private boolean closed;

        Told(RouteListener listener) {
            this.listener = listener;
        }

        synchronized void tell(Set<IpPrefix> prefixes) {
            if (!closed) {
                try {
                    listener.routesChanged(prefixes);
                } catch (RuntimeException e) {
                    LOG.error("route.listener failed", e);
                }
            }
        }

        @Override
        public synchronized void close() {
            closed = true;
            listeners.remove(this);
        }
    }

    /** Interfaces come, go up and down, and go. */
    private final class Links implements LinkListener {

        @Override
        public void linkChanged(Link link) {
            tell(changed(() -> {}));
        }

        @Override
        public void linkVanished(Link last) {
            tell(changed(() -> {}));
        }
    }
}
