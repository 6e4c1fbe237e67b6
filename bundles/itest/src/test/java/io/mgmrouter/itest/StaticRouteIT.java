package io.mgmrouter.itest;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.route.Route;
import io.mgmrouter.route.RouteLookup;
import io.mgmrouter.testkit.FakeLinkService;
import io.mgmrouter.testkit.FakeRoutes;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Routes for the reverse path come and go by configuration")
class StaticRouteIT {

    private static final IpAddress SOURCE = IpAddress.parse("10.9.0.1");
    private static final String PID = "io.mgmrouter.route.static~lab";

    @Test
    void aConfiguredRouteStandsInFrontOfTheKernels() throws Exception {
        try (EmbeddedRouter router = EmbeddedRouter.with("routes").sharingApi()) {
            router.configured(PID, Map.of("prefix", "10.9.0.0/16", "interface", "eth2", "next.hop", "10.2.0.9"))
                    .start()
                    .publish(
                            LinkService.class,
                            new FakeLinkService().with(1, "eth1").with(2, "eth2"),
                            Map.of())
                    .publish(RouteLookup.class, new FakeRoutes().via("10.9.0.0/16", 1, "10.1.0.9"), Map.of());
            RouteLookup routes = router.await(RouteLookup.class, "(service.ranking=100)");
            BlockingQueue<Object> changes = new LinkedBlockingQueue<>();
            routes.subscribe(changes::add);
            awaitWay(routes, changes, "10.2.0.9");

            router.configure(PID, Map.of("prefix", "10.9.0.0/16", "interface", "eth2", "next.hop", "10.2.0.8"));
            awaitWay(routes, changes, "10.2.0.8");

            router.configure(PID, Map.of("prefix", "10.9.0.0/16", "preference", 300));
            awaitWay(routes, changes, "10.1.0.9");

            router.bundle("routes").stop();
            assertThat(router.context().getServiceReferences(RouteLookup.class, "(service.ranking=100)"))
                    .isEmpty();
        }
    }

    private static void awaitWay(RouteLookup routes, BlockingQueue<Object> changes, String neighbor)
            throws InterruptedException {
        while (!nextHop(routes).equals(Optional.of(IpAddress.parse(neighbor)))) {
            assertThat(changes.poll(10, TimeUnit.SECONDS))
                    .as("a change to " + neighbor)
                    .isNotNull();
        }
    }

    private static Optional<IpAddress> nextHop(RouteLookup routes) {
        return routes.lookup(SOURCE).flatMap(Route::nextHop);
    }
}
