package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH0;
import static io.mgmrouter.testkit.conformance.Router.ETH1;
import static io.mgmrouter.testkit.conformance.Router.ETH2;
import static io.mgmrouter.testkit.conformance.Router.ETH3;
import static io.mgmrouter.testkit.conformance.Router.STAR_STAR;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.ForwardingStats;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.Page;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.testkit.protocols.Dvmrp;
import io.mgmrouter.testkit.protocols.IgmpLinks;
import io.mgmrouter.testkit.protocols.PimDm;
import io.mgmrouter.testkit.protocols.PimSm;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The sequences of the contract with real protocols: start-up, shutdown, reading, a join, a first packet, a tree. */
abstract class SequenceScenarios extends Scenario {

    SequenceScenarios(ManagerUnderTest.Starter starter) {
        super(starter);
    }

    private PimSm pimSm(String name, InterfaceId domain) {
        return new PimSm(name, router.routes(), rpBehind(domain));
    }

    @Test
    @Tag("RFC2715-section-2.2")
    @Tag("MGM-010")
    @Tag("MGM-017")
    @Tag("MGM-026")
    @Tag("MGM-100")
    @DisplayName("Start-up: a late protocol asks for owners, takes its interfaces beside IGMP, enumerates, catches up")
    void lateStarter() {
        Client<IgmpLinks> igmp = component(1, new IgmpLinks("igmp"), ETH0, ETH3);
        component(2, pimSm("early", ETH1), ETH1).protocol().joinReceived(ETH1, G);
        igmp.protocol().receiversCame(ETH3, Router.starG("239.2.2.2"));
        assertThat(router.manager().ownerOf(ETH0)).contains(igmp.id());
        assertThat(router.manager().ownerOf(ETH2)).isEmpty();
        begin();

        Client<PimSm> late = component(3, pimSm("late", ETH0), ETH0, ETH2);

        assertThat(router.happened()).containsExactly("igmp: DISABLE if=10", "igmp: ENABLE if=10");
        assertThat(sent(late)).containsExactly("join (*,239.1.1.1)", "join (*,239.2.2.2)");
        assertThat(router.manager().ownerOf(ETH0)).contains(late.id());
    }

    @Test
    @Tag("RFC2715-rule-1")
    @Tag("MGM-060")
    @Tag("MGM-092")
    @Tag("MGM-100")
    @DisplayName("Start-up: flows that nobody answered for are expected at once where a late protocol has come")
    void lateOwnerOfTheIncomingInterface() {
        Client<Dvmrp> dvmrp = component(1, new Dvmrp("dvmrp"), ETH1);
        dvmrp.protocol().neighborFound(ETH1);
        router.packet(from(ETH0));
        assertThat(router.table()).containsExactly(from(ETH0) + " 10->[]");

        component(2, pimSm("late", ETH0), ETH0);

        assertThat(router.table()).containsExactly(from(ETH0) + " 10->[11]");
    }

    @Test
    @Tag("RFC2715-rule-4")
    @Tag("RFC2715-section-3.1.1")
    @Tag("MGM-006")
    @Tag("MGM-007")
    @Tag("MGM-023")
    @Tag("MGM-024")
    @Tag("MGM-027")
    @DisplayName("Shutdown: everything a protocol held is released, with the alerts of as many single deletes")
    void shutdown() {
        Client<PimSm> upstream = component(1, pimSm("upstream", ETH0), ETH0);
        Client<Dvmrp> dvmrp = component(2, new Dvmrp("dvmrp"), ETH1, ETH2);
        component(3, new IgmpLinks("igmp"), ETH2);
        dvmrp.protocol().neighborFound(ETH1);
        dvmrp.protocol().neighborFound(ETH2);
        router.packet(from(ETH0));
        router.packet(from(ETH1));
        begin();

        dvmrp.releases(ETH1, ETH2);
        dvmrp.deregisters();

        assertThat(router.happened())
                .containsExactly(
                        "upstream: PRUNE " + STAR_STAR + " if=12 MEMBERSHIP",
                        "upstream: PRUNE " + from(ETH0) + " if=10 FORWARDING_ENTRY",
                        "igmp: DISABLE if=12",
                        "igmp: PRUNE " + STAR_STAR + " if=12 MEMBERSHIP",
                        "igmp: ENABLE if=12");
        assertThat(sent(upstream)).contains("prune (*,*)");
        assertThat(router.table()).containsExactly(from(ETH0) + " 10->[]");
        assertThat(router.memberships()).isEmpty();
        refused(
                MgmError.INVALID_PARAMETER,
                Reason.SESSION_CLOSED,
                () -> dvmrp.session().takeOwnership(ETH1));
    }

    @Test
    @Tag("MGM-093")
    @Tag("MGM-094")
    @Tag("MGM-095")
    @Tag("MGM-097")
    @DisplayName("Administration: all entries and their traffic in pages, while protocols come between")
    void administration() {
        component(1, new PimDm("dense"), ETH0, ETH1).protocol().neighborFound(ETH1);
        List<Sg> flows = new ArrayList<>();
        for (int n = 1; n <= 7; n++) {
            flows.add(Router.sg("10.100.0." + n, "239.1.1." + (1 + n % 2)));
            router.packet(flows.getLast());
        }
        flows.sort(null);

        List<Sg> walked = new ArrayList<>();
        List<Long> packets = new ArrayList<>();
        Optional<Sg> after = Optional.empty();
        boolean more = true;
        while (more) {
            Page<ForwardingStats> page = router.manager().stats(after, 3, ForwardingStats.Level.BASIC);
            page.items().forEach(stats -> {
                walked.add(stats.entry().sg());
                packets.add(stats.inPackets());
            });
            after = Optional.of(walked.getLast());
            more = page.more();
        }

        assertThat(walked).isEqualTo(flows);
        assertThat(packets).hasSize(7).containsOnly(1L);
    }

    @Test
    @Tag("RFC2715-section-4.4")
    @Tag("RFC2715-section-4.6")
    @Tag("MGM-072")
    @Tag("MGM-086")
    @DisplayName(
            "A host joins, on its router: IGMP tells the interface's owner, and that its peer upstream; data returns")
    void hostJoins() {
        Client<IgmpLinks> igmp = component(1, new IgmpLinks("igmp"), ETH2);
        Client<PimSm> pim = component(2, pimSm("pim", ETH3), ETH2, ETH3);

        igmp.protocol().receiversCame(ETH2, G);
        assertThat(router.happened()).contains("pim: LOCAL_JOIN " + G + " if=12");
        assertThat(sent(pim)).containsExactly("join " + G);

        router.packet(from(ETH3));
        assertThat(copies()).containsExactly(ETH2);
    }

    @Test
    @Tag("RFC2715-section-3.1.1")
    @Tag("RFC2715-section-4.4")
    @Tag("MGM-051")
    @Tag("MGM-086")
    @DisplayName("A host joins, on the next router: the peer tells the manager, that each other protocol; data returns")
    void peerJoins() {
        Client<PimSm> peer = component(1, pimSm("peer", ETH1), ETH1);
        Client<PimSm> beyond = component(2, pimSm("beyond", ETH0), ETH0);
        Client<IgmpLinks> igmp = component(3, new IgmpLinks("igmp"), ETH3);

        peer.protocol().joinReceived(ETH1, G);
        assertThat(router.happened())
                .containsExactly("beyond: JOIN " + G + " MEMBERSHIP", "igmp: JOIN " + G + " MEMBERSHIP");
        assertThat(sent(beyond)).containsExactly("join " + G);
        assertThat(sent(igmp)).containsExactly("report 239.1.1.1 if=13");

        router.packet(from(ETH0));
        assertThat(copies()).containsExactly(ETH1);
    }

    @Test
    @Tag("RFC2715-rule-1")
    @Tag("RFC2715-rule-3")
    @Tag("RFC2715-rule-4")
    @Tag("MGM-077")
    @Tag("MGM-081")
    @Tag("MGM-084")
    @Tag("MGM-085")
    @Tag("MGM-087")
    @Tag("MGM-088")
    @DisplayName("A first packet: RPF, then creation, then the forwarder; an entry without oifs is pruned")
    void firstPacket() {
        Client<Dvmrp> source = component(1, new Dvmrp("source"), ETH0);
        Client<PimSm> sparse = component(2, pimSm("sparse", ETH1), ETH1);
        Client<PimDm> dense = component(3, new PimDm("dense"), ETH2);
        component(4, new IgmpLinks("igmp"), ETH2);
        sparse.protocol().joinReceived(ETH1, G);
        begin();
        source.goesDeaf();
        dense.goesDeaf();

        router.packet(from(ETH0));
        assertThat(router.manager().entry(from(ETH0)).map(ForwardingEntry::state))
                .contains(ForwardingEntry.State.RPF_ASKED);
        source.listens();
        assertThat(router.manager().entry(from(ETH0)).map(ForwardingEntry::state))
                .contains(ForwardingEntry.State.CREATION_ASKED);
        assertThat(router.table()).isEmpty();
        dense.listens();

        assertThat(router.happened())
                .containsExactly(
                        "source: RPF? " + from(ETH0) + " iif=10",
                        "sparse: CREATION? " + from(ETH0) + " iif=10 [11]",
                        "dense: CREATION? " + from(ETH0) + " iif=10 [12+igmp]");
        assertThat(copies()).containsExactly(ETH1);

        router.packet(from(ETH0));
        assertThat(router.happened()).isEmpty();

        Sg unwanted = Router.sg("10.100.0.9", "239.3.3.3");
        router.packet(unwanted);
        assertThat(router.happened())
                .containsExactly(
                        "source: RPF? " + unwanted + " iif=10",
                        "source: PRUNE " + unwanted + " if=10 FORWARDING_ENTRY",
                        "dense: CREATION? " + unwanted + " iif=10 [12+igmp]");
        assertThat(sent(source)).containsExactly("prune " + unwanted);
    }

    @Test
    @Tag("RFC2715-section-1")
    @Tag("MGM-003")
    @Tag("MGM-053")
    @Tag("MGM-060")
    @DisplayName("The same protocol twice: two domains of PIM-SM are two components, and exchange like strangers")
    void sameProtocolTwice() {
        Client<PimSm> west = component(new ComponentId(103, 1), pimSm("west", ETH0), ETH0);
        Client<PimSm> east = component(new ComponentId(103, 2), pimSm("east", ETH1), ETH1);

        west.protocol().joinReceived(ETH0, G);
        assertThat(sent(east)).containsExactly("join " + G);
        east.protocol().joinReceived(ETH1, G);
        assertThat(sent(west)).containsExactly("join " + G);
        router.packet(from(ETH0));
        router.packet(from(ETH1));

        assertThat(router.table()).containsExactly(from(ETH0) + " 10->[11]", from(ETH1) + " 11->[10]");
        assertThat(router.manager().entry(from(ETH1)).flatMap(ForwardingEntry::iifOwner))
                .contains(east.id());
    }

    @Test
    @Tag("RFC2715-section-3.1")
    @Tag("RFC2715-rule-6")
    @Tag("MGM-067")
    @Tag("MGM-086")
    @DisplayName("A tree of domains: a sparse backbone, a dense and a sparse leaf; each hears each, and no data twice")
    void tree() {
        Client<PimSm> backbone = component(1, pimSm("backbone", ETH0), ETH0);
        Client<Dvmrp> dense = component(2, new Dvmrp("dense"), ETH1);
        Client<PimSm> sparse = component(3, pimSm("sparse", ETH2), ETH2);
        dense.protocol().neighborFound(ETH1);
        backbone.protocol().joinReceived(ETH0, G);
        sparse.protocol().joinReceived(ETH2, G);
        begin();

        router.packet(from(ETH0));
        assertThat(copies()).containsExactly(ETH1, ETH2);
        router.packet(from(ETH1));
        assertThat(copies()).containsExactly(ETH0, ETH2);
        router.packet(from(ETH2));
        assertThat(copies()).containsExactly(ETH0, ETH1);

        backbone.protocol().pruneReceived(ETH0, G);
        sparse.protocol().pruneReceived(ETH2, G);
        assertThat(sent(dense)).containsExactly("prune " + from(ETH1));
        dense.protocol().pruneReceived(ETH1, from(ETH0));
        assertThat(sent(backbone)).contains("prune " + from(ETH0));
    }
}
