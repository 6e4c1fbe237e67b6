package io.mgmrouter.mgm.service;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkListener;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.route.Route;
import io.mgmrouter.route.RouteListener;
import io.mgmrouter.route.RouteLookup;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes and links the manager looks at, while somebody provides them. Any thread. */
final class Surroundings {

    private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);

    private volatile Optional<RouteLookup> routes = Optional.empty();
    private volatile Optional<LinkService> links = Optional.empty();
    private Optional<RouteLookup.Subscription> routeChanges = Optional.empty();
    private Optional<LinkService.Subscription> linkChanges = Optional.empty();

    synchronized void useRoutes(Optional<RouteLookup> newRoutes, RouteListener listener) {
        routeChanges.ifPresent(RouteLookup.Subscription::close);
        routes = newRoutes;
        routeChanges = newRoutes.map(lookup -> lookup.subscribe(listener));
    }

    synchronized void useLinks(Optional<LinkService> newLinks, Consumer<Link> changed, Consumer<Link> vanished) {
        linkChanges.ifPresent(LinkService.Subscription::close);
        links = newLinks;
        linkChanges = newLinks.map(service -> service.subscribe(new LinkListener() {
            @Override
            public void linkChanged(Link link) {
                changed.accept(link);
            }

            @Override
            public void linkVanished(Link last) {
                vanished.accept(last);
            }
        }));
    }

    void close() {
        useRoutes(Optional.empty(), _ -> {});
        useLinks(Optional.empty(), _ -> {}, _ -> {});
    }

    /** Empty also without a provider, or if it fails: a lookup never harms the manager. */
    Optional<Route> route(IpAddress destination) {
        try {
            return routes.flatMap(lookup -> lookup.lookup(destination));
        } catch (RuntimeException e) {
            LOG.error("mgm.route lookup of {} failed, counts as \"no route\"", destination, e);
            return Optional.empty();
        }
    }

    boolean linkExists(int index) {
        return links.flatMap(service -> service.link(index)).isPresent();
    }
}
