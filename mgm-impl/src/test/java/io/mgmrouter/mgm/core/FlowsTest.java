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
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.RpfDecision;
import io.mgmrouter.route.Route;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Forwarding entries, RFC 2715 section 2")
class FlowsTest {

    private final CoreLab lab = new CoreLab();

    @Test
    void igmpAloneIsAskedNothingAndForwards() {
        CoreLab.TestClient igmp = lab.igmp().owns(ETH0, ETH1, ETH2);
        igmp.joins(ETH1, STAR_G).joins(ETH2, SG);
        lab.happened();

        lab.packet(SG);

        assertThat(lab.happened()).containsExactly("install (10.0.0.9,239.1.1.1) 10->[11, 12]");
    }

    @Test
    @Tag("MGM-036")
    @Tag("MGM-037")
    void membershipsComeAndGoInALiveEntry() {
        CoreLab.TestClient igmp = lab.igmp().owns(ETH0, ETH1);
        lab.packet(SG);
        assertThat(lab.happened()).containsExactly("install (10.0.0.9,239.1.1.1) 10->[]");

        igmp.joins(ETH1, STAR_G);
        assertThat(lab.happened()).containsExactly("install (10.0.0.9,239.1.1.1) 10->[11]");
        igmp.joins(ETH1, SG).leaves(ETH1, STAR_G).joins(ETH0, STAR_G);
        assertThat(lab.happened()).isEmpty();
        igmp.leaves(ETH1, SG);
        assertThat(lab.happened()).containsExactly("install (10.0.0.9,239.1.1.1) 10->[]");
    }

    @Test
    @Tag("MGM-077")
    @Tag("MGM-079")
    @Tag("MGM-081")
    @Tag("MGM-082")
    @Tag("MGM-083")
    @Tag("MGM-085")
    void aNewFlowAsksTheRpfOwnerThenThoseWithOutgoingInterfaces() {
        lab.client("x", 101).owns(ETH0, ETH3);
        lab.client("y", 102).owns(ETH1, ETH2).joins(ETH1, STAR_G).joins(ETH2, STAR_G);
        lab.happened();

        lab.packet(SG);
        assertThat(lab.happened()).containsExactly("x: RPF? (10.0.0.9,239.1.1.1) iif=10");
        IpAddress neighbor = IpAddress.parse("10.0.3.7");
        assertThat(lab.manager.entry(SG, lab.now))
                .map(ForwardingEntry::state)
                .contains(ForwardingEntry.State.RPF_ASKED);
        lab.manager.rpfAnswered(lab.token(), new RpfDecision(ETH3, Optional.of(neighbor), anyRoute()), lab.now);
        assertThat(lab.happened()).containsExactly("y: CREATION? (10.0.0.9,239.1.1.1) iif=13 [11, 12]");
        lab.manager.creationAnswered(lab.token(), Set.of(ETH2), lab.now);

        assertThat(lab.happened()).containsExactly("install (10.0.0.9,239.1.1.1) 13->[11]");
        assertThat(lab.manager.entry(SG, lab.now).orElseThrow().upstreamNeighbor())
                .contains(neighbor);
    }

    @Test
    @Tag("MGM-080")
    void anRpfAnswerWithSomebodyElsesInterfaceIsIgnored() {
        lab.client("x", 101, Callback.RPF).owns(ETH0);
        lab.client("y", 102, Callback.JOIN_ALERT).owns(ETH1).joins(ETH1, STAR_G);
        lab.happened();
        lab.packet(SG);
        lab.happened();

        lab.manager.rpfAnswered(lab.token(), new RpfDecision(ETH1, Optional.empty(), anyRoute()), lab.now);

        assertThat(lab.happened()).containsExactly("install (10.0.0.9,239.1.1.1) 10->[11]");
    }

    @Test
    void aClientThatDoesNotAnswerInTimeAgrees() {
        lab.client("x", 101, Callback.RPF).owns(ETH0);
        lab.client("y", 102, Callback.CREATION_ALERT).owns(ETH1).joins(ETH1, STAR_G);
        lab.happened();
        lab.packet(SG);
        lab.happened();

        lab.advance(Duration.ofMillis(250));
        assertThat(lab.happened())
                .containsExactly("x: late RPF (10.0.0.9,239.1.1.1)", "y: CREATION? (10.0.0.9,239.1.1.1) iif=10 [11]");
        lab.advance(Duration.ofMillis(250));
        assertThat(lab.happened())
                .containsExactly("y: late CREATION (10.0.0.9,239.1.1.1)", "install (10.0.0.9,239.1.1.1) 10->[11]");
    }

    @Test
    void aClientThatOwesAnAnswerIsNotAskedUntilItHasReturned() {
        CoreLab.TestClient x =
                lab.client("x", 101, Callback.RPF, Callback.PRUNE_ALERT).owns(ETH0);
        lab.packet(SG);
        lab.happened();
        long first = lab.token();
        lab.advance(Duration.ofMillis(250));
        lab.happened();

        lab.packet(other(8));
        assertThat(lab.happened())
                .as("decided at once; the prune alert is no question")
                .containsExactly(
                        "install (10.0.0.8,239.1.1.1) 10->[]", "x: PRUNE (10.0.0.8,239.1.1.1) if=10 FORWARDING_ENTRY");
        lab.manager.questionFailed(first, lab.now);
        assertThat(lab.happened()).containsExactly("x: answers again");
        lab.packet(other(7));
        assertThat(lab.happened()).containsExactly("x: RPF? (10.0.0.7,239.1.1.1) iif=10");

        lab.advance(Duration.ofMillis(250));
        lab.manager.departed(x.id, lab.now);
        lab.manager.register(x.id, lab.profile("x"));
        lab.happened();
        lab.packet(other(6));
        assertThat(lab.happened())
                .as("who comes back owes nothing")
                .containsExactly("x: RPF? (10.0.0.6,239.1.1.1) iif=10");
    }

    private static Sg other(int host) {
        return new Sg(IpAddress.parse("10.0.0." + host), SG.group());
    }

    @Test
    void aClientThatLeavesInTheMiddleOfAQuestionAgrees() {
        CoreLab.TestClient x = lab.client("x", 101, Callback.RPF).owns(ETH0);
        lab.client("y", 102, Callback.JOIN_ALERT).owns(ETH1).joins(ETH1, STAR_G);
        lab.happened();
        lab.packet(SG);
        assertThat(lab.happened()).containsExactly("x: RPF? (10.0.0.9,239.1.1.1) iif=10");

        lab.manager.departed(x.id, lab.now);

        assertThat(lab.happened()).containsExactly("install (10.0.0.9,239.1.1.1) 10->[11]");
    }

    @Test
    @Tag("MGM-088")
    void anEntryWithoutReceiversLivesAsLongAsItsOwnerSays() {
        lab.client("x", 101, Callback.PRUNE_ALERT).owns(ETH0);
        lab.happened();
        lab.packet(SG);
        assertThat(lab.happened())
                .containsExactly("install (10.0.0.9,239.1.1.1) 10->[]", "x: PRUNE? (10.0.0.9,239.1.1.1)");

        lab.manager.pruneAnswered(lab.token(), Optional.of(Duration.ofSeconds(60)), lab.now);

        assertThat(lab.manager.entry(SG, lab.now).orElseThrow().timeout()).isEqualTo(Duration.ofSeconds(60));
        lab.advance(Duration.ofSeconds(60));
        assertThat(lab.happened()).containsExactly("read traffic (10.0.0.9,239.1.1.1)");
        lab.manager.trafficRead(SG, 0, lab.now);
        assertThat(lab.happened()).containsExactly("remove (10.0.0.9,239.1.1.1)");
    }

    @Test
    @Tag("MGM-089")
    void anEntryWithTrafficIsRenewedInPlaceAndAnIdleOneRemoved() {
        lab.igmp().owns(ETH0, ETH1).joins(ETH1, STAR_G);
        lab.packet(SG);
        lab.happened();

        lab.advance(Duration.ofSeconds(900));
        assertThat(lab.happened()).containsExactly("read traffic (10.0.0.9,239.1.1.1)");
        lab.manager.trafficRead(SG, 1000, lab.now);
        assertThat(lab.happened()).containsExactly("install (10.0.0.9,239.1.1.1) 10->[11]");
        assertThat(lab.manager.entry(SG, lab.now).orElseThrow().upTime()).isZero();

        lab.advance(Duration.ofSeconds(900));
        lab.manager.trafficRead(SG, 1000, lab.now);
        assertThat(lab.happened()).containsExactly("read traffic (10.0.0.9,239.1.1.1)", "remove (10.0.0.9,239.1.1.1)");
    }

    @Test
    @Tag("MGM-089")
    void aLifeSpanAnsweredWhileTrafficIsReadDoesNotEndTheReading() {
        lab.client("x", 101, Callback.PRUNE_ALERT).owns(ETH0);
        CoreLab.TestClient y = lab.client("y", 102, Callback.LOCAL_JOIN).owns(ETH1);
        y.joins(ETH1, SG);
        lab.packet(SG);
        lab.advance(Duration.ofSeconds(900));
        y.leaves(ETH1, SG);
        assertThat(lab.happened()).endsWith("x: PRUNE? (10.0.0.9,239.1.1.1)");

        lab.manager.pruneAnswered(lab.token(), Optional.of(Duration.ofSeconds(60)), lab.now);
        lab.advance(Duration.ofSeconds(1));
        assertThat(lab.happened()).isEmpty();
        lab.manager.trafficRead(SG, 1000, lab.now);

        assertThat(lab.manager.entry(SG, lab.now)).isPresent();
    }

    @Test
    @Tag("MGM-068")
    @Tag("MGM-069")
    @Tag("MGM-071")
    void theIifOwnerHearsOfTheFirstAndTheLastOutgoingInterface() {
        lab.client("x", 101, Callback.JOIN_ALERT, Callback.PRUNE_ALERT).owns(ETH0);
        CoreLab.TestClient y = lab.client("y", 102, Callback.LOCAL_JOIN).owns(ETH1);
        lab.packet(SG);
        lab.happened();

        y.joins(ETH1, STAR_G);
        assertThat(lab.happened())
                .containsExactly(
                        "x: JOIN (*,239.1.1.1) MEMBERSHIP",
                        "install (10.0.0.9,239.1.1.1) 10->[11]",
                        "x: JOIN (10.0.0.9,239.1.1.1) FORWARDING_ENTRY");
        y.leaves(ETH1, STAR_G);
        assertThat(lab.happened())
                .containsExactly(
                        "x: PRUNE (*,239.1.1.1) if=11 MEMBERSHIP",
                        "install (10.0.0.9,239.1.1.1) 10->[]",
                        "x: PRUNE? (10.0.0.9,239.1.1.1)");
    }

    @Test
    @Tag("MGM-038")
    @Tag("MGM-039")
    @Tag("MGM-043")
    void forwardStateEditsTheOneEntryAndIsNoMembership() {
        CoreLab.TestClient y = lab.client("y", 102, Callback.LOCAL_JOIN).owns(ETH0, ETH1, ETH2);
        y.forwards(ETH1, SG);
        assertThat(lab.happened()).isEmpty();
        y.joins(ETH2, STAR_G);
        lab.packet(SG);
        lab.happened();

        y.forwards(ETH1, SG);
        assertThat(lab.happened()).containsExactly("install (10.0.0.9,239.1.1.1) 10->[11, 12]");
        y.stopsForwarding(ETH2, SG);
        assertThat(lab.happened()).containsExactly("install (10.0.0.9,239.1.1.1) 10->[11]");
        assertThat(lab.manager.memberships(Optional.empty(), 10).items()).hasSize(1);
    }

    @Test
    void withoutARouteOrAnOwnerTheEntryIsNegativeUntilThatChanges() {
        CoreLab.TestClient y =
                lab.client("y", 102, Callback.LOCAL_JOIN).owns(ETH1).joins(ETH1, STAR_G);
        lab.happened();
        lab.packet(SG);
        assertThat(lab.happened()).containsExactly("install (10.0.0.9,239.1.1.1) 10->[]");

        y.owns(ETH0);

        assertThat(lab.happened()).containsExactly("install (10.0.0.9,239.1.1.1) 10->[11]");
    }

    @Test
    @Tag("MGM-092")
    void aRouteChangeMovesTheIncomingInterfaceAndBothOwnersNotice() {
        lab.client("x", 101, Callback.JOIN_ALERT, Callback.PRUNE_ALERT).owns(ETH0);
        lab.client("y", 102, Callback.JOIN_ALERT, Callback.PRUNE_ALERT).owns(ETH1);
        lab.client("z", 103, Callback.LOCAL_JOIN).owns(ETH2).joins(ETH2, STAR_G);
        lab.packet(SG);
        lab.happened();

        lab.route("10.0.0.0/28", ETH1);
        lab.routesChanged("10.0.0.0/28");

        assertThat(lab.happened())
                .containsExactly(
                        "install (10.0.0.9,239.1.1.1) 11->[12]",
                        "x: PRUNE (10.0.0.9,239.1.1.1) if=10 FORWARDING_ENTRY",
                        "y: JOIN (10.0.0.9,239.1.1.1) FORWARDING_ENTRY");
        lab.routesChanged("172.16.0.0/12");
        lab.routesChanged("10.0.0.0/28");
        assertThat(lab.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-091")
    void wrongInterfaceAlertsAreOptInAndRateLimited() {
        CoreLab.TestClient y = lab.client("y", 102, Callback.WRONG_INTERFACE).owns(ETH0, ETH1);
        lab.packet(SG);
        lab.happened();

        wrongInterface();
        assertThat(lab.happened()).isEmpty();
        lab.manager.alertOnWrongInterface(y.id, lab.manager.holding(y.id, ETH1), true);
        wrongInterface();
        wrongInterface();
        assertThat(lab.happened()).containsExactly("y: WRONG_IF (10.0.0.9,239.1.1.1) if=11");
        lab.advance(Duration.ofSeconds(3));
        wrongInterface();
        assertThat(lab.happened()).hasSize(1);
    }

    @Test
    @Tag("MGM-107")
    void linkLocalGroupsNeverMakeAnEntry() {
        lab.igmp().owns(ETH0);
        lab.happened();

        lab.packet(new Sg(SG.source(), IpAddress.parse("224.0.0.5")));

        assertThat(lab.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-023")
    void releasingTheIncomingInterfaceRemovesItsEntries() {
        CoreLab.TestClient igmp = lab.igmp().owns(ETH0, ETH1).joins(ETH1, STAR_G);
        lab.packet(SG);
        lab.happened();

        igmp.releases(ETH0);

        assertThat(lab.happened()).containsExactly("remove (10.0.0.9,239.1.1.1)");
        assertThat(lab.manager.entry(SG, lab.now)).isEmpty();
    }

    @Test
    void aVanishedInterfaceLeavesNothingBehind() {
        lab.igmp().owns(ETH0, ETH1).joins(ETH1, STAR_G);
        lab.packet(SG);
        lab.happened();

        lab.manager.interfaceVanished(ETH1.index(), lab.now);
        assertThat(lab.happened()).containsExactly("install (10.0.0.9,239.1.1.1) 10->[]");
        lab.manager.interfaceVanished(ETH0.index(), lab.now);
        assertThat(lab.happened()).containsExactly("remove (10.0.0.9,239.1.1.1)");
        assertThat(lab.manager.interfaces()).isEmpty();
    }

    @Test
    @Tag("MGM-094")
    @Tag("MGM-096")
    void pagesWalkTheTableByGroupThenSource() {
        lab.igmp().owns(ETH0);
        for (String group : new String[] {"239.1.1.2", "239.1.1.1"}) {
            for (int source = 3; source > 0; source--) {
                lab.packet(new Sg(IpAddress.parse("10.0.0." + source), IpAddress.parse(group)));
            }
        }

        var first = lab.manager.entries(Optional.empty(), 4, lab.now);
        var rest = lab.manager.entries(Optional.of(first.items().getLast().sg()), 4, lab.now);

        assertThat(first.more()).isTrue();
        assertThat(first.items())
                .extracting(entry -> entry.sg().toString())
                .containsExactly(
                        "(10.0.0.1,239.1.1.1)", "(10.0.0.2,239.1.1.1)", "(10.0.0.3,239.1.1.1)", "(10.0.0.1,239.1.1.2)");
        assertThat(rest.more()).isFalse();
        assertThat(rest.items())
                .extracting(entry -> entry.sg().toString())
                .containsExactly("(10.0.0.2,239.1.1.2)", "(10.0.0.3,239.1.1.2)");
    }

    private void wrongInterface() {
        lab.manager.wrongInterface(SG, ETH1, ByteBuffer.allocate(20), lab.now);
    }

    private Route anyRoute() {
        return new Route(IpPrefix.parse("10.0.0.0/8"), InterfaceId.of(13).index(), Optional.empty(), 1, 1, "static");
    }
}
