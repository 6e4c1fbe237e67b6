package io.mgmrouter.mgm.core;

import io.mgmrouter.route.Route;
import java.util.Optional;

/** One answer of the route lookup, and the sources that follow it: a chain through {@link Source#nextOfRoute}. */
final class RouteUse {

    final Optional<Route> route;

    private Source first;

    RouteUse(Optional<Route> route) {
        this.route = route;
    }

    Source first() {
        return first;
    }

    boolean isUnused() {
        return first == null;
    }

    void add(Source source) {
        source.route = this;
        source.nextOfRoute = first;
        if (first != null) {
            first.previousOfRoute = source;
        }
        first = source;
    }

    void remove(Source source) {
        if (source.previousOfRoute == null) {
            first = source.nextOfRoute;
        } else {
            source.previousOfRoute.nextOfRoute = source.nextOfRoute;
        }
        if (source.nextOfRoute != null) {
            source.nextOfRoute.previousOfRoute = source.previousOfRoute;
        }
        source.previousOfRoute = null;
        source.nextOfRoute = null;
        source.route = null;
    }
}
