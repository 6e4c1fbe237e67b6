package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH0;
import static io.mgmrouter.testkit.conformance.Router.ETH1;
import static io.mgmrouter.testkit.conformance.Router.ETH2;
import static io.mgmrouter.testkit.conformance.Router.ETH3;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.ForwardingStats;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.testkit.protocols.Dvmrp;
import io.mgmrouter.testkit.protocols.PimDm;
import io.mgmrouter.testkit.protocols.PimSm;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rules 1 to 3 of RFC 2715: where a flow is expected, what is accepted, and that everybody sets its oifs first. */
abstract class FlowRuleScenarios extends Scenario {

    FlowRuleScenarios(ManagerUnderTest.Starter starter) {
        super(starter);
    }

    private PimSm pimSm(String name, String rp) {
        return new PimSm(name, router.routes(), rp);
    }

    private Optional<String> neighborOf(Sg sg) {
        return router.manager()
                .entry(sg)
                .flatMap(ForwardingEntry::upstreamNeighbor)
                .map(Object::toString);
    }

    // Rule 1

    @Test
    @Tag("RFC2715-rule-1")
    @Tag("MGM-077")
    @Tag("MGM-079")
    @DisplayName(
            "Rule 1: the iif owner may expect the flow on any of its interfaces, as PIM-SM does on the shared tree")
    void iifOwnerChooses() {
        Client<PimSm> pim = component(1, pimSm("pim", rpBehind(ETH3)), ETH0, ETH3);
        Client<Dvmrp> dvmrp = component(2, new Dvmrp("dvmrp"), ETH1);
        dvmrp.protocol().neighborFound(ETH1);

        router.packet(from(ETH0), ETH3);

        assertThat(router.table()).containsExactly(from(ETH0) + " 13->[11]");
        assertThat(neighborOf(from(ETH0))).contains("10.0.3.7");
        assertThat(copies()).containsExactly(ETH1);
        assertThat(sent(pim)).containsExactly("join (*,*)");
    }

    @Test
    @Tag("RFC2715-rule-1")
    @Tag("MGM-060")
    @Tag("MGM-079")
    @DisplayName("Rule 1: joined to the source's own tree, PIM-SM expects the flow toward the source")
    void shortestPathTree() {
        Client<PimSm> pim = component(1, pimSm("pim", rpBehind(ETH3)), ETH0, ETH3);
        Client<PimSm> other = component(2, pimSm("other", rpBehind(ETH1)), ETH1);
        other.protocol().joinReceived(ETH1, from(ETH0));

        assertThat(sent(pim)).containsExactly("join " + from(ETH0));
        router.packet(from(ETH0));

        assertThat(router.table()).containsExactly(from(ETH0) + " 10->[11]");
    }

    @Test
    @Tag("RFC2715-rule-1")
    @Tag("MGM-092")
    @DisplayName("Rule 1: when a route moves the iif to another component, the old owner prunes and the new one joins")
    void iifMovesToAnotherComponent() {
        Client<PimSm> old = component(1, pimSm("old", rpBehind(ETH0)), ETH0);
        Client<PimSm> next = component(2, pimSm("next", rpBehind(ETH3)), ETH3);
        Client<Dvmrp> dvmrp = component(3, new Dvmrp("dvmrp"), ETH1);
        dvmrp.protocol().neighborFound(ETH1);
        old.protocol().joinReceived(ETH0, G);
        router.packet(from(ETH0));
        dvmrp.protocol().pruneReceived(ETH1, from(ETH0));
        dvmrp.protocol().graftReceived(ETH1, from(ETH0));
        begin();

        router.routes().via("10.100.0.0/16", ETH3.index(), "10.0.3.7");

        assertThat(router.happened())
                .containsSubsequence(
                        "old: PRUNE " + from(ETH0) + " if=10 FORWARDING_ENTRY", "next: RPF? " + from(ETH0) + " iif=13")
                .contains("next: JOIN " + from(ETH0) + " FORWARDING_ENTRY");
        assertThat(sent(next)).contains("join " + from(ETH0));
        assertThat(router.table()).containsExactly(from(ETH0) + " 13->[10, 11]");
    }

    @Test
    @Tag("RFC2715-rule-1")
    @Tag("MGM-092")
    @DisplayName("Rule 1: a route that moves the iif within one component is that component's business alone")
    void iifMovesWithinAComponent() {
        Client<PimDm> dense = component(1, new PimDm("dense"), ETH0, ETH3);
        component(2, pimSm("sparse", rpBehind(ETH1)), ETH1).protocol().joinReceived(ETH1, G);
        dense.protocol().neighborFound(ETH0);
        router.packet(from(ETH0));
        begin();

        router.routes().via("10.100.0.0/16", ETH3.index(), "10.0.3.7");

        assertThat(router.happened()).containsExactly("dense: RPF? " + from(ETH0) + " iif=13");
        assertThat(router.table()).containsExactly(from(ETH0) + " 13->[10, 11]");
        assertThat(neighborOf(from(ETH0))).contains("10.0.3.7");
    }

    @Test
    @Tag("RFC2715-rule-1")
    @Tag("MGM-092")
    @DisplayName("Rule 1: with nobody in the new direction the old owner prunes, and nothing is expected anywhere")
    void iifMovesToNobody() {
        Client<PimSm> old = component(1, pimSm("old", rpBehind(ETH0)), ETH0);
        component(2, pimSm("other", rpBehind(ETH1)), ETH1).protocol().joinReceived(ETH1, from(ETH0));
        router.packet(from(ETH0));
        begin();

        router.routes().via("10.100.0.0/16", ETH3.index(), "10.0.3.7");

        assertThat(router.happened())
                .containsExactly(
                        "old: PRUNE " + from(ETH0) + " if=10 MEMBERSHIP",
                        "old: PRUNE " + from(ETH0) + " if=10 FORWARDING_ENTRY");
        assertThat(sent(old)).containsExactly("prune " + from(ETH0));
    }

    @Test
    @Tag("RFC2715-rule-1")
    @Tag("MGM-060")
    @DisplayName("Rule 1: a durable (S,G) membership follows the route to its source, with or without an entry")
    void membershipFollowsTheRoute() {
        Client<PimSm> old = component(1, pimSm("old", rpBehind(ETH0)), ETH0);
        Client<PimSm> next = component(2, pimSm("next", rpBehind(ETH3)), ETH3);
        component(3, pimSm("receivers", rpBehind(ETH1)), ETH1).protocol().joinReceived(ETH1, from(ETH0));
        assertThat(sent(old)).containsExactly("join " + from(ETH0));

        router.routes().via("10.100.0.0/16", ETH3.index(), "10.0.3.7");

        assertThat(sent(old)).containsExactly("prune " + from(ETH0));
        assertThat(sent(next)).containsExactly("join " + from(ETH0));
    }

    // Rule 2

    @Test
    @Tag("RFC2715-rule-2")
    @Tag("MGM-090")
    @Tag("MGM-091")
    @DisplayName("Rule 2: what comes in elsewhere is dropped and counted; the owner there hears of it, at intervals")
    void wrongInterface() {
        component(1, pimSm("sparse", rpBehind(ETH0)), ETH0);
        Client<PimDm> dense = component(2, new PimDm("dense"), ETH1, ETH2);
        dense.protocol().neighborFound(ETH1);
        dense.protocol().neighborFound(ETH2);
        dense.on(ETH1).alertOnWrongInterface(true);
        router.packet(from(ETH0));
        begin();

        router.packet(from(ETH0), ETH1);
        router.packet(from(ETH0), ETH1);
        router.packet(from(ETH0), ETH2);

        assertThat(copies()).isEmpty();
        assertThat(router.happened()).containsExactly("dense: WRONG_IF " + from(ETH0) + " if=11");
        assertThat(router.manager().stats(from(ETH0), ForwardingStats.Level.BASIC))
                .hasValueSatisfying(
                        stats -> assertThat(stats.packetsOnDifferentInterface()).isEqualTo(3));
    }

    @Test
    @Tag("RFC2715-rule-2")
    @Tag("MGM-091")
    @DisplayName("Rule 2: a wrong interface makes PIM-DM assert; having lost, it prunes its interface off the flow")
    void assertAfterWrongInterface() {
        Client<PimSm> sparse = component(1, pimSm("sparse", rpBehind(ETH0)), ETH0);
        Client<PimDm> dense = component(2, new PimDm("dense"), ETH1);
        dense.protocol().neighborFound(ETH1);
        dense.on(ETH1).alertOnWrongInterface(true);
        router.packet(from(ETH0));
        router.packet(from(ETH0), ETH1);
        begin();

        dense.protocol().assertLost(ETH1, from(ETH0));

        assertThat(router.table()).containsExactly(from(ETH0) + " 10->[]");
        assertThat(router.happened()).containsExactly("sparse: PRUNE " + from(ETH0) + " if=10 FORWARDING_ENTRY");

        router.advance(PimDm.ASSERT_LIFE);

        assertThat(sent(sparse)).contains("join " + from(ETH0));
    }

    // Rule 3

    @Test
    @Tag("RFC2715-rule-3")
    @Tag("MGM-081")
    @Tag("MGM-083")
    @Tag("MGM-085")
    @DisplayName("Rule 3: before the first packet goes out, each component sets its own interfaces by its own table")
    void everyComponentSetsItsInterfaces() {
        component(1, pimSm("sparse", rpBehind(ETH0)), ETH0, ETH3).protocol().joinReceived(ETH3, G);
        Client<Dvmrp> dvmrp = component(2, new Dvmrp("dvmrp"), ETH1, ETH2, Router.ETH4);
        dvmrp.protocol().neighborFound(ETH1);
        dvmrp.protocol().neighborFound(ETH2);
        dvmrp.protocol().forwardedByAnother(ETH2, IpPrefix.parse("10.100.0.0/16"));
        begin();
        dvmrp.goesDeaf();

        router.packet(from(ETH0));
        assertThat(copies()).isEmpty();
        dvmrp.listens();

        assertThat(router.happened())
                .containsExactly(
                        "sparse: RPF? " + from(ETH0) + " iif=10",
                        "sparse: CREATION? " + from(ETH0) + " iif=10 [13]",
                        "dvmrp: CREATION? " + from(ETH0) + " iif=10 [11, 12, 14]");
        assertThat(copies()).containsExactly(ETH1, ETH3);
    }

    @Test
    @Tag("RFC2715-rule-3")
    @Tag("RFC2715-section-4.1")
    @Tag("MGM-039")
    @Tag("MGM-089")
    @DisplayName("Rule 3: what a neighbour pruned stays off the entry when that is made again")
    void pruneSurvivesTheEntry() {
        component(1, pimSm("sparse", rpBehind(ETH0)), ETH0);
        Client<Dvmrp> dvmrp = component(2, new Dvmrp("dvmrp"), ETH1, ETH2);
        dvmrp.protocol().neighborFound(ETH1);
        dvmrp.protocol().neighborFound(ETH2);
        router.packet(from(ETH0));
        dvmrp.protocol().pruneReceived(ETH1, from(ETH0));

        router.advance(ManagerSettings.DEFAULTS.entryLifetime().multipliedBy(2));
        assertThat(router.table()).isEmpty();
        router.packet(from(ETH0));

        assertThat(router.table()).containsExactly(from(ETH0) + " 10->[12]");
    }
}
