package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH0;
import static io.mgmrouter.testkit.conformance.Router.ETH1;
import static io.mgmrouter.testkit.conformance.Router.ETH2;
import static io.mgmrouter.testkit.conformance.Router.ETH3;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.testkit.protocols.Dvmrp;
import io.mgmrouter.testkit.protocols.IgmpLinks;
import io.mgmrouter.testkit.protocols.PimDm;
import io.mgmrouter.testkit.protocols.PimSm;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rules 4 and 5 of RFC 2715: the combined list of oifs becomes empty, and is so no more; tunnels are in it. */
abstract class TransitionRuleScenarios extends Scenario {

    private static final InterfaceId TUNNEL = InterfaceId.of(20);
    private static final Sg FLOW = from(ETH0);

    TransitionRuleScenarios(ManagerUnderTest.Starter starter) {
        super(starter);
        router.links().with(TUNNEL.index(), "tun0", "10.0.20.1/30");
    }

    private PimSm pimSm(String name, InterfaceId domain) {
        return new PimSm(name, router.routes(), rpBehind(domain));
    }

    @Test
    @Tag("RFC2715-rule-4")
    @Tag("RFC2715-rule-5")
    @Tag("MGM-070")
    @DisplayName("Rules 4 and 5: only the first and the last of all components' oifs concern the iif owner")
    void combinedList() {
        Client<PimSm> upstream = component(1, pimSm("upstream", ETH0), ETH0);
        Client<PimSm> sparse = component(2, pimSm("sparse", ETH1), ETH1);
        Client<PimDm> dense = component(3, new PimDm("dense"), ETH2);
        dense.protocol().neighborFound(ETH2);
        sparse.protocol().joinReceived(ETH1, FLOW);
        router.packet(FLOW);
        assertThat(router.table()).containsExactly(FLOW + " 10->[11, 12]");
        begin();

        dense.protocol().assertLost(ETH2, FLOW);
        assertThat(router.happened()).isEmpty();
        sparse.protocol().pruneReceived(ETH1, FLOW);
        assertThat(router.happened())
                .containsExactly(
                        "upstream: PRUNE " + FLOW + " if=11 MEMBERSHIP",
                        "upstream: PRUNE " + FLOW + " if=10 FORWARDING_ENTRY");
        assertThat(sent(upstream)).containsExactly("prune " + FLOW);

        dense.protocol().graftReceived(ETH2, FLOW);
        assertThat(router.happened()).containsExactly("upstream: JOIN " + FLOW + " FORWARDING_ENTRY");
        assertThat(sent(upstream)).containsExactly("join " + FLOW);
        sparse.protocol().joinReceived(ETH1, FLOW);
        assertThat(router.happened()).containsExactly("upstream: JOIN " + FLOW + " MEMBERSHIP");
        assertThat(sent(upstream)).isEmpty();
    }

    @Test
    @Tag("RFC2715-rule-4")
    @Tag("RFC2715-rule-5")
    @Tag("MGM-061")
    @Tag("MGM-070")
    @DisplayName("Rules 4 and 5: a component that owns the iif hears nothing of its own oifs, and knows by itself")
    void ownOifs() {
        Client<Dvmrp> dvmrp = component(1, new Dvmrp("dvmrp"), ETH0, ETH1);
        dvmrp.protocol().neighborFound(ETH1);
        router.packet(FLOW);
        begin();

        dvmrp.protocol().pruneReceived(ETH1, FLOW);
        assertThat(sent(dvmrp)).containsExactly("prune " + FLOW);
        dvmrp.protocol().graftReceived(ETH1, FLOW);
        assertThat(sent(dvmrp)).containsExactly("graft-ack " + FLOW, "graft " + FLOW);

        assertThat(router.happened()).isEmpty();
    }

    @Test
    @Tag("RFC2715-rule-4")
    @Tag("RFC2715-section-4.1")
    @Tag("MGM-088")
    @DisplayName("Rule 4: an entry made without oifs is pruned upstream, and lives as long as that prune")
    void createdWithoutOifs() {
        Client<Dvmrp> dvmrp = component(1, new Dvmrp("dvmrp"), ETH0);
        component(2, pimSm("sparse", ETH1), ETH1);

        router.packet(FLOW);

        assertThat(sent(dvmrp)).containsExactly("prune " + FLOW);
        assertThat(router.manager().entry(FLOW).map(ForwardingEntry::timeout)).contains(Dvmrp.PRUNE_LIFE);
        // The packet that was pruned counts as traffic of the first life.
        router.advance(Dvmrp.PRUNE_LIFE.multipliedBy(2));
        assertThat(router.table()).isEmpty();
        begin();
        router.packet(FLOW);
        assertThat(sent(dvmrp)).containsExactly("prune " + FLOW);
    }

    @Test
    @Tag("RFC2715-rule-5")
    @Tag("RFC2715-section-4.3")
    @Tag("MGM-038")
    @DisplayName("Rule 5: when a prune runs out the flow is wanted again")
    void pruneRunsOut() {
        Client<PimSm> upstream = component(1, pimSm("upstream", ETH0), ETH0);
        Client<PimDm> dense = component(2, new PimDm("dense"), ETH1);
        dense.protocol().neighborFound(ETH1);
        router.packet(FLOW);
        dense.protocol().pruneReceived(ETH1, FLOW);
        begin();

        router.advance(PimDm.OVERRIDE_INTERVAL);
        assertThat(sent(upstream)).containsExactly("prune " + FLOW);

        router.advance(PimDm.PRUNE_LIFE);
        assertThat(sent(upstream)).containsExactly("join " + FLOW);
        assertThat(router.table()).containsExactly(FLOW + " 10->[11]");
    }

    @Test
    @Tag("RFC2715-rule-4")
    @Tag("RFC2715-section-4.3")
    @Tag("MGM-070")
    @DisplayName("Rule 4: a prune that a neighbour of the link overrides changes nothing")
    void overriddenPrune() {
        component(1, pimSm("upstream", ETH0), ETH0);
        Client<PimDm> dense = component(2, new PimDm("dense"), ETH1);
        dense.protocol().neighborFound(ETH1);
        router.packet(FLOW);
        begin();

        dense.protocol().pruneReceived(ETH1, FLOW);
        dense.protocol().joinReceived(ETH1, FLOW);
        router.advance(PimDm.OVERRIDE_INTERVAL);

        assertThat(router.happened()).isEmpty();
        assertThat(router.table()).containsExactly(FLOW + " 10->[11]");
    }

    @Test
    @Tag("RFC2715-rule-4")
    @Tag("RFC2715-rule-5")
    @Tag("RFC2715-section-4.1")
    @Tag("MGM-072")
    @Tag("MGM-073")
    @DisplayName("Rules 4 and 5: hosts on a leaf network of a dense domain come and go")
    void membersOnALeaf() {
        Client<PimSm> upstream = component(1, pimSm("upstream", ETH0), ETH0);
        Client<Dvmrp> dvmrp = component(2, new Dvmrp("dvmrp"), ETH1);
        Client<IgmpLinks> igmp = component(3, new IgmpLinks("igmp"), ETH1);
        router.packet(FLOW);
        begin();

        igmp.protocol().receiversCame(ETH1, G);
        assertThat(router.happened())
                .containsExactly("upstream: JOIN " + FLOW + " FORWARDING_ENTRY", "dvmrp: LOCAL_JOIN " + G + " if=11");
        assertThat(sent(upstream)).containsExactly("join " + FLOW);
        assertThat(router.table()).containsExactly(FLOW + " 10->[11]");

        igmp.protocol().receiversWent(ETH1, G);
        assertThat(sent(upstream)).containsExactly("prune " + FLOW);
        assertThat(sent(dvmrp)).isEmpty();
    }

    @Test
    @Tag("RFC2715-rule-4")
    @Tag("RFC2715-rule-5")
    @Tag("RFC2715-section-4.4")
    @Tag("MGM-086")
    @DisplayName("Rules 4 and 5: the register interface of PIM-SM is an oif; register-stop and its end count")
    void registerInterface() {
        Client<Dvmrp> dvmrp = component(1, new Dvmrp("dvmrp"), ETH0);
        Client<PimSm> pim = component(2, new PimSm("pim", router.routes(), rpBehind(ETH1), TUNNEL), ETH1, TUNNEL);
        begin();

        router.packet(FLOW);
        assertThat(sent(pim)).containsExactly("border register " + FLOW);
        assertThat(router.table()).containsExactly(FLOW + " 10->[20]");
        assertThat(copies()).containsExactly(TUNNEL);

        pim.protocol().registerStopReceived(FLOW);
        assertThat(sent(dvmrp)).containsExactly("prune " + FLOW);
        assertThat(router.table()).containsExactly(FLOW + " 10->[]");

        router.advance(PimSm.REGISTER_SUPPRESSION);
        assertThat(sent(dvmrp)).containsExactly("graft " + FLOW);
        assertThat(router.table()).containsExactly(FLOW + " 10->[20]");
    }

    @Test
    @Tag("RFC2715-section-4.4")
    @Tag("MGM-083")
    @DisplayName("Section 4.4: PIM-SM does not register at the border what its own domain sends")
    void noBorderRegisterForInternalSources() {
        Client<PimSm> pim = component(1, new PimSm("pim", router.routes(), rpBehind(ETH1), TUNNEL), ETH1, TUNNEL);
        component(2, pimSm("other", ETH2), ETH2).protocol().joinReceived(ETH2, G);
        begin();

        router.packet(from(ETH1));

        assertThat(sent(pim)).isEmpty();
        assertThat(router.table()).containsExactly(from(ETH1) + " 11->[12]");
    }

    @Test
    @Tag("RFC2715-rule-2")
    @Tag("RFC2715-rule-4")
    @Tag("MGM-014")
    @Tag("MGM-090")
    @DisplayName("Tunnels: a domain behind a tunnel receives and sends like one behind a link")
    void domainBehindATunnel() {
        router.routes().via("10.120.0.0/16", TUNNEL.index(), "10.0.20.2");
        Client<Dvmrp> mbone = component(1, new Dvmrp("mbone"), TUNNEL);
        Client<PimSm> pim = component(2, pimSm("pim", ETH1), ETH1, ETH3);
        mbone.protocol().neighborFound(TUNNEL);
        pim.protocol().joinReceived(ETH3, G);
        Sg beyond = Router.sg("10.120.0.9", "239.1.1.1");
        begin();

        router.packet(beyond);
        router.packet(from(ETH1));
        assertThat(router.table()).containsExactly(from(ETH1) + " 11->[13, 20]", beyond + " 20->[13]");

        mbone.protocol().pruneReceived(TUNNEL, from(ETH1));
        pim.protocol().pruneReceived(ETH3, G);
        assertThat(router.table()).containsExactly(from(ETH1) + " 11->[]", beyond + " 20->[]");
        assertThat(sent(mbone)).containsExactly("prune " + beyond);
    }
}
