package io.mgmrouter.mgm.core;

import static io.mgmrouter.mgm.core.CoreLab.ETH0;
import static io.mgmrouter.mgm.core.CoreLab.ETH1;
import static io.mgmrouter.mgm.core.CoreLab.ETH2;
import static io.mgmrouter.mgm.core.CoreLab.ETH3;
import static io.mgmrouter.mgm.core.CoreLab.SG;
import static io.mgmrouter.mgm.core.CoreLab.STAR_G;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.StarStar;
import io.mgmrouter.mgm.spi.Callback;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What is remembered, and who finds it")
class ExplainerTest {

    private static final InterfaceId LINK = InterfaceId.of(ETH3.index(), IpAddress.parse("10.9.0.2"));
    private static final InterfaceId OTHER_LINK = InterfaceId.of(ETH3.index(), IpAddress.parse("10.9.0.3"));
    private static final StarStar EVERYTHING = new StarStar(Family.IPV4);

    private final CoreLab lab = new CoreLab(MgmSettings.DEFAULTS.withLog(64, 16));

    @Test
    void anInterfaceFindsAllOfItsLinksAndALinkOnlyItself() {
        lab.client("x", 101, Callback.PRUNE_ALERT).owns(ETH2, LINK);
        lab.client("y", 102, Callback.PRUNE_ALERT).owns(OTHER_LINK);

        assertThat(DecisionLines.about(lab, ETH3))
                .containsExactly("0.0 TAKEN 101:0 " + LINK, "0.0 TAKEN 102:0 " + OTHER_LINK);
        assertThat(DecisionLines.about(lab, LINK)).containsExactly("0.0 TAKEN 101:0 " + LINK);
        assertThat(DecisionLines.about(lab, OTHER_LINK)).containsExactly("0.0 TAKEN 102:0 " + OTHER_LINK);
    }

    @Test
    void anInterfaceFindsOfAStoryTheStepsItPlaysAPartIn() {
        lab.client("x", 101, Callback.PRUNE_ALERT).owns(ETH0);
        lab.client("y", 102, Callback.PRUNE_ALERT)
                .owns(ETH1, LINK)
                .joins(LINK, SG)
                .joins(ETH1, SG);
        lab.packet(SG);

        assertThat(DecisionLines.about(lab, LINK)).endsWith("0.0 INSTALLED (10.0.0.9,239.1.1.1) 10 [" + LINK + ", 11]");
        assertThat(DecisionLines.about(lab, ETH0))
                .containsExactly(
                        "0.0 TAKEN 101:0 10",
                        "0.0 FLOW_ARRIVED (10.0.0.9,239.1.1.1) 10",
                        "0.0 ROUTE_FOUND (10.0.0.9,239.1.1.1) 10 via 10.0.0.0/24",
                        "0.0 INSTALLED (10.0.0.9,239.1.1.1) 10 [" + LINK + ", 11]");
        assertThat(DecisionLines.about(lab, OTHER_LINK)).isEmpty();
    }

    @Test
    void aGroupFindsTheStoriesOfItsFlowsWhenTheRingHasForgottenThemAndEverythingDoesNot() {
        CoreLab.TestClient igmp = lab.igmp().owns(ETH0, ETH1).joins(ETH1, STAR_G);
        lab.packet(SG);
        StarG noise = new StarG(IpAddress.parse("239.9.9.9"));
        for (int i = 0; i < 40; i++) {
            igmp.joins(ETH1, noise).leaves(ETH1, noise);
        }

        assertThat(DecisionLines.about(lab, STAR_G))
                .containsExactly(
                        "0.0 FLOW_ARRIVED (10.0.0.9,239.1.1.1) 10",
                        "0.0 ROUTE_FOUND (10.0.0.9,239.1.1.1) 10 via 10.0.0.0/24",
                        "0.0 INSTALLED (10.0.0.9,239.1.1.1) 10 [11]");
        assertThat(DecisionLines.about(lab, EVERYTHING)).isEmpty();
    }

    @Test
    void whatIgmpReportsOnAnOwnedInterfaceIsToldToItsOwnerAndCountsNoClient() {
        lab.client("x", 101, Callback.LOCAL_JOIN, Callback.LOCAL_LEAVE).owns(ETH0);
        lab.igmp().owns(ETH0).joins(ETH0, STAR_G).leaves(ETH0, STAR_G);

        assertThat(DecisionLines.about(lab, STAR_G))
                .containsExactly(
                        "0.0 JOINED (*,239.1.1.1) 2:0 10 Clients[number=0]",
                        "0.0 LOCAL_JOIN (*,239.1.1.1) 101:0 10",
                        "0.0 LEFT (*,239.1.1.1) 2:0 10 DELETED Clients[number=0]",
                        "0.0 LOCAL_LEAVE (*,239.1.1.1) 101:0 10",
                        "0.0 NO_RECEIVERS (*,239.1.1.1) 2:0 10 DELETED");
    }

    @Test
    void whatIgmpForgetsBecauseTheOwnerGoesIsRemembered() {
        CoreLab.TestClient x = lab.client("x", 101, Callback.PRUNE_ALERT).owns(ETH0);
        lab.igmp(Callback.JOIN_ALERT).owns(ETH0).joins(ETH0, STAR_G);
        x.releases(ETH0);

        assertThat(DecisionLines.about(lab, STAR_G))
                .containsExactly(
                        "0.0 JOINED (*,239.1.1.1) 2:0 10 Clients[number=0]",
                        "0.0 LEFT (*,239.1.1.1) 2:0 10 OWNER_CHANGED Clients[number=0]",
                        "0.0 NO_RECEIVERS (*,239.1.1.1) 2:0 10 OWNER_CHANGED");
    }

    @Test
    void receiversOfEverythingCountForGroupsButNotForSources() {
        lab.client("x", 101, Callback.RPF).owns(ETH0).joins(ETH0, EVERYTHING);
        CoreLab.TestClient y = lab.client("y", 102, Callback.RPF).owns(ETH1);
        CoreLab.TestClient z = lab.client("z", 103, Callback.RPF).owns(ETH2);
        y.joins(ETH1, STAR_G).joins(ETH1, SG);
        z.joins(ETH2, STAR_G).joins(ETH2, SG);
        z.leaves(ETH2, STAR_G).leaves(ETH2, SG);

        assertThat(DecisionLines.about(lab, STAR_G))
                .contains(
                        "0.0 JOINED (*,239.1.1.1) 102:0 11 Clients[number=2]",
                        "0.0 JOINED (*,239.1.1.1) 103:0 12 Clients[number=3]",
                        "0.0 LEFT (*,239.1.1.1) 103:0 12 DELETED Clients[number=2]");
        assertThat(DecisionLines.about(lab, SG))
                .contains(
                        "0.0 JOINED (10.0.0.9,239.1.1.1) 102:0 11 Clients[number=1]",
                        "0.0 JOINED (10.0.0.9,239.1.1.1) 103:0 12 Clients[number=2]",
                        "0.0 LEFT (10.0.0.9,239.1.1.1) 103:0 12 DELETED Clients[number=1]");
    }

    @Test
    void aWrongInterfaceAlertAndANeighborThatWasSetAreRemembered() {
        CoreLab.TestClient x = lab.client("x", 101, Callback.WRONG_INTERFACE).owns(ETH0, ETH1);
        lab.packet(SG);
        lab.manager.alertOnWrongInterface(x.id, lab.manager.holding(x.id, ETH1), true);
        lab.manager.wrongInterface(SG, ETH1, ByteBuffer.allocate(20), lab.now);
        lab.manager.setUpstreamNeighbor(x.id, SG, IpAddress.parse("10.0.0.1"));

        assertThat(DecisionLines.about(lab, SG))
                .endsWith(
                        "0.0 WRONG_INTERFACE_ALERT (10.0.0.9,239.1.1.1) 101:0 11",
                        "0.0 NEIGHBOR_SET (10.0.0.9,239.1.1.1) 101:0");
    }

    @Test
    void clientsThatComeGoAndReturnAreRemembered() {
        CoreLab.TestClient x = lab.client("x", 101, Callback.RPF).owns(ETH0);
        lab.packet(SG);
        lab.happened();
        lab.advance(Duration.ofMillis(250));
        lab.manager.questionFailed(lab.token(), lab.now);
        lab.manager.departed(x.id, lab.now);
        lab.manager.register(x.id, lab.profile("x"), lab.now);
        lab.manager.gone(x.id, lab.now);

        assertThat(ofClients())
                .containsExactly(
                        "ATTACHED 101:0", "ANSWERS_AGAIN 101:0", "HELD 101:0", "ATTACHED 101:0", "ENDED 101:0");
    }

    /** Events that are about neither traffic nor an interface. */
    private List<String> ofClients() {
        EventRing ring = lab.manager.tables.log.recent;
        return LongStream.range(ring.first(), ring.end())
                .mapToInt(ring::place)
                .filter(place -> ring.about(place) == null && ring.interfaceId(place) == null)
                .mapToObj(place -> ring.kind(place) + " " + ring.client(place))
                .toList();
    }
}
