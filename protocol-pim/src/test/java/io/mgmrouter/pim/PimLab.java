package io.mgmrouter.pim;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkAddress;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.pim.PimConfiguration.Kind;
import io.mgmrouter.testkit.FakeLinkService;
import io.mgmrouter.testkit.FakeRoutes;
import io.mgmrouter.testkit.ManualLoop;
import io.mgmrouter.testkit.MemoryWire;
import io.mgmrouter.testkit.RecordingSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

/** A whole router with PIM of both families, with a manager's session for each, on links the test makes. */
final class PimLab {

    final ManualLoop loop;
    final FakeLinkService links = new FakeLinkService();
    final FakeRoutes routes = new FakeRoutes();
    final List<Status> statuses = new ArrayList<>();
    final Map<Dialect, MulticastProtocol> clients = new EnumMap<>(Dialect.class);
    final Map<Dialect, RecordingSession> sessions = new EnumMap<>(Dialect.class);
    final PimFamilies pim;
    final PimTables tables;

    /** @param loop several routers of one test share it, and time with it */
    PimLab(ManualLoop loop, long seed) {
        this.loop = loop;
        this.pim = new PimFamilies(loop, links, new Random(seed), new Manager(), statuses::add);
        this.tables = new PimTables(pim, loop);
        pim.routes(routes);
        pim.start();
        loop.drain();
    }

    PimLab() {
        this(new ManualLoop("pim"), 1);
    }

    /** A link that is up, with addresses such as {@code 10.0.0.1/24}; there are routes to its networks. */
    PimLab link(int index, String name, MemoryWire wire, String... addresses) {
        Link link = linkOf(index, name, true, addresses);
        links.add(link, wire);
        link.addresses().forEach(address -> routes.connected(address.network().toString(), index));
        loop.drain();
        return this;
    }

    static Link linkOf(int index, String name, boolean up, String... addresses) {
        List<LinkAddress> all = Stream.of(addresses)
                .map(text -> text.split("/"))
                .map(parts -> new LinkAddress(IpAddress.parse(parts[0]), Integer.parseInt(parts[1])))
                .toList();
        return new Link(index, name, up, true, false, false, 1500, all);
    }

    void configure(Kind kind, String id, Object... keysAndValues) {
        Map<String, Object> properties = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        pim.configure(kind, id, properties);
        loop.drain();
    }

    PimLab interfaces(String... names) {
        for (String name : names) {
            configure(Kind.INTERFACE, name, "interface", name);
        }
        return this;
    }

    void remove(Kind kind, String id) {
        pim.remove(kind, id);
        loop.drain();
    }

    void advance(Duration length) {
        loop.advance(length);
    }

    /** The manager takes the clients. */
    PimLab attach() {
        List.copyOf(clients.keySet()).forEach(dialect -> {
            RecordingSession session = new RecordingSession(new ComponentId(103, dialect.componentId()));
            sessions.put(dialect, session);
            loop.run(() -> clients.get(dialect).attached(session));
        });
        loop.drain();
        return this;
    }

    Status status() {
        return statuses.getLast();
    }

    PimRouter router(Family family) {
        return pim.routers().stream()
                .filter(router -> router.dialect().family() == family)
                .findFirst()
                .orElseThrow();
    }

    PimInterface running(Family family, String name) {
        return router(family).running().stream()
                .filter(on -> on.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private final class Manager implements PimFamilies.Publisher {

        @Override
        public void publish(Dialect dialect, MulticastProtocol client) {
            clients.put(dialect, client);
        }

        @Override
        public void withdraw(Dialect dialect) {
            clients.remove(dialect);
        }
    }
}
