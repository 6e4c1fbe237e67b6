package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH0;
import static io.mgmrouter.testkit.conformance.Router.ETH1;
import static io.mgmrouter.testkit.conformance.Router.ETH2;
import static io.mgmrouter.testkit.conformance.Router.ETH3;
import static io.mgmrouter.testkit.conformance.Router.ETH4;
import static io.mgmrouter.testkit.conformance.Router.STAR_STAR;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.testkit.protocols.Dvmrp;
import io.mgmrouter.testkit.protocols.IgmpLinks;
import io.mgmrouter.testkit.protocols.PimSm;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Rule 6 and section 2.2 of RFC 2715: components that want everything, and how that counts in each group. */
abstract class WildcardRuleScenarios extends Scenario {

    private static final InterfaceId TUNNEL = InterfaceId.of(20);

    WildcardRuleScenarios(ManagerUnderTest.Starter starter) {
        super(starter);
        router.links().with(TUNNEL.index(), "tun0", "10.0.20.1/30");
    }

    private PimSm pimSm(String name, InterfaceId domain) {
        return new PimSm(name, router.routes(), rpBehind(domain));
    }

    @Test
    @Tag("RFC2715-rule-6")
    @Tag("MGM-066")
    @DisplayName("Rule 6: while another component wants everything, PIM-SM pulls everything its domain sends")
    void firstAndLastWildcardReceiver() {
        Client<PimSm> pim = component(1, pimSm("pim", ETH0), ETH0);
        Client<IgmpLinks> igmp = component(2, new IgmpLinks("igmp"), ETH3);

        Client<Dvmrp> dvmrp = component(3, new Dvmrp("dvmrp"), ETH1);
        assertThat(sent(pim)).containsExactly("join (*,*)");
        assertThat(sent(igmp)).containsExactly("promiscuous if=13");

        dvmrp.releases(ETH1);
        assertThat(sent(pim)).containsExactly("prune (*,*)");
        assertThat(sent(igmp)).containsExactly("no longer promiscuous if=13");
    }

    @Test
    @Tag("RFC2715-rule-6")
    @Tag("MGM-066")
    @DisplayName("Rule 6: of two wildcard receivers the first hears of the second, and others only of first and last")
    void secondWildcardReceiver() {
        Client<Dvmrp> first = component(1, new Dvmrp("first"), ETH1);
        component(2, pimSm("pim", ETH0), ETH0);
        begin();

        Client<Dvmrp> second = component(3, new Dvmrp("second"), ETH2);
        assertThat(router.happened()).containsExactly("first: JOIN " + STAR_STAR + " MEMBERSHIP");
        first.releases(ETH1);
        assertThat(router.happened()).containsExactly("second: PRUNE " + STAR_STAR + " if=11 MEMBERSHIP");
        second.releases(ETH2);
        assertThat(router.happened())
                .containsExactly(
                        "first: PRUNE " + STAR_STAR + " if=12 MEMBERSHIP",
                        "pim: PRUNE " + STAR_STAR + " if=12 MEMBERSHIP");
    }

    @Test
    @Tag("RFC2715-rule-6")
    @Tag("RFC2715-section-4.4")
    @Tag("MGM-066")
    @DisplayName("Rule 6: a wildcard receiver for external sources makes the others such for their internal ones")
    void externalMakesInternal() {
        Client<PimSm> internal = component(1, pimSm("internal", ETH0), ETH0);
        Client<PimSm> external =
                component(2, new PimSm("external", router.routes(), rpBehind(ETH1), TUNNEL), ETH1, TUNNEL);

        assertThat(sent(internal)).containsExactly("join (*,*)");
        assertThat(sent(external)).isEmpty();
        router.packet(from(ETH0));

        assertThat(sent(external)).containsExactly("border register " + from(ETH0));
        assertThat(router.table()).containsExactly(from(ETH0) + " 10->[20]");
    }

    @Test
    @Tag("RFC2715-rule-6")
    @Tag("RFC2715-section-2.2")
    @Tag("MGM-082")
    @DisplayName("Rule 6: with memberships reported as a whole nobody has to be a wildcard receiver")
    void notNeededWithReports() {
        Client<PimSm> one = component(1, pimSm("one", ETH0), ETH0);
        Client<PimSm> two = component(2, pimSm("two", ETH1), ETH1);
        router.packet(from(ETH0));
        begin();

        two.protocol().joinReceived(ETH1, G);

        assertThat(sent(one)).containsExactly("join " + G, "join " + from(ETH0));
        assertThat(sent(two)).isEmpty();
        assertThat(router.table()).containsExactly(from(ETH0) + " 10->[11]");
    }

    @Test
    @Tag("RFC2715-section-2.2")
    @Tag("MGM-067")
    @DisplayName("Section 2.2: a wildcard receiver stands in every group's row")
    void wildcardInEachRow() {
        component(1, new Dvmrp("dvmrp"), ETH1);
        Client<PimSm> pim = component(2, pimSm("pim", ETH0), ETH0);
        Client<PimSm> second = component(3, pimSm("second", ETH2), ETH2);
        begin();

        pim.protocol().joinReceived(ETH0, G);
        assertThat(router.happened()).containsExactly("dvmrp: JOIN " + G + " MEMBERSHIP");
        second.protocol().joinReceived(ETH2, G);
        assertThat(router.happened()).isEmpty();
        pim.protocol().pruneReceived(ETH0, G);
        assertThat(router.happened()).isEmpty();
        second.protocol().pruneReceived(ETH2, G);
        assertThat(router.happened()).containsExactly("dvmrp: PRUNE " + G + " if=12 MEMBERSHIP");
    }

    @Test
    @Tag("RFC2715-section-2.2")
    @Tag("MGM-066")
    @Tag("MGM-067")
    @DisplayName(
            "Section 2.2: when the last wildcard receiver goes, groups that others joined meanwhile are still found")
    void groupsBehindAWildcardReceiver() {
        Client<Dvmrp> dvmrp = component(1, new Dvmrp("dvmrp"), ETH1);
        Client<PimSm> pim = component(2, pimSm("pim", ETH0), ETH0);
        Client<IgmpLinks> igmp = component(3, new IgmpLinks("igmp"), ETH3);
        igmp.protocol().receiversCame(ETH3, G);
        assertThat(sent(pim)).containsExactly("join (*,*)");

        dvmrp.releases(ETH1);

        assertThat(sent(pim)).containsExactly("join " + G, "prune (*,*)");
        assertThat(pim.protocol().joined()).containsExactly(G);
    }

    @Test
    @Tag("RFC2715-section-4.6")
    @Tag("MGM-074")
    @DisplayName(
            "Section 4.6: an IGMP-only link joins as a host what others want; links of one client hear of each other")
    void igmpOnlyLinks() {
        Client<IgmpLinks> igmp = component(1, new IgmpLinks("igmp"), ETH3, ETH4);
        Client<PimSm> pim = component(2, pimSm("pim", ETH0), ETH0);

        pim.protocol().joinReceived(ETH0, G);
        assertThat(sent(igmp)).containsExactly("report 239.1.1.1 if=13", "report 239.1.1.1 if=14");
        pim.protocol().pruneReceived(ETH0, G);
        assertThat(sent(igmp)).containsExactly("leave 239.1.1.1 if=13", "leave 239.1.1.1 if=14");

        igmp.protocol().receiversCame(ETH4, G);
        assertThat(sent(igmp)).containsExactly("report 239.1.1.1 if=13");
        assertThat(sent(pim)).containsExactly("join " + G);
        igmp.protocol().receiversWent(ETH4, G);
        assertThat(sent(igmp)).containsExactly("leave 239.1.1.1 if=13");
        assertThat(sent(pim)).containsExactly("prune " + G);
    }

    @Test
    @Tag("RFC2715-section-4.6")
    @Tag("MGM-034")
    @Tag("MGM-072")
    @Tag("MGM-076")
    @DisplayName("Section 4.6: an IGMP-only link whose owner comes is that owner's matter, and its hosts stay served")
    void linkGetsAnOwner() {
        Client<IgmpLinks> igmp = component(1, new IgmpLinks("igmp"), ETH3);
        component(2, pimSm("other", ETH0), ETH0);
        igmp.protocol().receiversCame(ETH3, G);
        router.packet(from(ETH0));
        assertThat(router.table()).containsExactly(from(ETH0) + " 10->[13]");

        Client<PimSm> owner = component(3, pimSm("owner", ETH3), ETH3);

        assertThat(router.happened()).contains("owner: LOCAL_JOIN " + G + " if=13");
        assertThat(router.table()).containsExactly(from(ETH0) + " 10->[13]");
        owner.releases(ETH3);
        assertThat(router.table()).containsExactly(from(ETH0) + " 10->[13]");
        igmp.protocol().receiversWent(ETH3, G);
        assertThat(router.table()).containsExactly(from(ETH0) + " 10->[]");
    }
}
