package io.mgmrouter.mgm.core;

import static io.mgmrouter.mgm.core.CoreLab.ETH0;
import static io.mgmrouter.mgm.core.CoreLab.ETH1;
import static io.mgmrouter.mgm.core.CoreLab.ETH2;
import static io.mgmrouter.mgm.core.CoreLab.ETH3;
import static io.mgmrouter.mgm.core.CoreLab.SG;
import static io.mgmrouter.mgm.core.CoreLab.STAR_G;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.StarStar;
import io.mgmrouter.mgm.spi.Callback;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Join and prune alerts, RFC 2715 section 3.1")
class AlertsTest {

    private final CoreLab lab = new CoreLab();
    private final CoreLab.TestClient x =
            lab.client("x", 101, Callback.JOIN_ALERT, Callback.PRUNE_ALERT).owns(ETH0, ETH3);
    private final CoreLab.TestClient y =
            lab.client("y", 102, Callback.JOIN_ALERT, Callback.PRUNE_ALERT).owns(ETH1);
    private final CoreLab.TestClient z =
            lab.client("z", 103, Callback.JOIN_ALERT, Callback.PRUNE_ALERT).owns(ETH2);

    AlertsTest() {
        lab.happened();
    }

    @Test
    @Tag("MGM-051")
    void theFirstClientToJoinAGroupAlertsAllOthers() {
        x.joins(ETH3, STAR_G);

        assertThat(lab.happened())
                .containsExactly("y: JOIN (*,239.1.1.1) MEMBERSHIP", "z: JOIN (*,239.1.1.1) MEMBERSHIP");
    }

    @Test
    @Tag("MGM-052")
    @Tag("MGM-053")
    @Tag("MGM-054")
    void theSecondAlertsOnlyTheFirstAndLaterOnesNobody() {
        x.joins(ETH3, STAR_G);
        lab.happened();

        x.joins(ETH0, STAR_G);
        assertThat(lab.happened()).isEmpty();
        y.joins(ETH1, STAR_G);
        assertThat(lab.happened()).containsExactly("x: JOIN (*,239.1.1.1) MEMBERSHIP");
        z.joins(ETH2, STAR_G);
        assertThat(lab.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-055")
    @Tag("MGM-056")
    @Tag("MGM-057")
    void prunesMirrorTheJoins() {
        x.joins(ETH0, STAR_G).joins(ETH3, STAR_G);
        y.joins(ETH1, STAR_G);
        z.joins(ETH2, STAR_G);
        lab.happened();

        x.leaves(ETH0, STAR_G);
        z.leaves(ETH2, STAR_G);
        assertThat(lab.happened()).isEmpty();
        y.leaves(ETH1, STAR_G);
        assertThat(lab.happened()).containsExactly("x: PRUNE (*,239.1.1.1) if=11 MEMBERSHIP");
        x.leaves(ETH3, STAR_G);
        assertThat(lab.happened())
                .containsExactly("y: PRUNE (*,239.1.1.1) if=13 MEMBERSHIP", "z: PRUNE (*,239.1.1.1) if=13 MEMBERSHIP");
    }

    @Test
    @Tag("MGM-060")
    @Tag("MGM-061")
    @Tag("MGM-062")
    @Tag("MGM-063")
    @Tag("MGM-064")
    void aSourceSpecificJoinConcernsTheOwnerOfTheRpfInterfaceOnly() {
        y.joins(ETH1, SG);
        assertThat(lab.happened()).containsExactly("x: JOIN (10.0.0.9,239.1.1.1) MEMBERSHIP");
        z.joins(ETH2, SG);
        x.joins(ETH3, SG);
        z.leaves(ETH2, SG);
        x.leaves(ETH3, SG);
        assertThat(lab.happened()).isEmpty();
        y.leaves(ETH1, SG);
        assertThat(lab.happened()).containsExactly("x: PRUNE (10.0.0.9,239.1.1.1) if=11 MEMBERSHIP");
        x.joins(ETH3, SG);
        assertThat(lab.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-065")
    void withoutARouteASourceSpecificJoinSucceedsSilently() {
        lab.noRoute("10.0.0.0/24");

        y.joins(ETH1, SG).leaves(ETH1, SG);

        assertThat(lab.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-066")
    @Tag("MGM-067")
    void aWildcardReceiverCountsInEveryGroup() {
        x.joins(ETH3, new StarStar(Family.IPV4));
        assertThat(lab.happened()).containsExactly("y: JOIN (*,*) MEMBERSHIP", "z: JOIN (*,*) MEMBERSHIP");

        y.joins(ETH1, STAR_G);
        assertThat(lab.happened()).containsExactly("x: JOIN (*,239.1.1.1) MEMBERSHIP");
        y.leaves(ETH1, STAR_G);
        assertThat(lab.happened()).containsExactly("x: PRUNE (*,239.1.1.1) if=11 MEMBERSHIP");
    }

    @Test
    @Tag("MGM-049")
    @Tag("MGM-050")
    void repeatedAddsAndEmptyDeletesDoNothing() {
        x.joins(ETH3, STAR_G);
        lab.happened();

        x.joins(ETH3, STAR_G);
        y.leaves(ETH1, STAR_G);

        assertThat(lab.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-072")
    @Tag("MGM-073")
    @Tag("MGM-076")
    void igmpOnAnOwnedInterfaceTellsTheOwnerAndForwardsNothing() {
        CoreLab.TestClient owner = lab.client("owner", 104);
        y.releases(ETH1);
        owner.owns(ETH1);
        CoreLab.TestClient igmp = lab.igmp().owns(ETH1);
        lab.happened();

        igmp.joins(ETH1, STAR_G);
        assertThat(lab.happened()).containsExactly("owner: LOCAL_JOIN (*,239.1.1.1) if=11");
        igmp.leaves(ETH1, STAR_G);
        assertThat(lab.happened()).containsExactly("owner: LOCAL_LEAVE (*,239.1.1.1) if=11");
    }

    @Test
    @Tag("MGM-074")
    void igmpOnAnUnownedInterfaceIsAClientLikeAnyOther() {
        y.releases(ETH1);
        CoreLab.TestClient igmp = lab.igmp().owns(ETH1);
        lab.happened();

        igmp.joins(ETH1, STAR_G);

        assertThat(lab.happened())
                .containsExactly(
                        "x: JOIN (*,239.1.1.1) MEMBERSHIP",
                        "y: JOIN (*,239.1.1.1) MEMBERSHIP",
                        "z: JOIN (*,239.1.1.1) MEMBERSHIP");
    }
}
