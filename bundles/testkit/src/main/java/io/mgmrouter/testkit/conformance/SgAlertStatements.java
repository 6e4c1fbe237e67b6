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

/** MGM-060 to 067, and what a change of route does to (S,G) memberships. X owns the interface toward the source. */
abstract class SgAlertStatements extends Chapter {

    private final Sg sg;
    private final StarG g;
    private final StarStar all;
    /** The network of the source, a part of it that has it, and one that does not. */
    private final String network;

    private final String closer;
    private final String elsewhere;
    private final Client<?> x = router.routing("x", 101).owns(ETH0, ETH3);
    private final Client<?> y = router.routing("y", 102).owns(ETH1);
    private final Client<?> z = router.routing("z", 103).owns(ETH2);

    SgAlertStatements(ManagerUnderTest.Starter starter, Sg flow) {
        super(starter);
        sg = flow;
        g = new StarG(flow.group());
        all = new StarStar(flow.family());
        boolean four = flow.family() == Family.IPV4;
        network = four ? "10.0.0.0/24" : "2001:db8::/64";
        closer = four ? "10.0.0.0/28" : "2001:db8::/80";
        elsewhere = four ? "10.0.0.128/25" : "2001:db8::8000:0:0:0/65";
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
        router.routes().remove(network);

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
    @Tag("RFC2715-rule-1")
    @DisplayName("When the route to S moves to another client, the old owner hears a prune and the new one a join")
    void routeMovesToAnotherClient() {
        y.joins(ETH1, sg);
        router.happened();

        router.routes().connected(closer, ETH2.index());
        assertThat(router.happened())
                .containsExactlyInAnyOrder("x: PRUNE " + sg + " if=10 MEMBERSHIP", "z: JOIN " + sg + " MEMBERSHIP");

        router.routes().remove(closer);
        assertThat(router.happened())
                .containsExactlyInAnyOrder("z: PRUNE " + sg + " if=12 MEMBERSHIP", "x: JOIN " + sg + " MEMBERSHIP");

        y.leaves(ETH1, sg);
        assertThat(router.happened()).containsExactly("x: PRUNE " + sg + " if=11 MEMBERSHIP");
    }

    @Test
    @Tag("RFC2715-rule-1")
    @DisplayName("A route that moves to or from the only client that wants (S,G) is no news to that client")
    void routeMovesToTheReceiversClient() {
        y.joins(ETH1, sg);
        router.happened();

        router.routes().connected(closer, ETH1.index());
        assertThat(router.happened()).containsExactly("x: PRUNE " + sg + " if=10 MEMBERSHIP");

        router.routes().remove(closer);
        assertThat(router.happened()).containsExactly("x: JOIN " + sg + " MEMBERSHIP");
    }

    @Test
    @Tag("RFC2715-rule-1")
    @DisplayName("When the route to S goes its owner hears a prune, and a join when there is one again")
    void routeGoesAndComesBack() {
        y.joins(ETH1, sg);
        router.happened();

        router.routes().remove(network);
        assertThat(router.happened()).containsExactly("x: PRUNE " + sg + " if=10 MEMBERSHIP");

        router.routes().connected(network, ETH2.index());
        assertThat(router.happened()).containsExactly("z: JOIN " + sg + " MEMBERSHIP");
    }

    @Test
    @Tag("RFC2715-rule-1")
    @DisplayName("A route change within one client, or of other addresses, alerts nobody about memberships")
    void routeMovesWithinAClient() {
        y.joins(ETH1, sg);
        router.happened();

        router.routes().connected(closer, ETH3.index()).connected(elsewhere, ETH2.index());

        assertThat(router.happened()).isEmpty();
    }

    @Test
    @Tag("RFC2715-rule-1")
    @DisplayName("A route change is no news where only a group, or nobody that counts, wants the data")
    void routeMovesUnderOtherMemberships() {
        var local = sg.family() == Family.IPV4 ? router.igmp() : router.mld();
        y.joins(ETH1, g);
        local.owns(ETH1).joins(ETH1, sg);
        router.happened();

        router.routes().connected(closer, ETH2.index());

        assertThat(router.happened()).isEmpty();
    }

    @Test
    @Tag("RFC2715-rule-1")
    @Tag("MGM-071")
    @DisplayName("After a route change the TRUE alerts come before those about the entry")
    void routeMovesBesideAnEntry() {
        y.joins(ETH1, sg);
        router.packet(sg);
        router.happened();

        router.routes().connected(closer, ETH2.index());

        assertThat(router.happened())
                .containsSubsequence(
                        "x: PRUNE " + sg + " if=10 MEMBERSHIP", "x: PRUNE " + sg + " if=10 FORWARDING_ENTRY")
                .containsSubsequence(
                        "z: JOIN " + sg + " MEMBERSHIP",
                        "z: RPF? " + sg + " iif=12",
                        "z: JOIN " + sg + " FORWARDING_ENTRY")
                .hasSize(5);
    }

    @Test
    @Tag("MGM-010")
    @DisplayName("Who takes the RPF interface is not told of earlier (S,G) memberships: it enumerates them")
    void ownerChanges() {
        y.joins(ETH1, sg);
        router.happened();

        x.releases(ETH0);
        z.owns(ETH0);

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
