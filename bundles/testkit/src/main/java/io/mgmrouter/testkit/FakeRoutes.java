package io.mgmrouter.testkit;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.route.Route;
import io.mgmrouter.route.RouteListener;
import io.mgmrouter.route.RouteLookup;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A routing table in memory; every change is reported at once. */
public final class FakeRoutes implements RouteLookup {

    private final Map<IpPrefix, Route> table = new TreeMap<>();
    private final List<RouteListener> listeners = new CopyOnWriteArrayList<>();

    /** Adds or replaces the route of a network on a link. */
    public FakeRoutes connected(String prefix, int interfaceIndex) {
        IpPrefix network = IpPrefix.parse(prefix);
        return put(new Route(network, interfaceIndex, Optional.empty(), 0, 0, "kernel"));
    }

    /** Adds or replaces the route of a network behind a neighbour. */
    public FakeRoutes via(String prefix, int interfaceIndex, String nextHop) {
        IpPrefix network = IpPrefix.parse(prefix);
        return put(new Route(network, interfaceIndex, Optional.of(IpAddress.parse(nextHop)), 0, 1, "static"));
    }

    /** As {@link #via(String, int, String)}, with the preference and metric that asserts compare. */
    public FakeRoutes via(String prefix, int interfaceIndex, String nextHop, int preference, long metric) {
        IpPrefix network = IpPrefix.parse(prefix);
        return put(new Route(
                network, interfaceIndex, Optional.of(IpAddress.parse(nextHop)), metric, preference, "static"));
    }

    /** Takes a route out. */
    public void remove(String prefix) {
        IpPrefix network = IpPrefix.parse(prefix);
        table.remove(network);
        changed(network);
    }

    private FakeRoutes put(Route route) {
        table.put(route.prefix(), route);
        changed(route.prefix());
        return this;
    }

    private void changed(IpPrefix prefix) {
        listeners.forEach(listener -> listener.routesChanged(Set.of(prefix)));
    }

    @Override
    public Optional<Route> lookup(IpAddress destination) {
        return table.values().stream()
                .filter(route -> route.prefix().contains(destination))
                .max(Comparator.comparing(route -> route.prefix().length()));
    }

    @Override
    public Collection<Route> routes() {
        return List.copyOf(table.values());
    }

    @Override
    public Subscription subscribe(RouteListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
