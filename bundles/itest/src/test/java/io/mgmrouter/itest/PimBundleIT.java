package io.mgmrouter.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.mgmrouter.control.Readiness;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkAddress;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.mgm.ClientStatus;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.spi.PacketForwarder;
import io.mgmrouter.pim.codec.Hello;
import io.mgmrouter.pim.codec.JoinPrune;
import io.mgmrouter.pim.codec.PimCodec;
import io.mgmrouter.pim.codec.PimMessage;
import io.mgmrouter.route.RouteLookup;
import io.mgmrouter.testkit.FakeForwarder;
import io.mgmrouter.testkit.FakeLinkService;
import io.mgmrouter.testkit.FakeRoutes;
import io.mgmrouter.testkit.MemoryWire;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;

@DisplayName("PIM comes, is replaced and goes while IGMP runs, in a real framework")
class PimBundleIT {

    private static final String GROUP = "(*,239.1.1.1)";
    private static final IpAddress SELF = IpAddress.parse("10.0.1.5");
    private static final IpAddress NEIGHBOR = IpAddress.parse("10.0.1.2");
    private static final IpAddress ALL_PIM_ROUTERS = IpAddress.parse("224.0.0.13");

    /** IS_EX({}) for 239.1.1.1. */
    private static final String IGMPV3_REPORT = "2200ebfb00000001" + "02000000ef010101";

    private final FakeLinkService links = new FakeLinkService();
    private final Queue<PimMessage> sent = new ConcurrentLinkedQueue<>();
    private final EmbeddedRouter router =
            EmbeddedRouter.with("loop", "packet", "mgm-impl", "protocol-igmp").sharingApi();

    @AfterEach
    void stop() throws Exception {
        router.close();
    }

    @Test
    void aMemberThatIgmpKnowsIsAskedForAsSoonAsPimIsThereAndAgainAfterItsReplacement() throws Exception {
        MulticastGroupManager manager = startWithIgmp();
        awaitMembers(manager, "2:0 1 " + GROUP);

        Bundle pim = deployPim();
        awaitMembers(manager, "103:4 1 " + GROUP, "2:0 1 " + GROUP);
        awaitSent(PimBundleIT::joins);

        pim.stop();
        awaitSent(message -> message instanceof Hello hello && hello.holdtime().equals(OptionalInt.of(0)));
        assertThat(manager.clients())
                .filteredOn(client -> client.id().protocolId() == 103)
                .extracting(ClientStatus::heldFor)
                .allMatch(Optional::isPresent);
        assertThat(members(manager)).contains("103:4 1 " + GROUP + " stale");

        sent.clear();
        pim.start();
        awaitMembers(manager, "103:4 1 " + GROUP, "2:0 1 " + GROUP);
        awaitSent(PimBundleIT::joins);

        pim.uninstall();
        assertThat(members(manager)).containsExactly("2:0 1 " + GROUP);
        assertThat(manager.clients())
                .extracting(client -> client.id().protocolId())
                .doesNotContain(103);
    }

    @Test
    void whatIsConfiguredWhilePimRunsTakesEffectAndWhatIsDeletedEnds() throws Exception {
        MulticastGroupManager manager = startWithIgmp();
        router.install(ClassPath.jar("protocol-pim"));
        awaitReady("pim");
        assertThat(manager.clients())
                .extracting(client -> client.id().protocolId())
                .doesNotContain(103);

        configurePim();
        awaitMembers(manager, "103:4 1 " + GROUP, "2:0 1 " + GROUP);
        router.delete("io.mgmrouter.pim.interface~lan");
        awaitMembers(manager, "2:0 1 " + GROUP);
        router.delete("io.mgmrouter.pim.interface~up");
        await(() -> manager.clients().stream().noneMatch(client -> client.id().protocolId() == 103));
    }

    private MulticastGroupManager startWithIgmp() throws Exception {
        router.configured("io.mgmrouter.igmp", Map.of("startup.query.response.interval", 100))
                .configured("io.mgmrouter.igmp.interface~lan", Map.of("interface", "eth0"));
        host(links.add(link(1, "eth0", "10.0.0.5")));
        neighbor(links.add(link(2, "eth1", "10.0.1.5")));
        router.start()
                .publish(LinkService.class, links, Map.of())
                .publish(
                        RouteLookup.class,
                        new FakeRoutes().connected("10.0.1.0/24", 2).via("10.9.0.0/16", 2, NEIGHBOR.toString()),
                        Map.of())
                .publish(PacketForwarder.class, new FakeForwarder(), Map.of(PacketForwarder.FAMILIES, new String[] {
                    "IPV4", "IPV6"
                }));
        awaitReady("igmp");
        return router.await(MulticastGroupManager.class);
    }

    private static Link link(int index, String name, String address) {
        LinkAddress own = new LinkAddress(IpAddress.parse(address), 24);
        return new Link(index, name, true, true, false, false, 1500, List.of(own));
    }

    private Bundle deployPim() throws Exception {
        Bundle pim = router.install(ClassPath.jar("protocol-pim"));
        configurePim();
        awaitReady("pim");
        return pim;
    }

    private void configurePim() throws Exception {
        router.configure("io.mgmrouter.pim", Map.of("triggered.hello.delay", 0));
        router.configure("io.mgmrouter.pim.interface~up", Map.of("interface", "eth1"));
        router.configure("io.mgmrouter.pim.interface~lan", Map.of("interface", "eth0", "passive", true));
        router.configure("io.mgmrouter.pim.rp~core", Map.of("address", "10.9.0.1"));
    }

    private void awaitReady(String part) {
        router.await(Readiness.class, "(&(" + Readiness.NAME + "=" + part + ")(" + Readiness.STATE + "=READY))");
    }

    /** A host that is a member of the group and answers general queries. */
    private static void host(MemoryWire wire) {
        MemoryWire.Frame report = new MemoryWire.Frame(
                IpAddress.parse("10.0.0.20"),
                IpAddress.parse("224.0.0.22"),
                1,
                true,
                ByteBuffer.wrap(HexFormat.of().parseHex(IGMPV3_REPORT)));
        wire.attach(frame -> {
            if (frame.destination().equals(IpAddress.parse("224.0.0.1"))) {
                wire.send(report);
            }
        });
    }

    /** A router that greets whoever greets, and remembers what it hears. */
    private void neighbor(MemoryWire wire) {
        Hello greeting =
                new Hello(OptionalInt.of(105), OptionalLong.of(1), OptionalInt.of(7), Optional.empty(), List.of());
        wire.attach(frame -> {
            if (frame.source().equals(SELF)) {
                PimMessage message = decoded(frame);
                sent.add(message);
                if (message instanceof Hello) {
                    wire.send(new MemoryWire.Frame(
                            NEIGHBOR, ALL_PIM_ROUTERS, 1, false, PimCodec.encode(greeting, NEIGHBOR, ALL_PIM_ROUTERS)));
                }
            }
        });
    }

    private static PimMessage decoded(MemoryWire.Frame frame) {
        try {
            return PimCodec.decode(frame.payload(), frame.source(), frame.destination());
        } catch (MalformedPacketException e) {
            throw new AssertionError(e.reason(), e);
        }
    }

    private static boolean joins(PimMessage message) {
        return message instanceof JoinPrune join
                && join.upstreamNeighbor().equals(NEIGHBOR)
                && !join.groups().getFirst().joins().isEmpty();
    }

    private void awaitSent(Predicate<PimMessage> message) {
        await(() -> sent.stream().anyMatch(message));
    }

    private static void awaitMembers(MulticastGroupManager manager, String... members) {
        await(() -> members(manager).equals(List.of(members)));
    }

    /** What is awaited takes its time on a busy machine. */
    private static void await(BooleanSupplier condition) {
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            while (!condition.getAsBoolean()) {
                Thread.yield();
            }
        });
    }

    private static List<String> members(MulticastGroupManager manager) {
        return manager.memberships(Optional.empty(), 100).items().stream()
                .map(one -> one.client() + " " + one.interfaceId() + " " + one.sourceGroup()
                        + (one.stale() ? " stale" : ""))
                .sorted()
                .toList();
    }
}
