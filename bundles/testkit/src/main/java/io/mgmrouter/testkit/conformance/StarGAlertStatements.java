package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH0;
import static io.mgmrouter.testkit.conformance.Router.ETH1;
import static io.mgmrouter.testkit.conformance.Router.ETH2;
import static io.mgmrouter.testkit.conformance.Router.ETH3;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MGM-051 to 059: who is told depends on how many clients want the group (RFC 2715, section 3.1.1). */
abstract class StarGAlertStatements extends Chapter {

    private final StarG g;
    private final StarG otherG;
    private final Client<?> x = router.routing("x", 101).owns(ETH0, ETH3);
    private final Client<?> y = router.routing("y", 102).owns(ETH1);
    private final Client<?> z = router.routing("z", 103).owns(ETH2);

    StarGAlertStatements(ManagerUnderTest.Starter starter, Sg flow) {
        super(starter);
        g = new StarG(flow.group());
        otherG = Router.starG(flow.family() == Family.IPV4 ? "239.2.2.2" : "ff3e::2:2");
    }

    @Test
    @Tag("MGM-051")
    @DisplayName("The first client to join a group alerts every other one once, and not itself")
    void first() {
        x.joins(ETH3, g);

        assertThat(router.happened()).containsExactly("y: JOIN " + g + " MEMBERSHIP", "z: JOIN " + g + " MEMBERSHIP");
    }

    @Test
    @Tag("MGM-051")
    @DisplayName("The local-membership client of the group's family is alerted like any other client")
    void localMembershipClientsHearToo() {
        router.igmp();
        router.mld();

        x.joins(ETH3, g);

        String local = g.family() == Family.IPV4 ? "igmp" : "mld";
        assertThat(router.happened())
                .containsExactly(
                        "y: JOIN " + g + " MEMBERSHIP",
                        "z: JOIN " + g + " MEMBERSHIP",
                        local + ": JOIN " + g + " MEMBERSHIP");
    }

    @Test
    @Tag("MGM-052")
    @DisplayName("A further interface of the same client alerts nobody")
    void furtherInterface() {
        x.joins(ETH3, g);
        router.happened();

        x.joins(ETH0, g);

        assertThat(router.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-053")
    @DisplayName("The second client alerts the first one, and nobody else")
    void second() {
        x.joins(ETH3, g).joins(ETH0, g);
        router.happened();

        y.joins(ETH1, g);

        assertThat(router.happened()).containsExactly("x: JOIN " + g + " MEMBERSHIP");
    }

    @Test
    @Tag("MGM-054")
    @DisplayName("The third client and later ones alert nobody")
    void third() {
        x.joins(ETH3, g);
        y.joins(ETH1, g);
        Client<?> w = router.routing("w", 104).owns(Router.ETH4);
        router.happened();

        z.joins(ETH2, g);
        w.joins(Router.ETH4, g);

        assertThat(router.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-055")
    @DisplayName("When the second to last client leaves, the remaining one alone hears a prune")
    void secondToLastLeaves() {
        x.joins(ETH3, g);
        y.joins(ETH1, g);
        router.happened();

        y.leaves(ETH1, g);

        assertThat(router.happened()).containsExactly("x: PRUNE " + g + " if=11 MEMBERSHIP");
    }

    @Test
    @Tag("MGM-056")
    @DisplayName("When the last client leaves, every other one hears a prune, and the leaving one does not")
    void lastLeaves() {
        x.joins(ETH3, g);
        router.happened();

        x.leaves(ETH3, g);

        assertThat(router.happened())
                .containsExactly("y: PRUNE " + g + " if=13 MEMBERSHIP", "z: PRUNE " + g + " if=13 MEMBERSHIP");
    }

    @Test
    @Tag("MGM-057")
    @DisplayName("One of several interfaces of a client, or a client while two others remain, leaves silently")
    void silentLeaves() {
        x.joins(ETH0, g).joins(ETH3, g);
        y.joins(ETH1, g);
        z.joins(ETH2, g);
        router.happened();

        x.leaves(ETH0, g);
        z.leaves(ETH2, g);

        assertThat(router.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-058")
    @DisplayName("Who is told depends on who is there, not on who came first")
    void orderOfJoiningDoesNotMatter() {
        x.joins(ETH3, g);
        y.joins(ETH1, g);
        router.happened();

        x.leaves(ETH3, g);
        assertThat(router.happened()).containsExactly("y: PRUNE " + g + " if=13 MEMBERSHIP");

        x.joins(ETH3, g);
        assertThat(router.happened()).containsExactly("y: JOIN " + g + " MEMBERSHIP");
    }

    @Test
    @Tag("MGM-059")
    @DisplayName("Every group is counted for itself")
    void groupsAreIndependent() {
        x.joins(ETH3, g);
        router.happened();

        y.joins(ETH1, otherG);
        assertThat(router.happened())
                .containsExactly("x: JOIN " + otherG + " MEMBERSHIP", "z: JOIN " + otherG + " MEMBERSHIP");

        x.leaves(ETH3, g);
        assertThat(router.happened())
                .containsExactly("y: PRUNE " + g + " if=13 MEMBERSHIP", "z: PRUNE " + g + " if=13 MEMBERSHIP");
    }
}
