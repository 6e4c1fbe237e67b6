package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH0;
import static io.mgmrouter.testkit.conformance.Router.ETH1;
import static io.mgmrouter.testkit.conformance.Router.ETH2;
import static io.mgmrouter.testkit.conformance.Router.ETH3;
import static io.mgmrouter.testkit.conformance.Router.SG;
import static io.mgmrouter.testkit.conformance.Router.STAR_G;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.ForwardingStats;
import io.mgmrouter.testkit.RecordingProtocol;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MGM-088 to 092. X owns the interface toward the source; Y and Z have one each. */
abstract class EntryLifeStatements extends Chapter {

    private static final String PRUNED = "x: PRUNE (10.0.0.9,239.1.1.1) if=10 FORWARDING_ENTRY";

    private final Client<RecordingProtocol> x = router.routing("x", 101).owns(ETH0);
    private final Client<RecordingProtocol> y = router.routing("y", 102).owns(ETH1);
    private final Client<RecordingProtocol> z = router.routing("z", 103).owns(ETH2);

    EntryLifeStatements(ManagerUnderTest.Starter starter) {
        super(starter);
    }

    private ForwardingEntry entry() {
        return router.manager().entry(SG).orElseThrow();
    }

    @Test
    @Tag("MGM-088")
    @DisplayName("An entry made without oifs alerts the iif owner, and lives 900 s if that says nothing")
    void createdWithoutOifs() {
        router.packet(SG);

        assertThat(router.happened()).contains(PRUNED);
        assertThat(entry().timeout()).isEqualTo(Duration.ofSeconds(900));
        router.advance(Duration.ofSeconds(899));
        assertThat(router.table()).hasSize(1);
        router.packet(SG);
        router.advance(Duration.ofSeconds(1));
        assertThat(router.happened()).as("renewed, since there was traffic").contains(PRUNED);
    }

    @Test
    @Tag("MGM-088")
    @DisplayName("The life span the iif owner sets is the entry's")
    void ownerSetsLifeSpan() {
        x.protocol().answersPrune(_ -> Optional.of(Duration.ofSeconds(60)));

        router.packet(SG);

        assertThat(entry().timeout()).isEqualTo(Duration.ofSeconds(60));
        router.advance(Duration.ofSeconds(59));
        assertThat(router.table()).hasSize(1);
        assertThat(entry().upTime()).isEqualTo(Duration.ofSeconds(59));
    }

    @Test
    @Tag("MGM-088")
    @DisplayName("A life span of 0 in the answer means that nothing was said")
    void lifeSpanOfZero() {
        x.protocol().answersPrune(_ -> Optional.of(Duration.ZERO));

        router.packet(SG);

        assertThat(entry().timeout()).isEqualTo(Duration.ofSeconds(900));
    }

    @Test
    @Tag("MGM-088")
    @DisplayName(
            "A client that leaves all its candidates out makes an entry without oifs, of which the iif owner hears")
    void emptiedByCreationAlert() {
        y.joins(ETH1, STAR_G);
        y.protocol().answersCreation(_ -> Set.of(ETH1));

        router.packet(SG);

        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[]");
        assertThat(router.happened()).contains(PRUNED);
    }

    @Test
    @Tag("MGM-089")
    @DisplayName("An idle entry is removed at the end of its life, and the next packet asks all questions again")
    void idleEntryEnds() {
        y.joins(ETH1, STAR_G);
        router.packet(SG);
        router.advance(Duration.ofSeconds(900));
        router.happened();

        router.advance(Duration.ofSeconds(900));
        assertThat(router.table()).isEmpty();
        assertThat(router.manager().entry(SG)).isEmpty();

        router.happened();
        router.packet(SG);
        assertThat(router.happened())
                .containsExactly(
                        "x: RPF? (10.0.0.9,239.1.1.1) iif=10", "y: CREATION? (10.0.0.9,239.1.1.1) iif=10 [11]");
    }

    @Test
    @Tag("MGM-089")
    @DisplayName("An entry with traffic is asked about again at the end of its life, and never leaves the forwarder")
    void busyEntryIsRenewed() {
        y.joins(ETH1, STAR_G);
        router.packet(SG);
        router.happened();
        router.advance(Duration.ofSeconds(450));
        router.packet(SG);

        router.advance(Duration.ofSeconds(450));

        assertThat(router.happened())
                .containsExactly(
                        "x: RPF? (10.0.0.9,239.1.1.1) iif=10", "y: CREATION? (10.0.0.9,239.1.1.1) iif=10 [11]");
        assertThat(entry().upTime()).isZero();
        assertThat(router.forwarder().removed()).isEmpty();
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[11]");
    }

    @Test
    @Tag("MGM-089")
    @DisplayName("A renewed entry has the full life span again, whatever its owner had set before")
    void renewedEntryHasFullLifeSpan() {
        x.protocol().answersPrune(_ -> Optional.of(Duration.ofSeconds(60)));
        router.packet(SG);
        y.joins(ETH1, STAR_G);
        assertThat(entry().timeout()).isEqualTo(Duration.ofSeconds(60));

        router.advance(Duration.ofSeconds(60));

        assertThat(entry().timeout()).isEqualTo(Duration.ofSeconds(900));
        assertThat(entry().upTime()).isZero();
    }

    @Test
    @Tag("MGM-089")
    @DisplayName("An entry that only stops up-calls is removed after its life span unless packets come")
    void negativeEntryEnds() {
        x.protocol().answersPrune(_ -> Optional.of(Duration.ofSeconds(60)));
        router.packet(SG);
        router.advance(Duration.ofSeconds(60));
        router.happened();

        router.advance(Duration.ofSeconds(900));

        assertThat(router.table()).isEmpty();
    }

    @Test
    @Tag("MGM-090")
    @DisplayName("A packet of a known flow on another interface is not forwarded, and counted")
    void wrongInterfaceIsCounted() {
        y.joins(ETH1, STAR_G);
        router.packet(SG);
        router.forwarder().takeSent();

        router.packet(SG, ETH2);
        router.packet(SG, ETH1);

        assertThat(router.forwarder().takeSent()).isEmpty();
        ForwardingStats stats =
                router.manager().stats(SG, ForwardingStats.Level.BASIC).orElseThrow();
        assertThat(stats.packetsOnDifferentInterface()).isEqualTo(2);
        assertThat(stats.inPackets()).isEqualTo(1);
    }

    @Test
    @Tag("MGM-091")
    @DisplayName("A wrong interface is reported to the owner of the arrival interface, if it asked for that there")
    void wrongInterfaceAlert() {
        z.joins(ETH2, STAR_G);
        router.packet(SG);
        router.packet(SG, ETH1);
        router.happened();
        y.owns(ETH3).on(ETH1).alertOnWrongInterface(true);

        router.packet(SG, ETH3);
        router.packet(SG, ETH2);
        assertThat(router.happened()).isEmpty();

        router.forwarder().packet(SG, ETH1, ByteBuffer.wrap(new byte[] {0x45, 7}));
        assertThat(router.happened()).containsExactly("y: WRONG_IF (10.0.0.9,239.1.1.1) if=11");
        assertThat(y.protocol().lastWrongInterface().packetHeader().get(1)).isEqualTo((byte) 7);

        y.on(ETH1).alertOnWrongInterface(false);
        router.advance(Duration.ofSeconds(3));
        router.packet(SG, ETH1);
        assertThat(router.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-091")
    @DisplayName("Wrong-interface alerts of one flow keep their least interval")
    void wrongInterfaceAlertsAreLimited() {
        y.on(ETH1).alertOnWrongInterface(true);
        router.packet(SG);
        router.happened();

        router.packet(SG, ETH1);
        router.packet(SG, ETH1);
        router.advance(Duration.ofMillis(2999));
        router.packet(SG, ETH1);
        assertThat(router.happened()).hasSize(1);

        router.advance(Duration.ofMillis(1));
        router.packet(SG, ETH1);
        assertThat(router.happened()).hasSize(1);
    }

    @Test
    @Tag("MGM-092")
    @DisplayName("When a route change moves the iif to another owner, the old one hears a prune and the new one a join")
    void routeMovesToAnotherOwner() {
        z.joins(ETH2, STAR_G);
        router.packet(SG);
        router.happened();

        router.routes().connected("10.0.0.0/28", ETH1.index());

        assertThat(router.happened())
                .containsExactly(
                        PRUNED, "y: RPF? (10.0.0.9,239.1.1.1) iif=11", "y: JOIN (10.0.0.9,239.1.1.1) FORWARDING_ENTRY");
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 11->[12]");
        assertThat(entry().iifOwner()).contains(y.id());
    }

    @Test
    @Tag("MGM-092")
    @DisplayName("Without oifs the new owner hears no join")
    void routeMovesWithoutOifs() {
        router.packet(SG);
        router.happened();

        router.routes().connected("10.0.0.0/28", ETH1.index());

        assertThat(router.happened()).containsExactly(PRUNED, "y: RPF? (10.0.0.9,239.1.1.1) iif=11");
    }

    @Test
    @Tag("MGM-092")
    @DisplayName("A route change to another interface of the same owner asks it again and alerts nobody")
    void routeMovesWithinOwner() {
        x.owns(ETH3);
        z.joins(ETH2, STAR_G);
        router.packet(SG);
        router.happened();

        router.routes().connected("10.0.0.0/28", ETH3.index());

        assertThat(router.happened()).containsExactly("x: RPF? (10.0.0.9,239.1.1.1) iif=13");
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 13->[12]");
    }

    @Test
    @Tag("MGM-092")
    @DisplayName("A route change that moves the iif onto an oif takes it out of the list, and back when it moves away")
    void routeMovesOntoOif() {
        y.joins(ETH1, STAR_G);
        z.joins(ETH2, STAR_G);
        router.packet(SG);

        router.routes().connected("10.0.0.0/28", ETH1.index());
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 11->[12]");

        router.routes().remove("10.0.0.0/28");
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[11, 12]");
    }

    @Test
    @Tag("MGM-092")
    @DisplayName("A change of routes the entry does not depend on asks nobody")
    void otherRoutes() {
        z.joins(ETH2, STAR_G);
        router.packet(SG);
        router.happened();

        router.routes().connected("172.16.0.0/12", ETH1.index()).connected("10.0.0.128/25", ETH1.index());

        assertThat(router.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-092")
    @DisplayName("An entry whose source has no route, or no owner of its interface, is negative until that changes")
    void negativeUntilThereIsAnOwner() {
        z.joins(ETH2, STAR_G);
        x.releases(ETH0);
        router.happened();

        router.packet(SG);
        assertThat(router.happened()).isEmpty();
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[]");

        x.owns(ETH0);
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[12]");
        router.routes().remove("10.0.0.0/24");
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) -->[]");
        router.routes().connected("10.0.0.0/24", ETH0.index());
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[12]");
    }
}
