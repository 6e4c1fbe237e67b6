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
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.StarStar;
import io.mgmrouter.mgm.Wildcard;
import io.mgmrouter.mgm.Wildcard.Obstacle;
import io.mgmrouter.mgm.spi.Callback;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("(*,G) entries where no client wants to be asked")
class WildcardsTest {

    private static final StarG GROUP = new StarG(SG.group());
    private static final Sg OTHER_SOURCE = new Sg(IpAddress.parse("10.0.0.8"), SG.group());

    private final CoreLab lab = new CoreLab();
    private CoreLab.TestClient igmp;

    @BeforeEach
    void igmpOnThreeInterfaces() {
        lab.manager.useForwarder(Family.IPV4, true);
        igmp = lab.igmp().owns(ETH0, ETH1, ETH2);
    }

    private List<String> afterwards() {
        List<String> all = new ArrayList<>(lab.happened());
        for (List<String> more = all; more.contains("proceed"); ) {
            lab.manager.proceed(1);
            more = lab.happened();
            all.addAll(more);
        }
        all.removeIf("proceed"::equals);
        return all;
    }

    private Obstacle obstacle() {
        return ((Wildcard.Absent) lab.manager.wildcard(GROUP)).obstacle();
    }

    @Test
    void aGroupHasOneAsSoonAsItIsKnownWherePacketsComeFrom() {
        igmp.joins(ETH1, STAR_G);
        assertThat(afterwards()).isEmpty();
        assertThat(obstacle()).isEqualTo(Obstacle.NO_SOURCE_INTERFACE);

        lab.packet(SG);
        assertThat(afterwards())
                .containsExactly("install (10.0.0.9,239.1.1.1) 10->[11]", "install (*,239.1.1.1) 10->[11]");

        igmp.joins(ETH2, STAR_G);
        assertThat(afterwards())
                .containsExactlyInAnyOrder(
                        "install (10.0.0.9,239.1.1.1) 10->[11, 12]", "install (*,239.1.1.1) 10->[11, 12]");
        assertThat(lab.manager.wildcard(GROUP))
                .isEqualTo(new Wildcard.Installed(GROUP, Set.of(ETH0), Set.of(ETH1, ETH2)));
    }

    @Test
    void itGoesWithItsLastReceiver() {
        igmp.joins(ETH1, STAR_G);
        lab.packet(OTHER_SOURCE);
        afterwards();

        igmp.leaves(ETH1, STAR_G);

        assertThat(afterwards()).contains("remove (*,239.1.1.1)");
        assertThat(obstacle()).isEqualTo(Obstacle.NO_RECEIVERS);
    }

    @Test
    void aWrongInterfaceTeachesThatPacketsComeFromThere() {
        igmp.joins(ETH1, STAR_G);
        igmp.joins(ETH2, STAR_G);
        lab.packet(SG);
        afterwards();
        Sg atAReceiver = new Sg(IpAddress.parse("10.0.2.9"), SG.group());
        lab.route("10.0.2.0/24", ETH2);

        lab.manager.wrongInterface(atAReceiver, ETH2, ByteBuffer.allocate(20), lab.now);

        assertThat(afterwards()).containsExactly("install (10.0.2.9,239.1.1.1) 12->[11]", "remove (*,239.1.1.1)");
        assertThat(obstacle()).isEqualTo(Obstacle.RECEIVERS_AT_SOURCE);
    }

    @Test
    void whoeverWantsToBeAskedOrIsChoosyPreventsThem() {
        igmp.joins(ETH1, STAR_G);
        lab.packet(SG);
        afterwards();

        igmp.joins(ETH2, OTHER_SOURCE);
        assertThat(afterwards()).contains("remove (*,239.1.1.1)");
        assertThat(obstacle()).isEqualTo(Obstacle.SINGLE_SOURCES);
        igmp.leaves(ETH2, OTHER_SOURCE);
        assertThat(afterwards()).contains("install (*,239.1.1.1) 10->[11]");

        CoreLab.TestClient dense =
                lab.client("dense", 101, Callback.CREATION_ALERT).owns(ETH3);
        dense.joins(ETH3, new StarStar(Family.IPV4));
        assertThat(afterwards()).contains("remove (*,239.1.1.1)");
        assertThat(obstacle()).isEqualTo(Obstacle.WILDCARD_RECEIVER);
        dense.leaves(ETH3, new StarStar(Family.IPV4));
        dense.joins(ETH3, STAR_G);
        afterwards();
        assertThat(obstacle()).isEqualTo(Obstacle.RECEIVERS_ASKED);
    }

    @Test
    void anOwnerOfASourceInterfaceThatWantsQuestionsPreventsThemUntilItIsGone() {
        igmp.joins(ETH1, STAR_G);
        lab.packet(SG);
        afterwards();
        CoreLab.TestClient pim = lab.client("pim", 101, Callback.RPF);

        lab.manager.take(pim.id, ETH0, lab.now);
        lab.manager.igmpAcknowledged(askedLast(), lab.now);
        assertThat(afterwards()).contains("remove (*,239.1.1.1)");
        assertThat(obstacle()).isEqualTo(Obstacle.SOURCES_ASKED);
        lab.manager.interfaceVanished(ETH0.index(), lab.now);

        afterwards();
        assertThat(obstacle()).isEqualTo(Obstacle.NO_SOURCE_INTERFACE);
    }

    @Test
    void aNewOwnerOfReceiversThatWantsToBeAskedEndsThem() {
        CoreLab.TestClient quiet = lab.client("quiet", 101, Callback.JOIN_ALERT).owns(ETH3);
        CoreLab.TestClient curious = lab.client("curious", 102, Callback.CREATION_ALERT);
        quiet.joins(ETH3, STAR_G);
        lab.packet(SG);
        assertThat(afterwards()).contains("install (*,239.1.1.1) 10->[13]");

        lab.manager.handOver(quiet.id, lab.manager.holding(quiet.id, ETH3), curious.id, lab.now);

        assertThat(afterwards()).contains("remove (*,239.1.1.1)");
        assertThat(obstacle()).isEqualTo(Obstacle.RECEIVERS_ASKED);
    }

    private long askedLast() {
        lab.happened();
        return lab.token();
    }

    @Test
    void allGroupsAreDoneInBitsThatLetOthersIn() {
        for (int i = 1; i <= 5; i++) {
            igmp.joins(ETH1, new StarG(IpAddress.parse("239.2.2." + i)));
        }
        lab.packet(SG);
        lab.happened();

        lab.manager.proceed(3);
        assertThat(lab.happened())
                .containsExactly("install (*,239.2.2.1) 10->[11]", "install (*,239.2.2.2) 10->[11]", "proceed");
        igmp.leaves(ETH1, new StarG(IpAddress.parse("239.2.2.2")));
        igmp.joins(ETH2, new StarG(IpAddress.parse("239.2.2.5")));
        List<String> meanwhile = lab.happened();
        lab.manager.proceed(3);

        assertThat(meanwhile).containsExactly("remove (*,239.2.2.2)", "install (*,239.2.2.5) 10->[11, 12]");
        assertThat(afterwards()).containsExactly("install (*,239.2.2.3) 10->[11]", "install (*,239.2.2.4) 10->[11]");
    }

    @Test
    void aForwarderThatStartsGetsThemAndOneThatTakesNoneDoesNot() {
        igmp.joins(ETH1, STAR_G);
        lab.packet(SG);
        afterwards();

        lab.manager.useForwarder(Family.IPV4, false);
        assertThat(lab.manager.table(Family.IPV4)).hasSize(1);
        assertThat(obstacle()).isEqualTo(Obstacle.FORWARDER);

        lab.manager.useForwarder(Family.IPV4, true);
        assertThat(lab.manager.table(Family.IPV4)).hasSize(2);
        assertThat(afterwards()).isEmpty();
    }

    @Test
    void theyCanBeSwitchedOff() {
        CoreLab off = new CoreLab(MgmSettings.DEFAULTS.withWildcardEntries(false));
        off.manager.useForwarder(Family.IPV4, true);
        off.igmp().owns(ETH0, ETH1).joins(ETH1, STAR_G);
        off.packet(SG);
        off.happened();
        off.manager.proceed(10);

        assertThat(off.happened()).isEmpty();
        assertThat(((Wildcard.Absent) off.manager.wildcard(GROUP)).obstacle()).isEqualTo(Obstacle.SWITCHED_OFF);
    }

    @Test
    void interfacesThatDoNotExistAreNotRemembered() {
        igmp.joins(ETH1, STAR_G);
        lab.manager.packetArrived(SG, InterfaceId.of(77), ByteBuffer.allocate(20), lab.now);

        assertThat(afterwards()).doesNotContain("install (*,239.1.1.1) 77->[11]");
        assertThat(obstacle()).isEqualTo(Obstacle.NO_SOURCE_INTERFACE);
    }
}
