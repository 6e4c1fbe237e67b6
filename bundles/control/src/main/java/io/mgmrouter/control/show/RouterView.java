package io.mgmrouter.control.show;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.mgm.ClientStatus;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.route.RouteLookup;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;

/** The services the commands look at, each of which may come and go. May be used by any thread. */
final class RouterView {

    private final AtomicReference<MulticastGroupManager> manager = new AtomicReference<>();
    private final AtomicReference<LinkService> links = new AtomicReference<>();
    private final AtomicReference<RouteLookup> routes = new AtomicReference<>();

    AtomicReference<MulticastGroupManager> managerSlot() {
        return manager;
    }

    AtomicReference<LinkService> linksSlot() {
        return links;
    }

    AtomicReference<RouteLookup> routesSlot() {
        return routes;
    }

    /** @throws CommandException if there is none */
    MulticastGroupManager manager() throws CommandException {
        return Optional.ofNullable(manager.get())
                .orElseThrow(() -> new CommandException("the manager is not running; bundle list shows what is"));
    }

    /** @throws CommandException if there is none */
    RouteLookup routes() throws CommandException {
        return Optional.ofNullable(routes.get())
                .orElseThrow(() -> new CommandException("there is no routing table; bundle list shows what runs"));
    }

    Optional<Link> link(int index) {
        return Optional.ofNullable(links.get()).flatMap(service -> service.link(index));
    }

    /** The name of an interface, or its index where nobody knows a name; with the next hop if it has one. */
    String name(InterfaceId id) {
        return name(id.index()) + id.nextHop().map(hop -> "/" + hop).orElse("");
    }

    String name(int index) {
        return link(index).map(Link::name).orElseGet(() -> Integer.toString(index));
    }

    List<String> interfaceNames() {
        return Optional.ofNullable(links.get())
                .map(service -> service.links().stream().map(Link::name).toList())
                .orElse(List.of());
    }

    /** The index of the interface of this name. */
    OptionalInt interfaceIndex(String name) {
        return Optional.ofNullable(links.get()).stream()
                .flatMap(service -> service.links().stream())
                .filter(link -> link.name().equals(name))
                .mapToInt(Link::index)
                .findFirst();
    }

    /** Readable names of the clients. */
    static Map<ComponentId, String> clientNames(MulticastGroupManager manager) {
        return manager.clients().stream().collect(Collectors.toMap(ClientStatus::id, ClientStatus::name));
    }
}
