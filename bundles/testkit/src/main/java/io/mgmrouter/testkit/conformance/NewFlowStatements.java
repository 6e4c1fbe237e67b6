package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH0;
import static io.mgmrouter.testkit.conformance.Router.ETH1;
import static io.mgmrouter.testkit.conformance.Router.ETH2;
import static io.mgmrouter.testkit.conformance.Router.ETH3;
import static io.mgmrouter.testkit.conformance.Router.ETH4;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.ClientStatus;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.StarStar;
import io.mgmrouter.mgm.spi.RpfQuery;
import io.mgmrouter.testkit.RecordingProtocol;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MGM-077 to 087. X owns the interface toward the source and another one; Y and Z have one or two more. */
abstract class NewFlowStatements extends Chapter {

    private final Sg sg;
    private final StarG g;
    private final IpAddress neighbor;
    private final Client<RecordingProtocol> x = router.routing("x", 101).owns(ETH0, ETH3);
    private final Client<RecordingProtocol> y = router.routing("y", 102).owns(ETH1, ETH2);
    private final Client<RecordingProtocol> z = router.routing("z", 103).owns(ETH4);

    NewFlowStatements(ManagerUnderTest.Starter starter, Sg flow) {
        super(starter);
        sg = flow;
        g = new StarG(flow.group());
        neighbor = IpAddress.parse(flow.family() == Family.IPV4 ? "10.0.3.7" : "2001:db8:3::7");
    }

    private ForwardingEntry entry() {
        return router.manager().entry(sg).orElseThrow();
    }

    @Test
    @Tag("MGM-077")
    @DisplayName("The owner of the interface toward the source is asked once, wherever the packet arrived")
    void rpfOwnerIsAsked() {
        router.packet(sg, ETH1);

        assertThat(router.happened())
                .containsExactly("x: RPF? " + sg + " iif=10", "x: PRUNE " + sg + " if=10 FORWARDING_ENTRY");
        assertThat(entry().iifOwner()).contains(x.id());
    }

    @Test
    @Tag("MGM-078")
    @DisplayName("The question carries interface, neighbour and route of the multicast view, and the packet's header")
    void whatTheQuestionCarries() {
        String far = sg.family() == Family.IPV4 ? "172.16.0.0/16" : "2001:db8:ff::/48";
        Sg farFlow = new Sg(IpAddress.parse(sg.family() == Family.IPV4 ? "172.16.0.9" : "2001:db8:ff::9"), sg.group());
        router.routes().via(far, ETH3.index(), neighbor.toString());
        ByteBuffer packet = ByteBuffer.wrap(new byte[] {0x46, 1, 2, 3, 4, 5, 6, 7});

        router.forwarder().packet(farFlow, ETH1, packet);
        packet.put(1, (byte) 99);
        router.settle();

        RpfQuery query = x.protocol().lastRpfQuery();
        assertThat(query.sg()).isEqualTo(farFlow);
        assertThat(query.iif()).isEqualTo(ETH3);
        assertThat(query.upstreamNeighbor()).contains(neighbor);
        assertThat(query.route().prefix()).hasToString(far);
        assertThat(query.packetHeader().isReadOnly()).isTrue();
        assertThat(query.packetHeader().remaining()).isEqualTo(8);
        assertThat(query.packetHeader().get(1))
                .as("a copy, which later packets do not change")
                .isEqualTo((byte) 1);
    }

    @Test
    @Tag("MGM-078")
    @DisplayName("For a source on the link the question names no neighbour")
    void questionAboutConnectedSource() {
        router.packet(sg);

        assertThat(x.protocol().lastRpfQuery().upstreamNeighbor()).isEmpty();
        assertThat(x.protocol().lastRpfQuery().route().connected()).isTrue();
    }

    @Test
    @Tag("MGM-079")
    @DisplayName("The interface and the neighbour answered become those of the entry")
    void rpfAnswerCounts() {
        y.joins(ETH1, g);
        x.joins(ETH0, g).joins(ETH3, g);
        x.protocol().answersRpf(query -> query.withIncoming(ETH3, Optional.of(neighbor)));

        router.packet(sg);

        assertThat(entry().incomingInterface()).contains(ETH3);
        assertThat(entry().upstreamNeighbor()).contains(neighbor);
        assertThat(router.table())
                .as("the interface toward the source is an outgoing one now, the chosen one is not")
                .containsExactly(sg + " 13->[10, 11]");
    }

    @Test
    @Tag("MGM-080")
    @DisplayName("An answer with an interface of another client, of nobody, or of none is ignored")
    void foreignRpfAnswer() {
        y.joins(ETH1, g);
        x.releases(ETH3);
        for (var wrong : Set.of(ETH2, ETH3, Router.NOWHERE)) {
            x.protocol().answersRpf(query -> query.withIncoming(wrong, Optional.of(neighbor)));
            Sg flow = new Sg(
                    sg.source().family() == Family.IPV4
                            ? IpAddress.parse("10.0.0." + wrong.index())
                            : IpAddress.parse("2001:db8::" + wrong.index()),
                    sg.group());

            router.packet(flow);

            assertThat(router.manager().entry(flow).orElseThrow().incomingInterface())
                    .contains(ETH0);
            assertThat(router.manager().entry(flow).orElseThrow().upstreamNeighbor())
                    .isEmpty();
            assertThat(router.table()).contains(flow + " 10->[11]");
        }
    }

    @Test
    @Tag("MGM-081")
    @Tag("MGM-082")
    @DisplayName("Each client with candidates is alerted once, with its own ones and the chosen iif; others are not")
    void creationAlerts() {
        x.protocol().answersRpf(query -> query.withIncoming(ETH3, Optional.empty()));
        y.joins(ETH1, g).joins(ETH2, sg, new StarStar(sg.family()));
        x.joins(ETH0, g);
        router.happened();

        router.packet(sg);

        assertThat(router.happened())
                .containsExactly(
                        "x: RPF? " + sg + " iif=10",
                        "x: CREATION? " + sg + " iif=13 [10]",
                        "y: CREATION? " + sg + " iif=13 [11, 12]");
        assertThat(z.protocol().heard()).isEmpty();
    }

    @Test
    @Tag("MGM-082")
    @DisplayName("A client whose only membership is on the incoming interface is not alerted of the creation")
    void noCandidateOnIncomingInterface() {
        x.joins(ETH0, g);
        y.joins(ETH1, g);
        router.happened();

        router.packet(sg);

        assertThat(router.happened())
                .containsExactly("x: RPF? " + sg + " iif=10", "y: CREATION? " + sg + " iif=10 [11]");
    }

    @Test
    @Tag("MGM-083")
    @DisplayName("Candidates that are left out are no oifs; the others are")
    void leftOut() {
        y.joins(ETH1, g).joins(ETH2, g);
        y.protocol().answersCreation(_ -> Set.of(ETH2));

        router.packet(sg);

        assertThat(router.table()).containsExactly(sg + " 10->[11]");
        assertThat(router.memberships()).hasSize(2);
    }

    @Test
    @Tag("MGM-083")
    @DisplayName("A client can leave out its own interfaces only")
    void leftOutOfOthers() {
        y.joins(ETH1, g);
        z.joins(ETH4, g);
        y.protocol().answersCreation(_ -> Set.of(ETH4, Router.NOWHERE));

        router.packet(sg);

        assertThat(router.table()).containsExactly(sg + " 10->[11, 14]");
    }

    @Test
    @Tag("MGM-084")
    @DisplayName("A candidate says whether the local-membership client of the flow's family is on it")
    void igmpFlag() {
        var local = sg.family() == Family.IPV4 ? router.igmp() : router.mld();
        var other = sg.family() == Family.IPV4 ? router.mld() : router.igmp();
        local.owns(ETH2);
        other.owns(ETH1);
        y.joins(ETH1, g).joins(ETH2, g);
        router.happened();

        router.packet(sg);

        assertThat(router.happened()).contains("y: CREATION? " + sg + " iif=10 [11, 12+igmp]");
    }

    @Test
    @Tag("MGM-085")
    @DisplayName("RPF is answered before creation is asked, and creation before the first packet is forwarded")
    void orderOfQuestions() {
        y.joins(ETH1, g);
        z.joins(ETH4, g);
        router.happened();
        x.goesDeaf();
        z.goesDeaf();

        router.packet(sg);
        assertThat(router.happened()).isEmpty();
        assertThat(entry().state()).isEqualTo(ForwardingEntry.State.RPF_ASKED);

        x.listens();
        assertThat(router.happened())
                .containsExactly("x: RPF? " + sg + " iif=10", "y: CREATION? " + sg + " iif=10 [11]");
        assertThat(entry().state()).isEqualTo(ForwardingEntry.State.CREATION_ASKED);
        assertThat(router.table()).isEmpty();
        assertThat(router.forwarder().takeSent()).isEmpty();

        z.listens();
        assertThat(entry().state()).isEqualTo(ForwardingEntry.State.INSTALLED);
        assertThat(router.forwarder().takeSent()).containsExactly(sg + "->11", sg + "->14");
    }

    @Test
    @Tag("MGM-085")
    @Tag("MGM-104")
    @DisplayName("A client that does not answer in time counts as agreeing; its late answer changes nothing, but it is"
            + " asked again")
    void lateAnswers() {
        y.joins(ETH1, g).joins(ETH2, g);
        x.protocol().answersRpf(query -> query.withIncoming(ETH3, Optional.empty()));
        y.protocol().answersCreation(_ -> Set.of(ETH2));
        x.goesDeaf();
        y.goesDeaf();
        router.packet(sg);

        router.advance(ManagerSettings.DEFAULTS.questionDeadline());
        assertThat(router.table()).isEmpty();
        router.advance(ManagerSettings.DEFAULTS.questionDeadline());
        assertThat(router.table()).containsExactly(sg + " 10->[11, 12]");

        x.listens();
        y.listens();
        assertThat(router.table()).as("asked again").containsExactly(sg + " 13->[11]");
        assertThat(router.manager().clients())
                .extracting(ClientStatus::lateAnswers)
                .containsExactly(1L, 1L, 0L);
    }

    @Test
    @Tag("MGM-086")
    @DisplayName("Candidates are the interfaces with a matching (S,G), (*,G) or (*,*), never the incoming one")
    void candidates() {
        x.joins(ETH0, g).joins(ETH3, sg);
        y.joins(ETH1, new StarStar(sg.family()))
                .joins(ETH2, Router.starG(sg.family() == Family.IPV4 ? "239.3.3.3" : "ff3e::3:3"));
        z.joins(ETH4, g);

        router.packet(sg);

        assertThat(router.table()).containsExactly(sg + " 10->[11, 13, 14]");
        assertThat(entry().outgoingInterfaces())
                .containsExactlyInAnyOrder(
                        new ForwardingEntry.OutgoingInterface(ETH1, y.id()),
                        new ForwardingEntry.OutgoingInterface(ETH3, x.id()),
                        new ForwardingEntry.OutgoingInterface(ETH4, z.id()));
    }

    @Test
    @Tag("MGM-086")
    @DisplayName("What joins and leaves while the questions are open is in the entry as it is by then")
    void membershipsChangeMeanwhile() {
        y.joins(ETH1, g);
        x.goesDeaf();
        router.packet(sg);

        y.leaves(ETH1, g);
        z.joins(ETH4, g);
        x.listens();

        assertThat(router.table()).containsExactly(sg + " 10->[14]");
    }

    @Test
    @Tag("MGM-087")
    @DisplayName("Further packets of a flow with an entry call nobody, even if the forwarder reports one once more")
    void furtherPackets() {
        y.joins(ETH1, g);
        router.packet(sg);
        router.happened();
        router.forwarder().takeSent();

        router.packet(sg);
        router.forwarder().upcalls().noEntry(sg, ETH0, ByteBuffer.allocate(20));

        assertThat(router.happened()).isEmpty();
        assertThat(router.forwarder().takeSent()).containsExactly(sg + "->11");
    }

    @Test
    @Tag("MGM-087")
    @Tag("MGM-077")
    @DisplayName("Further packets while the questions are open ask nobody again, and are not lost")
    void furtherPacketsMeanwhile() {
        y.joins(ETH1, g);
        router.happened();
        x.goesDeaf();
        router.packet(sg);
        router.packet(sg);
        router.packet(sg);

        x.listens();

        assertThat(router.happened())
                .containsExactly("x: RPF? " + sg + " iif=10", "y: CREATION? " + sg + " iif=10 [11]");
        assertThat(router.forwarder().takeSent()).hasSize(3);
    }
}
