package io.mgmrouter.pim;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.route.Route;
import io.mgmrouter.route.RouteListener;
import io.mgmrouter.route.RouteLookup;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The multicast view of whoever gives it at the time; nothing is reached while nobody does. Another one is reported as
 * a change of everything. For any thread.
 */
final class RouteView implements RouteLookup {

    private static final Set<IpPrefix> EVERYTHING = Set.of(
            new IpPrefix(IpAddress.unspecified(Family.IPV4), 0), new IpPrefix(IpAddress.unspecified(Family.IPV6), 0));

    private final List<RouteListener> listeners = new CopyOnWriteArrayList<>();
    private volatile Optional<RouteLookup> routes = Optional.empty();
    private Optional<Subscription> subscription = Optional.empty();

    /** Asks this one from now on. */
    synchronized void use(RouteLookup current) {
        replace(Optional.of(current));
    }

    /** Asks this one no more; a replacement may have come before. */
    synchronized void leave(RouteLookup former) {
        if (routes.filter(former::equals).isPresent()) {
            replace(Optional.empty());
        }
    }

    /** Asks nobody. */
    synchronized void close() {
        replace(Optional.empty());
    }

    private void replace(Optional<RouteLookup> current) {
        subscription.ifPresent(Subscription::close);
        routes = current;
        subscription = current.map(lookup -> lookup.subscribe(this::report));
        report(EVERYTHING);
    }

    private void report(Set<IpPrefix> prefixes) {
        listeners.forEach(listener -> listener.routesChanged(prefixes));
    }

    @Override
    public Optional<Route> lookup(IpAddress destination) {
        return routes.flatMap(lookup -> lookup.lookup(destination));
    }

    @Override
    public Collection<Route> routes() {
        return routes.map(RouteLookup::routes).orElse(List.of());
    }

    @Override
    public Subscription subscribe(RouteListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
