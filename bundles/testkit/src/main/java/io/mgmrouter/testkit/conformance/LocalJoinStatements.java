package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH0;
import static io.mgmrouter.testkit.conformance.Router.ETH1;
import static io.mgmrouter.testkit.conformance.Router.ETH2;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.testkit.RecordingLocalMembership;
import io.mgmrouter.testkit.RecordingProtocol;
import java.util.EnumSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MGM-072 to 076. X owns ETH0 and ETH1, and shares ETH1 with the local-membership client; ETH2 has no owner. */
abstract class LocalJoinStatements extends Chapter {

    private final Sg sg;
    private final StarG g;
    private final Client<RecordingProtocol> x = router.routing("x", 101).owns(ETH0, ETH1);
    private final Client<RecordingProtocol> y = router.routing("y", 102);
    private final Client<RecordingLocalMembership> local;
    private final String name;

    LocalJoinStatements(ManagerUnderTest.Starter starter, Sg flow) {
        super(starter);
        sg = flow;
        g = new StarG(flow.group());
        local = flow.family() == Family.IPV4 ? router.igmp() : router.mld();
        local.owns(ETH1, ETH2);
        name = local.protocol().name();
        router.happened();
    }

    @Test
    @Tag("MGM-072")
    @DisplayName("A local membership on an owned interface is told to the owner once, with pair and interface")
    void localJoin() {
        local.joins(ETH1, sg, g);
        local.joins(ETH1, g);

        assertThat(router.happened())
                .containsExactly("x: LOCAL_JOIN " + sg + " if=11", "x: LOCAL_JOIN " + g + " if=11");
    }

    @Test
    @Tag("MGM-072")
    @DisplayName("The owner is told also the next hop of the interface with the members")
    void localJoinOnNextHop() {
        InterfaceId link = InterfaceId.of(ETH1.index(), IpAddress.parse("10.0.1.7"));
        y.owns(link);
        local.owns(link);
        router.happened();

        local.joins(link, g);

        assertThat(router.happened()).containsExactly("y: LOCAL_JOIN " + g + " if=11/10.0.1.7");
    }

    @Test
    @Tag("MGM-073")
    @DisplayName("The end of a local membership is told to the owner once")
    void localLeave() {
        local.joins(ETH1, g);
        router.happened();

        local.leaves(ETH1, g);
        local.leaves(ETH1, g);

        assertThat(router.happened()).containsExactly("x: LOCAL_LEAVE " + g + " if=11");
    }

    @Test
    @Tag("MGM-074")
    @DisplayName("On an interface without owner the local-membership client is counted like any other")
    void withoutOwner() {
        local.joins(ETH2, g);
        assertThat(router.happened()).containsExactly("x: JOIN " + g + " MEMBERSHIP", "y: JOIN " + g + " MEMBERSHIP");

        x.joins(ETH0, g);
        assertThat(router.happened()).containsExactly(name + ": JOIN " + g + " MEMBERSHIP");
        x.leaves(ETH0, g);
        assertThat(router.happened()).containsExactly(name + ": PRUNE " + g + " if=10 MEMBERSHIP");

        local.leaves(ETH2, g);
        assertThat(router.happened())
                .containsExactly("x: PRUNE " + g + " if=12 MEMBERSHIP", "y: PRUNE " + g + " if=12 MEMBERSHIP");
    }

    @Test
    @Tag("MGM-074")
    @DisplayName("All interfaces without owner together make the local-membership client count once")
    void countsOnce() {
        local.owns(Router.ETH3).joins(ETH2, g);
        router.happened();

        local.joins(Router.ETH3, g);
        local.leaves(ETH2, g);

        assertThat(router.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-075")
    @DisplayName("Memberships of routing protocols are never local joins or leaves")
    void notForRoutingProtocols() {
        x.joins(ETH1, g, sg).leaves(ETH1, g, sg);
        y.owns(Router.ETH3).joins(Router.ETH3, g).leaves(Router.ETH3, g);

        assertThat(router.happened()).isNotEmpty().noneMatch(line -> line.contains("LOCAL"));
    }

    @Test
    @Tag("MGM-076")
    @DisplayName("A local membership on an owned interface neither alerts nor forwards until the owner adds it")
    void nothingUntilTheOwnerAdds() {
        router.packet(sg);
        router.happened();

        local.joins(ETH1, g);
        assertThat(router.happened()).containsExactly("x: LOCAL_JOIN " + g + " if=11");
        assertThat(router.table()).containsExactly(sg + " 10->[]");

        x.joins(ETH1, g);
        assertThat(router.happened())
                .containsExactly("y: JOIN " + g + " MEMBERSHIP", name + ": JOIN " + g + " MEMBERSHIP");
        assertThat(router.table()).containsExactly(sg + " 10->[11]");
    }

    @Test
    @Tag("MGM-076")
    @DisplayName("Forward state of the local-membership client on an owned interface has no effect on the entry")
    void noForwardStateEither() {
        router.packet(sg);

        local.forwards(ETH1, sg);

        assertThat(router.table()).containsExactly(sg + " 10->[]");
    }

    @Test
    @Tag("MGM-076")
    @DisplayName("A protocol that leaves the callbacks to their defaults takes local members over as its own")
    void defaultsMirror() {
        x.releases(ETH1);
        router.register(new ComponentId(104, 0), Role.ROUTING, EnumSet.allOf(Family.class), new RecordingProtocol("w"))
                .owns(ETH1);

        local.joins(ETH1, g);
        assertThat(router.memberships()).containsExactlyInAnyOrder("104:0 " + g + " 11", local.id() + " " + g + " 11");

        local.leaves(ETH1, g);
        assertThat(router.memberships()).isEmpty();
    }
}
