package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.route.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which sources follow which route: per destination the list of its dependents. A source comes and goes in constant
 * time; a change of routes costs a look at each route in use, and one at each source of those it concerns.
 */
final class RouteUses {

    private final Function<IpAddress, Optional<Route>> routes;
    private final Map<Optional<Route>, RouteUse> uses = new HashMap<>();

    RouteUses(Function<IpAddress, Optional<Route>> routes) {
        this.routes = routes;
    }

    boolean isEmpty() {
        return uses.isEmpty();
    }

    /** The source follows its route from now on. */
    void add(Source source) {
        add(source, routes.apply(source.address));
    }

    private void add(Source source, Optional<Route> route) {
        RouteUse use = uses.get(route);
        if (use == null) {
            use = new RouteUse(route);
            uses.put(route, use);
        }
        use.add(source);
    }

    void remove(Source source) {
        RouteUse use = source.route;
        use.remove(source);
        if (use.isUnused()) {
            uses.remove(use.route);
        }
    }

    /** Looks the route of a source up again. */
    void renew(Source source) {
        Optional<Route> route = routes.apply(source.address);
        if (!route.equals(source.route.route)) {
            remove(source);
            add(source, route);
        }
    }

    /** The sources that a change may have given another route; a copy. */
    List<Source> concerned(ChangedPrefixes changed) {
        List<Source> found = new ArrayList<>();
        for (RouteUse use : uses.values()) {
            if (use.route.isEmpty() || changed.overlaps(use.route.get().prefix())) {
                for (Source source = use.first(); source != null; source = source.nextOfRoute) {
                    if (changed.contains(source.address)) {
                        found.add(source);
                    }
                }
            }
        }
        return found;
    }
}
