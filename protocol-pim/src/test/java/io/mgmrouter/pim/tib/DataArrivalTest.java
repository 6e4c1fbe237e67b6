package io.mgmrouter.pim.tib;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.mgm.Sg;
import java.time.Duration;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("What packets change in a router's trees")
class DataArrivalTest {

    private static final String G = "239.1.1.1";
    private static final String SHARED = "(*,239.1.1.1)";
    private static final String FLOW = "(10.9.0.9,239.1.1.1)";
    private static final Sg SG = (Sg) TibWorld.pair(FLOW);

    private static TibWorld lastHop(TreeSettings settings) {
        TibWorld world = new TibWorld(settings);
        world.interfaces(1, 2).neighbor(1, "10.1.0.2");
        world.routes.via("10.9.0.0/24", 1, "10.1.0.2");
        world.routes.via("10.8.0.0/24", 1, "10.1.0.2");
        world.attached().rp(G, "10.8.0.8").member(2, SHARED);
        return world;
    }

    private static TreeSettings with(SptSwitch when, boolean border) {
        return with(when, TreeSettings.DEFAULTS.registerAccept(), border);
    }

    private static TreeSettings with(SptSwitch when, Predicate<Sg> registerAccept, boolean border) {
        TreeSettings d = TreeSettings.DEFAULTS;
        return new TreeSettings(
                d.joinPrunePeriod(),
                d.joinPruneHoldtime(),
                d.keepalivePeriod(),
                d.registerSuppressionTime(),
                d.registerProbeTime(),
                d.assertTime(),
                d.assertOverrideInterval(),
                _ -> when,
                registerAccept,
                d.registerRateLimit(),
                d.ssm(),
                d.stateLimit(),
                border);
    }

    @Test
    @Tag("RFC7761-4.2.1")
    void aLastHopThatNeverSwitchesStaysOnTheSharedTree() {
        TibWorld world = lastHop(with(SptSwitch.NEVER, false));
        world.said();

        world.packet(FLOW, 2);

        assertThat(world.said()).isEmpty();
    }

    @Test
    @Tag("RFC7761-4.2.1")
    void aLastHopSwitchesWhenTheRateIsReached() {
        TibWorld world = lastHop(with(new SptSwitch(100), false));
        world.packet(FLOW, 2);
        world.said();

        world.session.knows().flow(SG, 10, 60_000);
        world.passes(5);
        assertThat(world.said()).as("96 kbit/s").isEmpty();
        world.session.knows().flow(SG, 20, 125_000);
        world.passes(5);

        assertThat(world.said()).as("104 kbit/s").containsExactly("Join " + FLOW + " to 10.1.0.2%1");
    }

    @Test
    @Tag("RFC7761-4.2")
    void aSourceIsForgottenAPeriodAfterItsCountersStoppedMoving() {
        TibWorld world = lastHop(TreeSettings.DEFAULTS);
        world.packet(FLOW, 2);
        world.session.knows().flow(SG, 10, 1000);
        world.said();

        world.passes(211);
        assertThat(world.said()).doesNotContain("Prune " + FLOW + " to 10.1.0.2%1");
        world.passes(210);

        assertThat(world.said()).contains("Prune " + FLOW + " to 10.1.0.2%1");
        assertThat(world.tib.sourceCount()).isZero();
    }

    @Test
    void flowsThatWereThereBeforeTheirReceiversAreDecidedAgain() {
        TibWorld world = lastHop(TreeSettings.DEFAULTS);
        Sg there = (Sg) TibWorld.pair("(10.9.0.9,239.2.2.2)");
        world.session.knows().flow(SG, 1, 1);
        world.session.knows().flow(there, 1, 1);
        world.rp("239.2.2.2", "10.8.0.8");
        world.said();

        world.member(2, "(*,239.2.2.2)");

        assertThat(world.said()).contains("resolve " + there).doesNotContain("resolve " + SG);
    }

    @Test
    void aBorderRouterRegistersWhatComesFromOutside() {
        TibWorld world = lastHop(with(SptSwitch.IMMEDIATE, true));
        world.session.takeCalls();
        world.routes.connected("10.77.0.0/24", 77);
        String flow = "(10.77.0.9,239.1.1.1)";

        assertThat(world.created(flow, 77, TibWorld.TUNNEL)).isEmpty();
        world.encapsulated(flow);
        assertThat(world.said()).contains("border-register " + flow + " to 10.8.0.8", "join 99 " + flow);

        world.registerStop("10.8.0.8", flow);
        assertThat(world.said()).containsExactly("leave 99 " + flow, "stop 99 " + flow);
    }

    /** What a kernel unpacks of Registers comes as the packet of a flow, whether or not the Register is refused. */
    @Test
    @Tag("RFC7761-4.4.2")
    void anRpDoesNotJoinASourceWhoseRegistersItRefuses() {
        TibWorld accepting = lastHop(TreeSettings.DEFAULTS).rp(G, "10.1.0.1");
        TibWorld refusing =
                lastHop(with(SptSwitch.IMMEDIATE, sg -> !sg.equals(SG), false)).rp(G, "10.1.0.1");

        accepting.packet(FLOW, 2);
        refusing.packet(FLOW, 2);

        assertThat(accepting.said()).contains("Join " + FLOW + " to 10.1.0.2%1");
        assertThat(refusing.said()).doesNotContain("Join " + FLOW + " to 10.1.0.2%1");
        assertThat(refusing.tib.sourceCount()).isZero();
    }

    @Test
    void aBoundOnStateIsABound() {
        TreeSettings d = TreeSettings.DEFAULTS;
        TibWorld world = lastHop(new TreeSettings(
                d.joinPrunePeriod(),
                d.joinPruneHoldtime(),
                Duration.ofSeconds(10),
                d.registerSuppressionTime(),
                d.registerProbeTime(),
                d.assertTime(),
                d.assertOverrideInterval(),
                d.sptSwitch(),
                d.registerAccept(),
                d.registerRateLimit(),
                d.ssm(),
                1,
                false));
        world.packet(FLOW, 2);
        world.joinPrune(1, "10.1.0.2", "10.1.0.1", "+(10.9.0.7,232.1.1.1)");

        assertThat(world.tib.sourceCount()).isEqualTo(1);
        assertThat(world.tib.tables().counters()).containsEntry("join-prune state-limit", 1L);
    }
}
