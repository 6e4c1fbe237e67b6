package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH0;
import static io.mgmrouter.testkit.conformance.Router.ETH1;
import static io.mgmrouter.testkit.conformance.Router.ETH2;
import static io.mgmrouter.testkit.conformance.Router.ETH3;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MGM-068 to 071. X owns the incoming interface of a flow that has an entry. */
abstract class EntryAlertStatements extends Chapter {

    private final Sg sg;
    private final StarG g;
    private final Client<?> x = router.routing("x", 101).owns(ETH0, ETH3);
    private final Client<?> y = router.routing("y", 102).owns(ETH1);
    private final Client<?> z = router.routing("z", 103).owns(ETH2);

    EntryAlertStatements(ManagerUnderTest.Starter starter, Sg flow) {
        super(starter);
        sg = flow;
        g = new StarG(flow.group());
    }

    private void packet() {
        router.packet(sg);
        router.happened();
    }

    @Test
    @Tag("MGM-068")
    @DisplayName("When another client gives an entry its first oif, the iif owner hears a FALSE join")
    void firstOifByForwardState() {
        packet();

        y.forwards(ETH1, sg);

        assertThat(router.happened()).containsExactly("x: JOIN " + sg + " FORWARDING_ENTRY");
    }

    @Test
    @Tag("MGM-069")
    @DisplayName("When another client takes away an entry's last oif, the iif owner hears a FALSE prune")
    void lastOifByForwardState() {
        y.joins(ETH1, g);
        packet();

        y.stopsForwarding(ETH1, sg);

        assertThat(router.happened()).containsExactly("x: PRUNE " + sg + " if=10 FORWARDING_ENTRY");
    }

    @Test
    @Tag("MGM-069")
    @DisplayName("A client that deregisters with the last oif leaves a FALSE prune behind")
    void lastOifByRelease() {
        y.joins(ETH1, g);
        packet();

        y.releases(ETH1);

        assertThat(router.happened())
                .containsExactly(
                        "x: PRUNE " + g + " if=11 MEMBERSHIP",
                        "x: PRUNE " + sg + " if=10 FORWARDING_ENTRY",
                        "z: PRUNE " + g + " if=11 MEMBERSHIP");
    }

    @Test
    @Tag("MGM-070")
    @DisplayName("Changes that leave oifs, and changes of the iif owner itself, cause no alert of the entry")
    void silentChanges() {
        y.joins(ETH1, g);
        packet();

        z.forwards(ETH2, sg);
        y.stopsForwarding(ETH1, sg);
        assertThat(router.happened()).isEmpty();

        x.forwards(ETH3, sg);
        z.stopsForwarding(ETH2, sg);
        x.stopsForwarding(ETH3, sg);
        x.forwards(ETH3, sg);
        assertThat(router.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-071")
    @Tag("MGM-068")
    @DisplayName(
            "A join that is first in the router and first oif of an entry raises the TRUE alerts, then the FALSE one")
    void trueBeforeFalse() {
        packet();

        y.joins(ETH1, g);

        assertThat(router.happened())
                .containsExactly(
                        "x: JOIN " + g + " MEMBERSHIP",
                        "x: JOIN " + sg + " FORWARDING_ENTRY",
                        "z: JOIN " + g + " MEMBERSHIP");
    }

    @Test
    @Tag("MGM-071")
    @Tag("MGM-069")
    @DisplayName("A last leave raises the TRUE alerts, then the FALSE one")
    void truePruneBeforeFalse() {
        y.joins(ETH1, g);
        packet();

        y.leaves(ETH1, g);

        assertThat(router.happened())
                .containsExactly(
                        "x: PRUNE " + g + " if=11 MEMBERSHIP",
                        "x: PRUNE " + sg + " if=10 FORWARDING_ENTRY",
                        "z: PRUNE " + g + " if=11 MEMBERSHIP");
    }
}
