package io.mgmrouter.pim;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.Link;
import io.mgmrouter.pim.codec.PimMessage;
import io.mgmrouter.pim.tib.UnicastSender;
import io.mgmrouter.route.Route;
import io.mgmrouter.route.RouteLookup;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Sends to routers anywhere, by the interface with PIM that the route leaves by. For any thread. */
final class UnicastRoutes implements UnicastSender {

    private final Dialect dialect;
    private final RouteLookup routes;
    private final Map<Integer, PimInterface> interfaces = new ConcurrentHashMap<>();
    private volatile Optional<IpAddress> anyAddress = Optional.empty();

    UnicastRoutes(Dialect dialect, RouteLookup routes) {
        this.dialect = dialect;
        this.routes = routes;
    }

    void add(PimInterface pim) {
        interfaces.put(pim.link().index(), pim);
    }

    void remove(PimInterface pim) {
        interfaces.remove(pim.link().index());
    }

    /** These are the router's links now: an interface without an address of its own borrows one. */
    void links(Collection<Link> links) {
        anyAddress = links.stream()
                .flatMap(link -> DomainAddress.of(link, dialect.family()).stream())
                .findFirst();
    }

    @Override
    public boolean send(Optional<IpAddress> source, IpAddress destination, PimMessage message) {
        Optional<PimInterface> way =
                routes.lookup(destination).map(Route::interfaceIndex).map(interfaces::get);
        Optional<IpAddress> from =
                source.or(() -> way.flatMap(PimInterface::domainAddress)).or(() -> anyAddress);
        if (way.isEmpty() || from.isEmpty()) {
            return false;
        }
        way.get().sendTo(from.get(), destination, message);
        return true;
    }
}
