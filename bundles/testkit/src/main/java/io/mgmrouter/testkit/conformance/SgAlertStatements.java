package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH0;
import static io.mgmrouter.testkit.conformance.Router.ETH1;
import static io.mgmrouter.testkit.conformance.Router.ETH2;
import static io.mgmrouter.testkit.conformance.Router.ETH3;
import static io.mgmrouter.testkit.conformance.Router.ETH4;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.StarStar;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MGM-060 to 067. X owns the interface toward the source. */
abstract class SgAlertStatements extends Chapter {

    private final Sg sg;
    private final StarG g;
    private final StarStar all;
    private final Client<?> x = router.routing("x", 101).owns(ETH0, ETH3);
    private final Client<?> y = router.routing("y", 102).owns(ETH1);
    private final Client<?> z = router.routing("z", 103).owns(ETH2);

    SgAlertStatements(ManagerUnderTest.Starter starter, Sg flow) {
        super(starter);
        sg = flow;
        g = new StarG(flow.group());
        all = new StarStar(flow.family());
    }

    @Test
    @Tag("MGM-060")
    @DisplayName("The first (S,G) join alerts the owner of the RPF interface, and nobody else")
    void firstJoin() {
        y.joins(ETH1, sg);

        assertThat(router.happened()).containsExactly("x: JOIN " + sg + " MEMBERSHIP");
    }

    @Test
    @Tag("MGM-060")
    @DisplayName("The local-membership client that alone holds the RPF interface plays its owner")
    void localMembershipAsRpfOwner() {
        x.releases(ETH0);
        var local = sg.family() == Family.IPV4 ? router.igmp() : router.mld();
        local.owns(ETH0);
        router.happened();

        y.joins(ETH1, sg);

        assertThat(router.happened()).containsExactly(local.protocol().name() + ": JOIN " + sg + " MEMBERSHIP");
    }

    @Test
    @Tag("MGM-061")
    @DisplayName("An (S,G) join of the RPF interface's owner itself alerts nobody, nor does its leave")
    void ownersJoin() {
        x.joins(ETH3, sg);
        x.leaves(ETH3, sg);

        assertThat(router.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-062")
    @DisplayName("The (S,G) join of a second client, or of a second interface, alerts nobody")
    void secondJoin() {
        y.owns(ETH4).joins(ETH1, sg);
        router.happened();

        z.joins(ETH2, sg);
        y.joins(ETH4, sg);

        assertThat(router.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-063")
    @DisplayName("The router's last (S,G) leave alerts the owner of the RPF interface once")
    void lastLeave() {
        y.joins(ETH1, sg);
        z.joins(ETH2, sg);
        y.leaves(ETH1, sg);
        router.happened();

        z.leaves(ETH2, sg);

        assertThat(router.happened()).containsExactly("x: PRUNE " + sg + " if=12 MEMBERSHIP");
    }

    @Test
    @Tag("MGM-064")
    @DisplayName("An (S,G) leave while another client still has the membership alerts nobody")
    void leaveWithOthersLeft() {
        y.joins(ETH1, sg);
        z.joins(ETH2, sg);
        router.happened();

        y.leaves(ETH1, sg);

        assertThat(router.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-065")
    @DisplayName("Without a route to the source an (S,G) join succeeds silently")
    void noRoute() {
        router.routes().remove(sg.family() == Family.IPV4 ? "10.0.0.0/24" : "2001:db8::/64");

        y.joins(ETH1, sg);
        assertThat(router.memberships()).containsExactly("102:0 " + sg + " 11");
        y.leaves(ETH1, sg);

        assertThat(router.memberships()).isEmpty();
        assertThat(router.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-065")
    @DisplayName("With an RPF interface that nobody owns an (S,G) join succeeds silently")
    void noOwner() {
        x.releases(ETH0);

        y.joins(ETH1, sg).leaves(ETH1, sg);

        assertThat(router.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-066")
    @DisplayName("Wildcard receivers are counted as those of a group are, with a count of their own")
    void wildcards() {
        z.joins(ETH2, g);
        router.happened();

        x.joins(ETH3, all);
        assertThat(router.happened())
                .containsExactly("y: JOIN " + all + " MEMBERSHIP", "z: JOIN " + all + " MEMBERSHIP");
        x.joins(ETH0, all);
        assertThat(router.happened()).isEmpty();
        y.joins(ETH1, all);
        assertThat(router.happened()).containsExactly("x: JOIN " + all + " MEMBERSHIP");
        z.joins(ETH2, all);
        x.leaves(ETH0, all).leaves(ETH3, all);
        assertThat(router.happened()).isEmpty();
        z.leaves(ETH2, all);
        assertThat(router.happened()).containsExactly("y: PRUNE " + all + " if=12 MEMBERSHIP");
        y.leaves(ETH1, all);
        assertThat(router.happened())
                .containsExactly("x: PRUNE " + all + " if=11 MEMBERSHIP", "z: PRUNE " + all + " if=11 MEMBERSHIP");
    }

    @Test
    @Tag("MGM-066")
    @DisplayName("Wildcard receivers of one family are not counted in the other")
    void wildcardsAreOfAFamily() {
        x.joins(ETH3, new StarStar(all.family() == Family.IPV4 ? Family.IPV6 : Family.IPV4));
        router.happened();

        y.joins(ETH1, all);

        assertThat(router.happened())
                .containsExactly("x: JOIN " + all + " MEMBERSHIP", "z: JOIN " + all + " MEMBERSHIP");
    }

    @Test
    @Tag("MGM-067")
    @DisplayName(
            "A wildcard receiver is interested in every group: it alone hears when another client joins and leaves")
    void wildcardCountsInGroups() {
        x.joins(ETH3, all);
        router.happened();

        y.joins(ETH1, g);
        assertThat(router.happened()).containsExactly("x: JOIN " + g + " MEMBERSHIP");

        y.leaves(ETH1, g);
        assertThat(router.happened()).containsExactly("x: PRUNE " + g + " if=11 MEMBERSHIP");
    }

    @Test
    @Tag("MGM-067")
    @DisplayName("A wildcard receiver that joins a group it is interested in anyway alerts nobody")
    void wildcardJoinsGroup() {
        x.joins(ETH3, all);
        router.happened();

        x.joins(ETH3, g).leaves(ETH3, g);

        assertThat(router.happened()).isEmpty();
    }
}
