package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH0;
import static io.mgmrouter.testkit.conformance.Router.ETH1;
import static io.mgmrouter.testkit.conformance.Router.ETH2;
import static io.mgmrouter.testkit.conformance.Router.ETH3;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.testkit.RecordingProtocol;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MGM-108 to 110. X owns the interface toward the source and another one; Y and Z have one each. */
abstract class DecisionWantedStatements extends Chapter {

    private final Sg sg;
    private final StarG g;
    private final Client<RecordingProtocol> x = router.routing("x", 101).owns(ETH0, ETH3);
    private final Client<RecordingProtocol> y = router.routing("y", 102).owns(ETH1);
    private final Client<RecordingProtocol> z = router.routing("z", 103).owns(ETH2);

    DecisionWantedStatements(ManagerUnderTest.Starter starter, Sg flow) {
        super(starter);
        sg = flow;
        g = new StarG(flow.group());
    }

    private ForwardingEntry entry() {
        return router.manager().entry(sg).orElseThrow();
    }

    private void wants(Client<?> client) {
        client.session().resolve(sg);
        router.settle();
    }

    @Test
    @Tag("MGM-108")
    @DisplayName("A known flow is decided upon again: all questions, and the outgoing list from the memberships")
    void decidedAgain() {
        y.joins(ETH1, g);
        z.joins(ETH2, g);
        router.packet(sg);
        router.happened();
        x.protocol().answersRpf(query -> query.withIncoming(ETH3, Optional.empty()));
        z.protocol().answersCreation(_ -> Set.of(ETH2));

        wants(x);

        assertThat(router.happened())
                .containsExactly(
                        "x: RPF? " + sg + " iif=10",
                        "y: CREATION? " + sg + " iif=13 [11]",
                        "z: CREATION? " + sg + " iif=13 [12]");
        assertThat(router.table()).containsExactly(sg + " 13->[11]");
    }

    @Test
    @Tag("MGM-108")
    @DisplayName("What is installed forwards until its new form is known, and is never taken out of the forwarder")
    void oldFormStays() {
        y.joins(ETH1, g);
        router.packet(sg);
        x.protocol().answersRpf(query -> query.withIncoming(ETH3, Optional.empty()));
        y.goesDeaf();

        wants(x);
        assertThat(entry().incomingInterface()).contains(ETH0);
        assertThat(router.table()).containsExactly(sg + " 10->[11]");

        y.listens();
        assertThat(router.table()).containsExactly(sg + " 13->[11]");
        assertThat(router.forwarder().removed()).isEmpty();
    }

    @Test
    @Tag("MGM-108")
    @DisplayName("The question about a flow without a packet carries no header")
    void noHeader() {
        wants(x);

        assertThat(x.protocol().lastRpfQuery().packetHeader().hasRemaining()).isFalse();
        assertThat(x.protocol().lastRpfQuery().packetHeader().isReadOnly()).isTrue();
    }

    @Test
    @Tag("MGM-109")
    @DisplayName("An entry is made before the first packet, which then calls nobody and is forwarded")
    void madeBeforeTheFirstPacket() {
        y.joins(ETH1, g);
        router.happened();

        wants(x);
        assertThat(router.happened())
                .containsExactly("x: RPF? " + sg + " iif=10", "y: CREATION? " + sg + " iif=10 [11]");

        router.packet(sg);
        assertThat(router.happened()).isEmpty();
        assertThat(router.forwarder().takeSent()).containsExactly(sg + "->11");
    }

    @Test
    @Tag("MGM-109")
    @DisplayName("An entry made without traffic lives its whole life span; each further decision begins it anew")
    void lifeSpanWithoutTraffic() {
        y.joins(ETH1, g);
        wants(x);
        router.advance(Duration.ofSeconds(899));
        assertThat(router.table()).hasSize(1);

        wants(x);
        assertThat(entry().upTime()).isZero();
        router.advance(Duration.ofSeconds(899));
        assertThat(router.table()).hasSize(1);
        router.advance(Duration.ofSeconds(1));
        assertThat(router.table()).isEmpty();
    }

    @Test
    @Tag("MGM-110")
    @DisplayName("The client that is being asked can have the decision begun anew; what it said before is void")
    void begunAnew() {
        y.joins(ETH1, g);
        y.goesDeaf();
        router.packet(sg);
        router.happened();
        x.protocol().answersRpf(query -> query.withIncoming(ETH3, Optional.empty()));

        wants(x);
        y.listens();

        assertThat(router.table()).containsExactly(sg + " 13->[11]");
        assertThat(router.happened())
                .startsWith("x: RPF? " + sg + " iif=10")
                .endsWith("y: CREATION? " + sg + " iif=13 [11]");
    }

    @Test
    @Tag("MGM-110")
    @DisplayName("A decision of another client goes on; between decisions anybody may want one")
    void othersWait() {
        y.joins(ETH1, g);
        router.happened();
        x.goesDeaf();
        router.packet(sg);

        wants(y);
        wants(z);
        x.listens();
        assertThat(router.happened())
                .containsExactly("x: RPF? " + sg + " iif=10", "y: CREATION? " + sg + " iif=10 [11]");

        wants(z);
        assertThat(router.happened()).startsWith("x: RPF? " + sg + " iif=10");
    }

    @Test
    @Tag("MGM-110")
    @DisplayName("A client that wants the same again and again is asked for its last wish, and harms nobody")
    void wantedAgainAndAgain() {
        y.joins(ETH1, g);
        router.happened();
        x.goesDeaf();
        for (int i = 0; i < 3000; i++) {
            wants(x);
        }

        assertThat(router.manager().clients().getFirst().waiting()).isLessThan(2000);
        x.listens();
        assertThat(router.table()).containsExactly(sg + " 10->[11]");
        assertThat(y.protocol().takeHeard()).containsExactly("CREATION? " + sg + " iif=10 [11]");
    }

    @Test
    @Tag("MGM-107")
    @DisplayName("Nothing is decided about flows of link-local groups")
    void linkLocal() {
        IpAddress group = IpAddress.parse(sg.family() == Family.IPV4 ? "224.0.0.9" : "ff02::9");

        x.session().resolve(new Sg(sg.source(), group));

        assertThat(router.happened()).isEmpty();
        assertThat(router.table()).isEmpty();
    }

    @Test
    @Tag("MGM-108")
    @DisplayName("A client that is not registered for the family is refused")
    void otherFamily() {
        Client<?> local = sg.family() == Family.IPV4 ? router.mld() : router.igmp();

        refused(
                MgmError.INVALID_PARAMETER,
                Reason.FAMILY_NOT_HANDLED,
                () -> local.session().resolve(sg));
    }
}
