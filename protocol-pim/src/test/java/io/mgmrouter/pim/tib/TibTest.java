package io.mgmrouter.pim.tib;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.pim.rp.AnycastRp;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Trees of a router")
class TibTest {

    private static final String SSM = "(10.9.0.9,232.1.1.1)";
    private static final String G = "239.1.1.1";
    private static final String SHARED = "(*,239.1.1.1)";
    private static final String FLOW = "(10.9.0.9,239.1.1.1)";

    private final TibWorld world = new TibWorld();

    /** 1 is toward sources and RP, 2 and 3 toward receivers. */
    private TibWorld transit() {
        world.interfaces(1, 2, 3).neighbor(1, "10.1.0.2").neighbor(2, "10.2.0.2");
        world.routes.via("10.9.0.0/24", 1, "10.1.0.2");
        world.routes.via("10.8.0.0/24", 1, "10.1.0.2");
        return world.attached();
    }

    @Test
    @Tag("RFC7761-4.8")
    void aJoinOfANeighbourIsForwardedUpstreamAndToTheManager() {
        transit().joinPrune(2, "10.2.0.2", "10.2.0.1", "+" + SSM);

        assertThat(world.said()).containsExactly("Join " + SSM + " to 10.1.0.2%1", "join 2 " + SSM, "resolve " + SSM);
    }

    @Test
    void aPruneOfTheOnlyNeighbourTakesEffectAtOnce() {
        transit().joinPrune(2, "10.2.0.2", "10.2.0.1", "+" + SSM);
        world.said();

        world.joinPrune(2, "10.2.0.2", "10.2.0.1", "-" + SSM);

        assertThat(world.said()).containsExactly("Prune " + SSM + " to 10.1.0.2%1", "leave 2 " + SSM);
        assertThat(world.tib.sourceCount()).isZero();
        assertThat(world.tib.groupCount()).isZero();
    }

    @Test
    void aPruneAmongSeveralNeighboursWaitsForAnOverride() {
        transit().neighbor(2, "10.2.0.3").joinPrune(2, "10.2.0.2", "10.2.0.1", "+" + SSM);
        world.said();

        world.joinPrune(2, "10.2.0.2", "10.2.0.1", "-" + SSM);
        assertThat(world.said()).isEmpty();
        world.passes(4);

        assertThat(world.said())
                .containsExactly(
                        "Prune " + SSM + " to 10.2.0.1%2", "Prune " + SSM + " to 10.1.0.2%1", "leave 2 " + SSM);
    }

    @Test
    void joinsAreRepeatedEveryPeriodAndRunOutWithoutRepetition() {
        transit().joinPrune(2, "10.2.0.2", "10.2.0.1", "+" + SSM);
        world.said();

        world.passes(61);
        assertThat(world.said()).containsExactly("Join " + SSM + " to 10.1.0.2%1");
        world.passes(150);
        assertThat(world.said())
                .containsExactly(
                        "Join " + SSM + " to 10.1.0.2%1",
                        "Join " + SSM + " to 10.1.0.2%1",
                        "Prune " + SSM + " to 10.1.0.2%1",
                        "resynced",
                        "leave 2 " + SSM);
    }

    @Test
    @Tag("RFC7761-4.2.1")
    void aMemberBehindTheLastHopJoinsTheSharedTreeAndThenTheShortestPath() {
        transit().rp(G, "10.8.0.8").member(3, SHARED);
        assertThat(world.said()).containsExactly("Join " + SHARED + " to 10.1.0.2%1", "join 3 " + SHARED);

        assertThat(world.packet(FLOW, 3)).isEqualTo("iif 1");

        assertThat(world.said()).containsExactly("Join " + FLOW + " to 10.1.0.2%1");
    }

    @Test
    @Tag("RFC7761-4.2.2")
    void theSharedTreeIsPrunedWhenPacketsComeAnotherWay() {
        transit().rp(G, "10.8.0.8").neighbor(3, "10.3.0.2");
        world.routeChanged("10.9.0.0/24", 3, "10.3.0.2");
        world.member(2, SHARED);
        assertThat(world.packet(FLOW, 2)).isEqualTo("iif 1");
        world.said();

        world.wrongInterface(FLOW, 3);

        assertThat(world.said()).containsExactly("Prune-rpt " + FLOW + " to 10.1.0.2%1", "resolve " + FLOW);
        assertThat(world.packet(FLOW, 2)).isEqualTo("iif 3");
    }

    @Test
    void aPrunedSourceIsLeftOutOfTheSharedTree() {
        transit().rp(G, "10.8.0.8").joinPrune(2, "10.2.0.2", "10.2.0.1", "+" + SHARED);
        world.member(3, SHARED);
        world.packet(FLOW, 2, 3);
        world.said();

        world.joinPrune(2, "10.2.0.2", "10.2.0.1", "-r" + FLOW);
        assertThat(world.said()).containsExactly("stop 2 " + FLOW);
        assertThat(world.packet(FLOW, 2, 3)).isEqualTo("iif 1 without [2]");

        world.joinPrune(2, "10.2.0.2", "10.2.0.1", "+" + SHARED);
        assertThat(world.said()).containsExactly("forward 2 " + FLOW);
    }

    @Test
    void sourcesOfAConnectedLinkAreRegistered() {
        transit().rp(G, "10.8.0.8");
        String flow = "(10.2.0.9,239.1.1.1)";

        assertThat(world.packet(flow, TibWorld.TUNNEL)).isEqualTo("iif 2");
        assertThat(world.said()).containsExactly("join 99 " + flow);
        world.encapsulated(flow);
        assertThat(world.said()).containsExactly("register " + flow + " to 10.8.0.8");

        world.registerStop("10.8.0.8", flow);
        assertThat(world.said()).containsExactly("leave 99 " + flow);
        world.passes(90);
        assertThat(world.said()).contains("null-register " + flow + " to 10.8.0.8", "join 99 " + flow);
    }

    @Test
    @Tag("RFC7761-4.4.2")
    void aRendezvousPointWithoutReceiversStopsRegisters() {
        transit().rp(G, "10.1.0.1").register("10.1.0.2", "10.1.0.1", FLOW, false);

        assertThat(world.said()).containsExactly("register-stop " + FLOW + " to 10.1.0.2");
    }

    @Test
    @Tag("RFC7761-4.4.2")
    void aRendezvousPointJoinsASourceThatItHasReceiversFor() {
        transit().rp(G, "10.1.0.1").joinPrune(2, "10.2.0.2", "10.2.0.1", "+" + SHARED);
        world.said();

        assertThat(world.packet(FLOW, 2)).isEqualTo("iif 99");
        world.register("10.1.0.2", "10.1.0.1", FLOW, false);
        assertThat(world.said()).contains("Join " + FLOW + " to 10.1.0.2%1");

        world.wrongInterface(FLOW, 1);
        assertThat(world.said()).containsExactly("resolve " + FLOW);
        assertThat(world.packet(FLOW, 2)).isEqualTo("iif 1");
        world.register("10.1.0.2", "10.1.0.1", FLOW, false);
        assertThat(world.said()).containsExactly("register-stop " + FLOW + " to 10.1.0.2");
    }

    @Test
    void anAnycastRendezvousPointTellsItsPeersOfWhatRegistersWithIt() {
        transit().rp(G, "10.1.0.1");
        world.anycast.put(
                IpAddress.parse("10.1.0.1"),
                new AnycastRp(
                        IpAddress.parse("10.1.0.1"), IpAddress.parse("10.2.0.1"), Set.of(IpAddress.parse("10.5.0.5"))));

        world.register("10.6.0.6", "10.1.0.1", FLOW, false);
        assertThat(world.said())
                .containsExactly("register " + FLOW + " to 10.5.0.5", "register-stop " + FLOW + " to 10.6.0.6");

        world.register("10.5.0.5", "10.2.0.1", FLOW, false);
        assertThat(world.said()).isEmpty();
    }

    @Test
    void aRouteChangeMovesTheTree() {
        transit().neighbor(3, "10.3.0.2").joinPrune(2, "10.2.0.2", "10.2.0.1", "+" + SSM);
        world.said();

        world.routeChanged("10.9.0.0/24", 3, "10.3.0.2");

        assertThat(world.said())
                .containsExactly("Join " + SSM + " to 10.3.0.2%3", "Prune " + SSM + " to 10.1.0.2%1", "resolve " + SSM);
    }

    @Test
    void aNeighbourThatRestartsIsAskedAgainAtOnce() {
        transit().joinPrune(2, "10.2.0.2", "10.2.0.1", "+" + SSM);
        world.said();

        world.tib.neighborRestarted(world.ports.get(1), IpAddress.parse("10.1.0.2"));
        world.passes(3);

        assertThat(world.said()).containsExactly("Join " + SSM + " to 10.1.0.2%1");
    }

    @Test
    void theLoserOfAnAssertStopsForwardingAndTheWinnerGoesOn() {
        transit().joinPrune(2, "10.2.0.2", "10.2.0.1", "+" + SSM);
        world.packet(SSM, 2);
        world.said();

        world.wrongInterface(SSM, 2);
        assertThat(world.said()).containsExactly("Assert 10.9.0.9,232.1.1.1 1/0 on 2");

        world.asserted(2, "10.2.0.2", SSM, false, 0, 0);
        assertThat(world.said()).containsExactly("Prune " + SSM + " to 10.1.0.2%1", "leave 2 " + SSM);
    }

    @Test
    void receiversOfOtherProtocolsAreJoinedFor() {
        transit().rp(G, "10.8.0.8").alerted(SHARED);
        assertThat(world.said()).containsExactly("Join " + SHARED + " to 10.1.0.2%1");
    }

    @Test
    void whereThisRouterIsNotTheDesignatedOneMembersAreNotServed() {
        transit().rp(G, "10.8.0.8");
        world.ports.get(3).dr = false;
        world.member(3, SHARED);
        assertThat(world.said()).isEmpty();

        world.ports.get(3).dr = true;
        world.tib.interfaceChanged(world.ports.get(3));
        assertThat(world.said()).containsExactly("Join " + SHARED + " to 10.1.0.2%1", "join 3 " + SHARED);
    }
}
