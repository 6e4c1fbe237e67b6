package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH0;
import static io.mgmrouter.testkit.conformance.Router.ETH1;
import static io.mgmrouter.testkit.conformance.Router.ETH2;
import static io.mgmrouter.testkit.conformance.Router.ETH3;
import static io.mgmrouter.testkit.conformance.Router.SG;
import static io.mgmrouter.testkit.conformance.Router.STAR_G;
import static io.mgmrouter.testkit.conformance.Router.STAR_STAR;
import static io.mgmrouter.testkit.conformance.Router.STAR_STAR6;
import static io.mgmrouter.testkit.conformance.Router.sg;
import static io.mgmrouter.testkit.conformance.Router.starG;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.mgm.ClientStatus;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.spi.RpfDecision;
import io.mgmrouter.testkit.RecordingLocalMembership;
import io.mgmrouter.testkit.RecordingProtocol;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MGM-104, 105 and 107. */
abstract class RobustnessStatements extends Chapter {

    private final Client<RecordingProtocol> x = router.routing("x", 101).owns(ETH0);
    private final Client<RecordingProtocol> y = router.routing("y", 102).owns(ETH1);
    private final Client<RecordingProtocol> z = router.routing("z", 103).owns(ETH2);

    RobustnessStatements(ManagerUnderTest.Starter starter) {
        super(starter);
    }

    private ClientStatus status(Client<?> client) {
        return router.manager().clients().stream()
                .filter(status -> status.id().equals(client.id()))
                .findFirst()
                .orElseThrow();
    }

    @Test
    @Tag("MGM-104")
    @DisplayName("A client that throws in every callback counts as \"no change\", and the others are called as ever")
    void throwingClient() {
        x.protocol().throwing();
        y.joins(ETH1, STAR_G);
        router.packet(SG);
        assertThat(router.happened())
                .containsExactly(
                        "x: JOIN (*,239.1.1.1) MEMBERSHIP",
                        "x: RPF? (10.0.0.9,239.1.1.1) iif=10",
                        "y: CREATION? (10.0.0.9,239.1.1.1) iif=10 [11]",
                        "z: JOIN (*,239.1.1.1) MEMBERSHIP");
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[11]");
        assertThat(status(x).failedCallbacks()).isEqualTo(2);

        y.leaves(ETH1, STAR_G);
        assertThat(router.happened()).contains("z: PRUNE (*,239.1.1.1) if=11 MEMBERSHIP");
        assertThat(router.manager().entry(SG).orElseThrow().timeout()).isEqualTo(Duration.ofSeconds(900));
    }

    @Test
    @Tag("MGM-104")
    @DisplayName("A client that throws when asked about a creation keeps all its candidates, and so do the others")
    void throwingInCreation() {
        y.joins(ETH1, STAR_G);
        z.joins(ETH2, STAR_G);
        y.protocol().throwing();

        router.packet(SG);

        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[11, 12]");
    }

    @Test
    @Tag("MGM-104")
    @DisplayName("Errors that are no exceptions harm nobody either")
    void errors() {
        x.protocol().answersRpf(_ -> {
            throw new AssertionError("a bug in x");
        });
        y.joins(ETH1, STAR_G);
        y.protocol().answersCreation(_ -> {
            throw new NoClassDefFoundError("a missing bundle of y");
        });

        router.packet(SG);

        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[11]");
        assertThat(status(x).failedCallbacks()).isEqualTo(1);
        assertThat(status(y).failedCallbacks()).isEqualTo(1);
    }

    @Test
    @Tag("MGM-104")
    @DisplayName("Answers of null count as \"no change\"")
    void nullAnswers() {
        x.protocol().answersRpf(_ -> null);
        x.protocol().answersPrune(_ -> null);
        y.joins(ETH1, STAR_G);
        y.protocol().answersCreation(_ -> null);
        router.packet(SG);
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[11]");

        x.protocol().answersRpf(query -> new RpfDecision(query.iif(), null, null));
        y.protocol().answersCreation(_ -> Collections.singleton(null));
        Sg second = sg("10.0.0.8", "239.1.1.1");
        router.packet(second);
        assertThat(router.table()).contains(second + " 10->[11]");
        assertThat(router.manager().entry(second).orElseThrow().route()).isPresent();

        y.leaves(ETH1, STAR_G);
        assertThat(router.manager().entry(SG).orElseThrow().timeout()).isEqualTo(Duration.ofSeconds(900));
    }

    @Test
    @Tag("MGM-104")
    @DisplayName("IGMP that throws in disable and enable is disabled and enabled all the same")
    void throwingIgmp() {
        Client<RecordingLocalMembership> igmp = router.igmp().owns(ETH3);
        igmp.protocol().throwing();

        x.owns(ETH3);

        assertThat(router.happened()).containsExactly("igmp: DISABLE if=13", "igmp: ENABLE if=13");
        igmp.joins(ETH3, STAR_G);
        assertThat(router.memberships()).containsExactly("2:0 (*,239.1.1.1) 13");
    }

    @Test
    @Tag("MGM-105")
    @DisplayName("A client may add and delete inside join and prune alerts")
    void callsInsideAlerts() {
        x.owns(ETH3);
        x.protocol().onJoin(alert -> x.joins(ETH3, alert.sourceGroup()));
        x.protocol().answersPrune(alert -> {
            x.leaves(ETH3, alert.sourceGroup());
            return Optional.empty();
        });

        y.joins(ETH1, STAR_G);
        assertThat(router.happened())
                .containsExactly(
                        "x: JOIN (*,239.1.1.1) MEMBERSHIP",
                        "y: JOIN (*,239.1.1.1) MEMBERSHIP",
                        "z: JOIN (*,239.1.1.1) MEMBERSHIP");
        assertThat(router.memberships()).containsExactlyInAnyOrder("101:0 (*,239.1.1.1) 13", "102:0 (*,239.1.1.1) 11");

        y.leaves(ETH1, STAR_G);
        assertThat(router.memberships()).as("x has followed").isEmpty();
    }

    @Test
    @Tag("MGM-105")
    @DisplayName("A client may add and delete inside local joins and leaves, and inside the questions")
    void callsInsideLocalAlertsAndQuestions() {
        Client<RecordingLocalMembership> igmp = router.igmp().owns(ETH1);
        y.protocol().onLocalJoin(local -> y.joins(ETH1, local.sourceGroup()));
        y.protocol().onLocalLeave(local -> y.leaves(ETH1, local.sourceGroup()));
        x.protocol().answersRpf(query -> {
            x.owns(ETH3).joins(ETH3, query.sg());
            return query.accept();
        });

        igmp.joins(ETH1, STAR_G);
        router.packet(SG);
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[11, 13]");

        igmp.leaves(ETH1, STAR_G);
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[13]");
    }

    @Test
    @Tag("MGM-105")
    @DisplayName("Alerts caused inside a callback come behind those already issued")
    void orderOfAlerts() {
        List<String> order = new ArrayList<>();
        y.protocol().onJoin(alert -> order.add(alert.sourceGroup().toString()));
        x.protocol().onJoin(alert -> x.joins(ETH0, starG("239.9.9.9")));

        z.joins(ETH2, STAR_G, starG("239.2.2.2"));
        router.settle();

        assertThat(order).containsExactly("(*,239.1.1.1)", "(*,239.2.2.2)", "(*,239.9.9.9)");
    }

    @Test
    @Tag("MGM-107")
    @DisplayName("Packets to link-local groups make no entry and call nobody, even with receivers for them")
    void linkLocalGroups() {
        y.joins(ETH1, STAR_STAR, STAR_STAR6, starG("224.0.0.5"), starG("ff02::5"), starG("ff01::5"));
        router.happened();

        List.of(
                        sg("10.0.0.9", "224.0.0.5"),
                        sg("10.0.0.9", "224.0.0.255"),
                        sg("2001:db8::9", "ff02::5"),
                        sg("2001:db8::9", "ff01::5"),
                        sg("2001:db8::9", "ff32::5"))
                .forEach(router::packet);

        assertThat(router.happened()).isEmpty();
        assertThat(router.table()).isEmpty();
        assertThat(router.manager().entries(Optional.empty(), 10).items()).isEmpty();
        assertThat(router.memberships()).as("accepted, without effect").hasSize(5);
    }

    @Test
    @Tag("MGM-107")
    @DisplayName("Groups next to the link-local ranges are forwarded")
    void neighborsOfLinkLocalGroups() {
        Set<Sg> flows = Set.of(sg("10.0.0.9", "224.0.1.0"), sg("2001:db8::9", "ff03::5"), sg("2001:db8::9", "ff35::5"));
        flows.forEach(router::packet);

        assertThat(router.manager().entries(Optional.empty(), 10).items())
                .extracting(entry -> entry.sg())
                .containsExactlyInAnyOrderElementsOf(flows);
    }
}
