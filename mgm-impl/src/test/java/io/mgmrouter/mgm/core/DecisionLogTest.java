package io.mgmrouter.mgm.core;

import static io.mgmrouter.mgm.core.CoreLab.ETH0;
import static io.mgmrouter.mgm.core.CoreLab.ETH1;
import static io.mgmrouter.mgm.core.CoreLab.ETH2;
import static io.mgmrouter.mgm.core.CoreLab.ETH3;
import static io.mgmrouter.mgm.core.CoreLab.SG;
import static io.mgmrouter.mgm.core.CoreLab.STAR_G;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.mgm.Explanation;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.RpfDecision;
import io.mgmrouter.route.Route;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Why things are as they are")
class DecisionLogTest {

    private final CoreLab lab = new CoreLab(MgmSettings.DEFAULTS.withLog(64, 16));

    @Test
    void aFlowTellsWhoWasAskedWhatWasAnsweredAndWhatCameOfIt() {
        lab.client("x", 101).owns(ETH0, ETH3);
        lab.client("y", 102).owns(ETH1, ETH2).joins(ETH1, STAR_G).joins(ETH2, STAR_G);
        lab.happened();
        lab.advance(Duration.ofSeconds(10));
        lab.packet(SG);
        lab.happened();
        lab.advance(Duration.ofMillis(100));
        lab.manager.rpfAnswered(lab.token(), onto(ETH3), lab.now);
        lab.happened();
        lab.advance(Duration.ofMillis(100));
        lab.manager.creationAnswered(lab.token(), Set.of(ETH2), lab.now);

        assertThat(explain(SG))
                .containsExactly(
                        "10.2 JOINED (*,239.1.1.1) 102:0 11 Clients[number=1]",
                        "10.2 JOIN_ALERT (*,239.1.1.1) 101:0",
                        "10.2 JOINED (*,239.1.1.1) 102:0 12 Clients[number=1]",
                        "0.2 FLOW_ARRIVED (10.0.0.9,239.1.1.1) 10",
                        "0.2 ROUTE_FOUND (10.0.0.9,239.1.1.1) 10 via 10.0.0.0/24",
                        "0.2 RPF_ASKED (10.0.0.9,239.1.1.1) 101:0 10",
                        "0.2 RPF_CHANGED (10.0.0.9,239.1.1.1) 101:0 13",
                        "0.2 CREATION_ASKED (10.0.0.9,239.1.1.1) 102:0 13 [11, 12]",
                        "0.2 CREATION_ANSWERED (10.0.0.9,239.1.1.1) 102:0 13 [12]",
                        "0.0 INSTALLED (10.0.0.9,239.1.1.1) 13 [11]");
    }

    @Test
    void whoFailsIsLateOrAnswersForOthersIsNamed() {
        lab.client("x", 101, Callback.RPF).owns(ETH0);
        lab.client("y", 102, Callback.CREATION_ALERT).owns(ETH1).joins(ETH1, STAR_G);
        lab.happened();
        lab.packet(SG);
        lab.happened();
        lab.manager.rpfAnswered(lab.token(), onto(ETH1), lab.now);
        lab.happened();
        lab.manager.questionFailed(lab.token(), lab.now);

        assertThat(explain(SG))
                .contains(
                        "0.0 RPF_IGNORED (10.0.0.9,239.1.1.1) 101:0 11",
                        "0.0 ANSWER_FAILED (10.0.0.9,239.1.1.1) 102:0",
                        "0.0 INSTALLED (10.0.0.9,239.1.1.1) 10 [11]");
        Sg second = new Sg(IpAddress.parse("10.0.0.8"), SG.group());
        lab.packet(second);
        lab.advance(Duration.ofMillis(250));
        assertThat(explain(second)).contains("0.2 ANSWER_LATE (10.0.0.8,239.1.1.1) 101:0");
    }

    @Test
    void aFlowThatGoesNowhereSaysWhy() {
        Sg unreachable = new Sg(IpAddress.parse("192.0.2.1"), SG.group());
        lab.packet(SG);
        lab.packet(unreachable);

        assertThat(explain(SG))
                .endsWith("0.0 IIF_UNOWNED (10.0.0.9,239.1.1.1) 10", "0.0 INSTALLED_NEGATIVE (10.0.0.9,239.1.1.1) 10");
        assertThat(explain(unreachable))
                .endsWith("0.0 NO_ROUTE (192.0.2.1,239.1.1.1)", "0.0 INSTALLED_NEGATIVE (192.0.2.1,239.1.1.1)");
    }

    @Test
    void editsOfALiveEntryNameTheMembershipThatMadeThem() {
        CoreLab.TestClient igmp = lab.igmp().owns(ETH0, ETH1);
        CoreLab.TestClient y = lab.client("y", 102).owns(ETH2);
        lab.packet(SG);
        igmp.joins(ETH1, STAR_G).leaves(ETH1, STAR_G);
        y.forwards(ETH2, SG);
        y.stopsForwarding(ETH2, SG);

        assertThat(explain(SG))
                .contains(
                        "0.0 OIF_ADDED (10.0.0.9,239.1.1.1) 2:0 11 Through[membership=(*,239.1.1.1)]",
                        "0.0 OIF_REMOVED (10.0.0.9,239.1.1.1) 2:0 11 Through[membership=(*,239.1.1.1)]",
                        "0.0 OIF_ADDED (10.0.0.9,239.1.1.1) 102:0 12",
                        "0.0 OIF_REMOVED (10.0.0.9,239.1.1.1) 102:0 12");
    }

    @Test
    void aClientThatJoinsAndLeavesIsCounted() {
        CoreLab.TestClient x = lab.client("x", 101).owns(ETH0);
        CoreLab.TestClient y = lab.client("y", 102).owns(ETH1);
        x.joins(ETH0, STAR_G);
        y.joins(ETH1, STAR_G);
        y.leaves(ETH1, STAR_G);
        x.leaves(ETH0, STAR_G);

        assertThat(explain(STAR_G))
                .containsSubsequence(
                        "0.0 JOINED (*,239.1.1.1) 101:0 10 Clients[number=1]",
                        "0.0 JOIN_ALERT (*,239.1.1.1) 102:0",
                        "0.0 JOINED (*,239.1.1.1) 102:0 11 Clients[number=2]",
                        "0.0 JOIN_ALERT (*,239.1.1.1) 101:0",
                        "0.0 LEFT (*,239.1.1.1) 102:0 11 DELETED Clients[number=1]",
                        "0.0 PRUNE_ALERT (*,239.1.1.1) 101:0 11",
                        "0.0 LEFT (*,239.1.1.1) 101:0 10 DELETED Clients[number=0]",
                        "0.0 PRUNE_ALERT (*,239.1.1.1) 102:0 10",
                        "0.0 NO_RECEIVERS (*,239.1.1.1) 101:0 10 DELETED");
    }

    @Test
    void aVanishedGroupSaysWhatEndedIt() {
        CoreLab.TestClient released = joinedTo(ETH0, 101, "239.1.0.1");
        joinedTo(ETH1, 102, "239.1.0.2");
        CoreLab.TestClient held = joinedTo(ETH2, 103, "239.1.0.3");
        CoreLab.TestClient returns = joinedTo(ETH3, 104, "239.1.0.4");
        released.releases(ETH0);
        lab.manager.interfaceVanished(ETH1.index(), lab.now);
        lab.manager.departed(held.id, lab.now);
        lab.manager.departed(returns.id, lab.now);
        lab.advance(Duration.ofSeconds(60));
        lab.manager.register(returns.id, lab.profile("returns"), lab.now);
        returns.owns(ETH3);
        lab.manager.resynced(returns.id, lab.now);
        lab.advance(Duration.ofSeconds(120));

        assertThat(lastOf("239.1.0.1")).isEqualTo("180.0 NO_RECEIVERS (*,239.1.0.1) 101:0 10 RELEASED");
        assertThat(lastOf("239.1.0.2")).isEqualTo("180.0 NO_RECEIVERS (*,239.1.0.2) 102:0 11 INTERFACE_VANISHED");
        assertThat(lastOf("239.1.0.3")).isEqualTo("0.0 NO_RECEIVERS (*,239.1.0.3) 103:0 12 HOLD_OVER");
        assertThat(lastOf("239.1.0.4")).isEqualTo("120.0 NO_RECEIVERS (*,239.1.0.4) 104:0 13 NOT_CONFIRMED");
        lab.manager.gone(returns.id, lab.now);
        assertThat(explain(ETH3)).endsWith("0.0 RELEASED 104:0 13 CLIENT_GONE");
    }

    @Test
    void aRemovedFlowKeepsItsStoryAndSaysWhatEndedIt() {
        CoreLab.TestClient igmp = lab.igmp().owns(ETH0);
        lab.packet(SG);
        lab.happened();
        lab.advance(Duration.ofSeconds(900));
        lab.manager.trafficRead(SG, 0, lab.now);

        assertThat(explain(SG))
                .containsExactly(
                        "900.0 FLOW_ARRIVED (10.0.0.9,239.1.1.1) 10",
                        "900.0 ROUTE_FOUND (10.0.0.9,239.1.1.1) 10 via 10.0.0.0/24",
                        "900.0 INSTALLED (10.0.0.9,239.1.1.1) 10",
                        "0.0 REMOVED (10.0.0.9,239.1.1.1) 10 IDLE");
        lab.packet(SG);
        igmp.releases(ETH0);
        assertThat(explain(SG)).endsWith("0.0 REMOVED (10.0.0.9,239.1.1.1) 10 RELEASED");
    }

    @Test
    void aLiveFlowKeepsItsStoryWhenTheRingHasForgottenIt() {
        CoreLab.TestClient igmp = lab.igmp().owns(ETH0, ETH1);
        lab.packet(SG);
        lab.advance(Duration.ofSeconds(5));
        assertThat(explanation(SG).complete()).isEmpty();
        for (int i = 0; i < 40; i++) {
            igmp.joins(ETH1, group("239.9.9.9")).leaves(ETH1, group("239.9.9.9"));
        }

        assertThat(explanation(SG).complete()).contains(Duration.ZERO);
        assertThat(explain(SG))
                .containsExactly(
                        "5.0 FLOW_ARRIVED (10.0.0.9,239.1.1.1) 10",
                        "5.0 ROUTE_FOUND (10.0.0.9,239.1.1.1) 10 via 10.0.0.0/24",
                        "5.0 INSTALLED (10.0.0.9,239.1.1.1) 10");
        assertThat(explain(group("239.9.9.9"))).hasSize(64 + 16);
    }

    @Test
    void whatIsOverwrittenWhileItIsReadIsLeftOut() {
        CoreLab.TestClient igmp = lab.igmp().owns(ETH0, ETH1);
        for (int i = 0; i < 40; i++) {
            igmp.joins(ETH1, group("239.9.9.9")).leaves(ETH1, group("239.9.9.9"));
        }
        Explainer explainer = lab.manager.explain(group("239.9.9.9"), lab.now);
        lab.manager.proceed(explainer, 4);
        for (int i = 0; i < 5; i++) {
            igmp.joins(ETH1, STAR_G).leaves(ETH1, STAR_G);
        }

        assertThat(DecisionLines.all(lab, explainer).decisions())
                .as("of 64 recent events and 16 ends, 10 and 5 are overwritten, of the events 4 after they were read")
                .hasSize(64 - 10 + 4 + 16 - 5);
    }

    @Test
    void anInterfaceTellsItsOwnersAndWhatCameAndWentThroughIt() {
        CoreLab.TestClient igmp = lab.igmp().owns(ETH0, ETH1).joins(ETH1, STAR_G);
        lab.packet(SG);
        igmp.releases(ETH1);

        assertThat(explain(ETH1))
                .containsExactly(
                        "0.0 TAKEN 2:0 11",
                        "0.0 JOINED (*,239.1.1.1) 2:0 11 Clients[number=1]",
                        "0.0 INSTALLED (10.0.0.9,239.1.1.1) 10 [11]",
                        "0.0 LEFT (*,239.1.1.1) 2:0 11 RELEASED Clients[number=0]",
                        "0.0 OIF_REMOVED (10.0.0.9,239.1.1.1) 2:0 11 Through[membership=(*,239.1.1.1)]",
                        "0.0 RELEASED 2:0 11 RELEASED",
                        "0.0 NO_RECEIVERS (*,239.1.1.1) 2:0 11 RELEASED");
    }

    @Test
    void aRenewalAndARouteChangeAreTheirOwnStories() {
        lab.igmp().owns(ETH0, ETH2);
        lab.packet(SG);
        lab.happened();
        lab.advance(Duration.ofSeconds(900));
        lab.manager.trafficRead(SG, 5, lab.now);
        lab.route("10.0.0.0/24", ETH2);
        lab.routesChanged("10.0.0.0/24");

        assertThat(explain(SG))
                .containsExactly(
                        "900.0 FLOW_ARRIVED (10.0.0.9,239.1.1.1) 10",
                        "900.0 ROUTE_FOUND (10.0.0.9,239.1.1.1) 10 via 10.0.0.0/24",
                        "900.0 INSTALLED (10.0.0.9,239.1.1.1) 10",
                        "0.0 RENEWAL_BEGAN (10.0.0.9,239.1.1.1)",
                        "0.0 ROUTE_FOUND (10.0.0.9,239.1.1.1) 10 via 10.0.0.0/24",
                        "0.0 INSTALLED (10.0.0.9,239.1.1.1) 10",
                        "0.0 REROUTE_BEGAN (10.0.0.9,239.1.1.1)",
                        "0.0 ROUTE_FOUND (10.0.0.9,239.1.1.1) 12 via 10.0.0.0/24",
                        "0.0 INSTALLED (10.0.0.9,239.1.1.1) 12");
    }

    @Test
    void anAlertThatAChangeOfRouteCausedSaysSo() {
        lab.client("x", 101).owns(ETH0);
        lab.client("z", 103).owns(ETH2);
        lab.client("y", 102).owns(ETH1).joins(ETH1, SG);
        lab.route("10.0.0.0/24", ETH2);
        lab.routesChanged("10.0.0.0/24");

        assertThat(explain(SG))
                .containsExactly(
                        "0.0 JOINED (10.0.0.9,239.1.1.1) 102:0 11 Clients[number=1]",
                        "0.0 JOIN_ALERT (10.0.0.9,239.1.1.1) 101:0",
                        "0.0 PRUNE_ALERT (10.0.0.9,239.1.1.1) 101:0 10 ROUTE_CHANGED",
                        "0.0 JOIN_ALERT (10.0.0.9,239.1.1.1) 103:0 ROUTE_CHANGED");
    }

    @Test
    void theLifeSpanOfAnEntryWithoutReceiversIsAskedAndAnswered() {
        lab.client("x", 101, Callback.PRUNE_ALERT).owns(ETH0);
        lab.packet(SG);
        lab.happened();
        lab.manager.pruneAnswered(lab.token(), Optional.of(Duration.ofSeconds(60)), lab.now);

        assertThat(explain(SG))
                .endsWith(
                        "0.0 LIFETIME_ASKED (10.0.0.9,239.1.1.1) 101:0 10",
                        "0.0 LIFETIME_SET (10.0.0.9,239.1.1.1) 101:0 Lifetime[timeout=PT1M]");
    }

    private CoreLab.TestClient joinedTo(InterfaceId on, int protocolId, String group) {
        return lab.client(group, protocolId).owns(on).joins(on, group(group));
    }

    private static StarG group(String address) {
        return new StarG(IpAddress.parse(address));
    }

    private String lastOf(String group) {
        return explain(group(group)).getLast();
    }

    private List<String> explain(SourceGroup about) {
        return DecisionLines.about(lab, about);
    }

    private List<String> explain(InterfaceId interfaceId) {
        return DecisionLines.about(lab, interfaceId);
    }

    private Explanation explanation(SourceGroup about) {
        return DecisionLines.all(lab, lab.manager.explain(about, lab.now));
    }

    private static RpfDecision onto(InterfaceId interfaceId) {
        Route route = new Route(IpPrefix.parse("10.0.0.0/24"), 10, Optional.empty(), 0, 0, "kernel");
        return new RpfDecision(interfaceId, Optional.empty(), route);
    }
}
