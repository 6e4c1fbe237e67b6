package io.mgmrouter.mgm.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.StarStar;
import io.mgmrouter.mgm.core.ClientProfile;
import io.mgmrouter.mgm.core.MgmSettings;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.testkit.FakeForwarder;
import io.mgmrouter.testkit.FakeLinkService;
import io.mgmrouter.testkit.FakeRoutes;
import io.mgmrouter.testkit.ManualLoop;
import io.mgmrouter.testkit.RecordingLocalMembership;
import io.mgmrouter.testkit.RecordingProtocol;
import io.mgmrouter.testkit.conformance.Router;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("With (*,G) entries packets reach the same interfaces as without")
class WildcardDeliveryTest {

    private static final int STEPS = 2_000;
    private static final List<InterfaceId> LINKS = List.of(Router.ETH0, Router.ETH1, Router.ETH2, Router.ETH3);
    private static final Set<Callback> QUIET = EnumSet.of(Callback.JOIN_ALERT, Callback.PRUNE_ALERT);

    /** A router with four links: IGMP on all of them, and now and then an owner on the last. */
    private static final class Side {
        final ManualLoop loop = new ManualLoop("mgm");
        final FakeForwarder forwarder = new FakeForwarder();
        final MgmService manager = new MgmService(MgmSettings.DEFAULTS, loop, (_, _) -> {});
        final RecordingProtocol igmp = new RecordingLocalMembership("igmp");
        final RecordingProtocol pim = new RecordingProtocol("pim");

        Side(boolean anySource) {
            igmp.wants(QUIET);
            pim.wants(Set.of(Callback.RPF));
            FakeLinkService links = new FakeLinkService();
            FakeRoutes routes = new FakeRoutes();
            for (int n = 0; n < LINKS.size(); n++) {
                links.with(10 + n, "eth" + n, "10.0." + n + ".1/24");
                routes.connected("10.0." + n + ".0/24", 10 + n);
            }
            manager.useLinks(Optional.of(links));
            manager.useRoutes(Optional.of(routes));
            manager.forwarders().add(forwarder, Set.of(Family.IPV4), anySource, 0);
            attach(igmp, 2, Role.LOCAL_MEMBERSHIP);
            attach(pim, 101, Role.ROUTING);
            LINKS.forEach(link -> igmp.session().takeOwnership(link));
            settle();
        }

        private void attach(RecordingProtocol protocol, int id, Role role) {
            manager.attach(
                    new ComponentId(id, 0),
                    new ClientProfile(protocol.name(), role, Set.of(Family.IPV4), protocol.callbacks()),
                    protocol);
            settle();
        }

        void settle() {
            for (ManualLoop each : List.of(loop, igmp.loop(), pim.loop(), loop)) {
                each.drain();
            }
        }

        void toggle(InterfaceId link, SourceGroup pair) {
            InterfaceOwnership ownership = igmp.session().ownerships().stream()
                    .filter(own -> own.interfaceId().equals(link))
                    .findFirst()
                    .orElseThrow();
            if (ownership.memberships().stream()
                    .anyMatch(member -> member.sourceGroup().equals(pair))) {
                ownership.leave(pair);
            } else {
                ownership.join(pair);
            }
        }

        void changeOwnerOf(InterfaceId link) {
            if (pim.session().ownerships().isEmpty()) {
                pim.session().takeOwnership(link);
            } else {
                pim.session().ownerships().getFirst().close();
            }
        }

        List<String> packet(Sg sg, InterfaceId arrival) {
            forwarder.packet(sg, arrival);
            settle();
            return forwarder.takeSent().stream().sorted().toList();
        }

        void advance(Duration time) {
            for (ManualLoop each : List.of(loop, igmp.loop(), pim.loop())) {
                each.advance(time);
            }
            settle();
        }

        boolean hasMembers(InterfaceId link, SourceGroup group) {
            return manager.memberships(Optional.empty(), MulticastGroupManager.MAX_PAGE).items().stream()
                    .anyMatch(member -> member.interfaceId().equals(link)
                            && member.sourceGroup().equals(group));
        }
    }

    private final Side with = new Side(true);
    private final Side without = new Side(false);
    /** Interfaces the router knows that packets come from. */
    private final Set<InterfaceId> sources = new HashSet<>();

    /** Packets of flows without an entry of their own. */
    private int byWildcard;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void samePackets(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int step = 0; step < STEPS; step++) {
            StarG group = Router.starG("239.1.1." + random.nextInt(1, 6));
            switch (random.nextInt(20)) {
                case 0, 1 -> both(side -> side.toggle(Router.ETH2, group));
                case 2 -> both(side -> side.toggle(Router.ETH1, group));
                case 3 -> oneIn(random, 8, () -> both(side -> side.toggle(Router.ETH0, group)));
                case 4 -> both(side -> side.toggle(Router.ETH1, new Sg(IpAddress.parse("10.0.0.2"), group.group())));
                case 5 -> both(side -> side.toggle(Router.ETH1, new StarStar(Family.IPV4)));
                case 6 -> oneIn(random, 4, () -> both(side -> side.changeOwnerOf(Router.ETH3)));
                case 7 -> oneIn(random, 4, () -> both(side -> side.advance(Duration.ofSeconds(1000))));
                default -> packet(random, seed % 2 == 0, group);
            }
        }
        assertThat(byWildcard).isGreaterThan(STEPS / 100);
    }

    private static void oneIn(SplittableRandom random, int n, Runnable step) {
        if (random.nextInt(n) == 0) {
            step.run();
        }
    }

    private void both(Consumer<Side> step) {
        List.of(with, without).forEach(side -> {
            step.accept(side);
            side.settle();
        });
    }

    private void packet(SplittableRandom random, boolean fromTwoLinks, StarG group) {
        InterfaceId link = fromTwoLinks && random.nextInt(4) == 0 ? Router.ETH3 : Router.ETH0;
        String source = "10.0." + (link.index() - Router.ETH0.index()) + "." + random.nextInt(2, 100);
        packet(new Sg(IpAddress.parse(source), group.group()), link);
    }

    /** Only the first packet from an interface with receivers may be lost: the wrong entry matches it. */
    private void packet(Sg sg, InterfaceId arrival) {
        boolean mayBeLost = sources.add(arrival) && with.hasMembers(arrival, new StarG(sg.group()));
        List<String> expected = without.packet(sg, arrival);
        List<String> sent = with.packet(sg, arrival);
        if (!(mayBeLost && sent.isEmpty())) {
            assertThat(sent).isEqualTo(expected);
        }
        if (!sent.isEmpty() && with.manager.entry(sg).isEmpty()) {
            byWildcard++;
        }
    }
}
