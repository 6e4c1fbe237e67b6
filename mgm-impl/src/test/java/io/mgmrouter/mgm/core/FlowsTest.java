package io.mgmrouter.mgm.core;

import static io.mgmrouter.mgm.core.CoreLab.ETH0;
import static io.mgmrouter.mgm.core.CoreLab.ETH1;
import static io.mgmrouter.mgm.core.CoreLab.ETH2;
import static io.mgmrouter.mgm.core.CoreLab.ETH3;
import static io.mgmrouter.mgm.core.CoreLab.SG;
import static io.mgmrouter.mgm.core.CoreLab.STAR_G;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.spi.Callback;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
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
        assertThat(lab.happened())
                .as("what was decided without it is decided again")
                .containsExactly(
                        "x: answers again",
                        "x: RPF? (10.0.0.9,239.1.1.1) iif=10",
                        "x: RPF? (10.0.0.8,239.1.1.1) iif=10");
        lab.packet(other(7));
        assertThat(lab.happened()).containsExactly("x: RPF? (10.0.0.7,239.1.1.1) iif=10");

        lab.advance(Duration.ofMillis(250));
        lab.manager.departed(x.id, lab.now);
        lab.manager.register(x.id, lab.profile("x"), lab.now);
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
    void aPacketOfAKnownFlowPutsItsEntryIntoTheForwarderAgain() {
        lab.client("x", 101, Callback.RPF).owns(ETH0);
        lab.packet(SG);
        lab.happened();
        long asked = lab.token();

        lab.packet(SG);
        assertThat(lab.happened()).as("still being decided upon").isEmpty();
        lab.manager.questionFailed(asked, lab.now);
        lab.happened();
        lab.packet(SG);

        assertThat(lab.happened()).containsExactly("install (10.0.0.9,239.1.1.1) 10->[]");
    }

    @Test
    void aClientWithoutTheCallbackHearsNothingOfAWrongInterface() {
        CoreLab.TestClient x = lab.client("x", 101, Callback.PRUNE_ALERT).owns(ETH0, ETH1);
        CoreLab.TestClient y = lab.client("y", 102, Callback.WRONG_INTERFACE).owns(ETH2);
        lab.packet(SG);
        lab.manager.alertOnWrongInterface(x.id, lab.manager.holding(x.id, ETH1), true);
        lab.manager.alertOnWrongInterface(y.id, lab.manager.holding(y.id, ETH2), true);
        lab.happened();

        lab.manager.wrongInterface(SG, ETH1, ByteBuffer.allocate(20), lab.now);
        assertThat(lab.happened()).isEmpty();
        lab.manager.wrongInterface(SG, ETH2, ByteBuffer.allocate(20), lab.now);
        assertThat(lab.happened()).containsExactly("y: WRONG_IF (10.0.0.9,239.1.1.1) if=12");
    }

    @Test
    void aLinkThatIsTakenDrawsTheFlowsOfItsNextHopFromTheInterfaceAsAWhole() {
        InterfaceId link = InterfaceId.of(ETH3.index(), IpAddress.parse("10.9.0.2"));
        lab.route("10.1.0.0/24", link);
        lab.route("10.2.0.0/24", InterfaceId.of(ETH3.index(), IpAddress.parse("10.9.0.3")));
        lab.packet(new Sg(IpAddress.parse("10.1.0.9"), SG.group()));
        lab.packet(new Sg(IpAddress.parse("10.2.0.9"), SG.group()));
        assertThat(lab.happened())
                .containsExactly("install (10.1.0.9,239.1.1.1) 13->[]", "install (10.2.0.9,239.1.1.1) 13->[]");

        lab.client("x", 101, Callback.JOIN_ALERT).owns(link);

        assertThat(lab.happened()).containsExactly("install (10.1.0.9,239.1.1.1) 13/10.9.0.2->[]");
    }

    @Test
    void anInterfaceThatIsTakenAsAWholeDrawsNothingFromOthers() {
        lab.packet(SG);
        lab.happened();

        lab.client("x", 101, Callback.JOIN_ALERT).owns(ETH1);
        assertThat(lab.happened()).isEmpty();
        lab.client("y", 102, Callback.JOIN_ALERT).owns(ETH0);

        assertThat(lab.happened()).containsExactly("install (10.0.0.9,239.1.1.1) 10->[]");
    }

    @Test
    @Tag("MGM-038")
    void forwardStateOutlivesAChangeOfRouteAndEndsWithItsInterface() {
        lab.client("x", 101, Callback.RPF).owns(ETH0, ETH3);
        CoreLab.TestClient y = lab.client("y", 102, Callback.RPF).owns(ETH2);
        lab.packet(SG);
        lab.happened();
        lab.manager.questionFailed(lab.token(), lab.now);
        y.forwards(ETH2, SG);
        lab.route("10.0.0.0/24", ETH3);
        lab.routesChanged("10.0.0.0/24");
        lab.happened();
        lab.manager.questionFailed(lab.token(), lab.now);
        assertThat(lab.happened()).containsExactly("install (10.0.0.9,239.1.1.1) 13->[12]");

        y.releases(ETH2);

        assertThat(lab.happened()).containsExactly("install (10.0.0.9,239.1.1.1) 13->[]");
    }

    @Test
    void anEntryThatIsRemovedIsRememberedByNoInterface() {
        lab.client("x", 101, Callback.JOIN_ALERT).owns(ETH0);
        CoreLab.TestClient y = lab.client("y", 102, Callback.JOIN_ALERT).owns(ETH2);
        lab.packet(SG);
        y.forwards(ETH2, SG);
        Holding holding = lab.manager.holding(y.id, ETH2);
        assertThat(holding.forwardOnly).hasSize(1);

        lab.advance(Duration.ofSeconds(900));
        lab.manager.trafficRead(SG, 0, lab.now);

        assertThat(holding.forwardOnly).isEmpty();
    }

    @Test
    @Tag("MGM-070")
    void anOwnerIsNotToldOfItsOwnReceiversWhenTheRouteMovesBetweenItsInterfaces() {
        lab.client("x", 101, Callback.JOIN_ALERT, Callback.PRUNE_ALERT)
                .owns(ETH0, ETH2)
                .joins(ETH0, SG);
        lab.packet(SG);
        lab.happened();

        lab.route("10.0.0.0/24", ETH2);
        lab.routesChanged("10.0.0.0/24");
        assertThat(lab.happened()).containsExactly("install (10.0.0.9,239.1.1.1) 12->[10]");

        lab.route("10.0.0.0/24", ETH0);
        lab.routesChanged("10.0.0.0/24");
        assertThat(lab.happened()).containsExactly("install (10.0.0.9,239.1.1.1) 10->[]");
    }

    @Test
    void anOwnerHearsOfAReceiverOnTheInterfaceItHandedOverWhileTheRouteLeftIt() {
        CoreLab.TestClient x = lab.client("x", 101, Callback.RPF, Callback.JOIN_ALERT)
                .owns(ETH0, ETH2)
                .joins(ETH0, SG);
        CoreLab.TestClient y = lab.client("y", 102, Callback.RPF);
        lab.packet(SG);
        lab.happened();
        lab.manager.questionFailed(lab.token(), lab.now);
        lab.route("10.0.0.0/24", ETH2);
        lab.routesChanged("10.0.0.0/24");
        lab.manager.handOver(x.id, lab.manager.holding(x.id, ETH0), y.id, lab.now);
        lab.happened();
        lab.manager.questionFailed(lab.token(), lab.now);

        assertThat(lab.happened())
                .containsExactly(
                        "install (10.0.0.9,239.1.1.1) 12->[10]", "x: JOIN (10.0.0.9,239.1.1.1) FORWARDING_ENTRY");
    }
}
