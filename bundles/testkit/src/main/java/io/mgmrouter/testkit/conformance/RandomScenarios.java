package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH0;
import static io.mgmrouter.testkit.conformance.Router.ETH1;
import static io.mgmrouter.testkit.conformance.Router.ETH2;
import static io.mgmrouter.testkit.conformance.Router.ETH3;
import static io.mgmrouter.testkit.conformance.Router.ETH4;
import static io.mgmrouter.testkit.conformance.Router.STAR_STAR;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.testkit.RecordingProtocol;
import io.mgmrouter.testkit.protocols.Component;
import io.mgmrouter.testkit.protocols.Dvmrp;
import io.mgmrouter.testkit.protocols.IgmpLinks;
import io.mgmrouter.testkit.protocols.PimDm;
import io.mgmrouter.testkit.protocols.PimSm;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long random lives of several components; what must be true then is looked at after every step. */
abstract class RandomScenarios extends Scenario {

    private static final int STEPS = 200;

    private SplittableRandom random = new SplittableRandom();

    RandomScenarios(ManagerUnderTest.Starter starter) {
        super(starter);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    @Tag("RFC2715-rule-1")
    @Tag("RFC2715-rule-4")
    @Tag("RFC2715-rule-5")
    @Tag("MGM-036")
    @Tag("MGM-037")
    @Tag("MGM-089")
    @DisplayName("Whatever a sparse, a dense and an IGMP component live through, the table is what they say")
    void tableFollows(int seed) {
        random = new SplittableRandom(seed);
        var sparse = component(1, new PimSm("sparse", router.routes(), rpBehind(ETH0)), ETH0, ETH3);
        var dense = component(2, new PimDm("dense"), ETH1, ETH4);
        var igmp = component(3, new IgmpLinks("igmp"), ETH2, ETH3, ETH4);
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(8)) {
                case 0, 1 -> router.packet(flow());
                case 2 -> receivers(sparse, ETH0, ETH3);
                case 3 -> receivers(dense, ETH1, ETH4);
                case 4 -> receivers(igmp, ETH2, ETH3, ETH4);
                case 5 -> neighbors(dense.protocol(), pick(ETH1, ETH4));
                case 6 -> moveADomain();
                default -> router.advance(Duration.ofSeconds(random.nextInt(400)));
            }
            theTableIsWhatTheComponentsSay();
        }
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    @Tag("RFC2715-rule-6")
    @Tag("RFC2715-section-2.2")
    @Tag("RFC2715-section-3.1.1")
    @Tag("MGM-051")
    @Tag("MGM-053")
    @Tag("MGM-055")
    @Tag("MGM-056")
    @Tag("MGM-066")
    @Tag("MGM-067")
    @DisplayName("Whoever comes and goes, from its alerts a sparse component knows exactly what others want")
    void alertsTellEnough(int seed) {
        random = new SplittableRandom(seed);
        var west = component(1, new PimSm("west", router.routes(), rpBehind(ETH0)), ETH0);
        var east = component(2, new PimSm("east", router.routes(), rpBehind(ETH1)), ETH1);
        var igmp = component(3, new IgmpLinks("igmp"), ETH2, ETH3);
        var visitor = component(4, new Dvmrp("visitor"), ETH4);
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(5)) {
                case 0 -> receivers(west, ETH0);
                case 1 -> receivers(east, ETH1);
                case 2, 3 -> receivers(igmp, ETH2, ETH3);
                default -> comeOrGo(visitor);
            }
            router.settle();
            pullsWhatOthersWant(west);
            pullsWhatOthersWant(east);
        }
    }

    private Sg flow() {
        return Router.sg("10.10" + random.nextInt(5) + ".0." + random.nextInt(1, 3), "239.1.1." + random.nextInt(3));
    }

    private <P extends RecordingProtocol & Component> void receivers(Client<P> component, InterfaceId... interfaces) {
        Sg flow = flow();
        SourceGroup pair = random.nextInt(4) == 0 ? flow : new StarG(flow.group());
        if (random.nextBoolean()) {
            component.protocol().receiversCame(pick(interfaces), pair);
        } else {
            component.protocol().receiversWent(pick(interfaces), pair);
        }
    }

    private void neighbors(PimDm dense, InterfaceId on) {
        switch (random.nextInt(5)) {
            case 0 -> dense.neighborFound(on);
            case 1 -> dense.neighborLost(on);
            case 2 -> dense.assertLost(on, flow());
            case 3 -> dense.pruneReceived(on, flow());
            default -> dense.graftReceived(on, flow());
        }
    }

    /** All but the one with the rendezvous point move freely. */
    private void moveADomain() {
        InterfaceId to = pick(ETH0, ETH1, ETH2, ETH3, ETH4);
        router.routes()
                .via(
                        "10.10" + random.nextInt(1, 5) + ".0.0/16",
                        to.index(),
                        "10.0." + (to.index() - ETH0.index()) + ".7");
    }

    private void comeOrGo(Client<Dvmrp> visitor) {
        if (router.manager().ownerOf(ETH4).isPresent()) {
            visitor.releases(ETH4);
        } else {
            visitor.owns(ETH4).protocol().started();
        }
    }

    private InterfaceId pick(InterfaceId... interfaces) {
        return interfaces[random.nextInt(interfaces.length)];
    }

    /** While somebody wants everything, it is enough to know that. */
    private void pullsWhatOthersWant(Client<PimSm> component) {
        Set<SourceGroup> wanted = wildcardsOfOthers(component.id());
        Set<SourceGroup> pulled = component.protocol().joined().stream()
                .filter(pair -> !(pair instanceof Sg))
                .collect(Collectors.toSet());
        assertThat(pulled.contains(STAR_STAR)).isEqualTo(wanted.contains(STAR_STAR));
        if (!wanted.contains(STAR_STAR)) {
            assertThat(pulled).isEqualTo(wanted);
        }
    }

    private Set<SourceGroup> wildcardsOfOthers(ComponentId than) {
        return router.manager().memberships(Optional.empty(), MulticastGroupManager.MAX_PAGE).items().stream()
                .filter(member -> !member.client().equals(than))
                .map(Membership::sourceGroup)
                .filter(pair -> !(pair instanceof Sg))
                .collect(Collectors.toSet());
    }
}
