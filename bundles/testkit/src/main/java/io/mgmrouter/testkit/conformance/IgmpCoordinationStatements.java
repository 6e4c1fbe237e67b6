package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH0;
import static io.mgmrouter.testkit.conformance.Router.ETH1;
import static io.mgmrouter.testkit.conformance.Router.ETH2;
import static io.mgmrouter.testkit.conformance.Router.SG;
import static io.mgmrouter.testkit.conformance.Router.SG6;
import static io.mgmrouter.testkit.conformance.Router.STAR_G;
import static io.mgmrouter.testkit.conformance.Router.STAR_G6;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.testkit.RecordingLocalMembership;
import io.mgmrouter.testkit.RecordingProtocol;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MGM-026 to 034. */
abstract class IgmpCoordinationStatements extends Chapter {

    private final Client<RecordingLocalMembership> igmp = router.igmp();
    private final Client<RecordingProtocol> x = router.routing("x", 101);
    private final Client<RecordingProtocol> y = router.routing("y", 102);

    IgmpCoordinationStatements(ManagerUnderTest.Starter starter) {
        super(starter);
    }

    @Test
    @Tag("MGM-026")
    @DisplayName("When its interface is taken IGMP sees one disable, then one enable, for that interface")
    void taken() {
        igmp.owns(ETH0, ETH1);

        x.owns(ETH0);

        assertThat(router.happened()).containsExactly("igmp: DISABLE if=10", "igmp: ENABLE if=10");
    }

    @Test
    @Tag("MGM-026")
    @DisplayName("IGMP and MLD on one interface both see the bracket")
    void takenFromBoth() {
        igmp.owns(ETH0);
        router.mld().owns(ETH0);

        x.owns(ETH0);

        assertThat(router.happened())
                .containsExactly(
                        "igmp: DISABLE if=10", "igmp: ENABLE if=10", "mld: DISABLE if=10", "mld: ENABLE if=10");
    }

    @Test
    @Tag("MGM-026")
    @Tag("MGM-009")
    @DisplayName("A local-membership client that wants only one of the two callbacks gets that one")
    void onlyEnable() {
        RecordingLocalMembership mld = new RecordingLocalMembership("mld");
        mld.wants(Set.of(Callback.ENABLE_IGMP));
        router.register(new ComponentId(58, 0), Role.LOCAL_MEMBERSHIP, EnumSet.of(Family.IPV6), mld)
                .owns(ETH0);

        x.owns(ETH0);

        assertThat(router.happened()).containsExactly("mld: ENABLE if=10");
    }

    @Test
    @Tag("MGM-027")
    @DisplayName("When the owner releases a shared interface IGMP sees one disable, then one enable")
    void released() {
        x.owns(ETH0);
        igmp.owns(ETH0);
        router.happened();

        x.releases(ETH0);

        assertThat(router.happened()).containsExactly("igmp: DISABLE if=10", "igmp: ENABLE if=10");
    }

    @Test
    @Tag("MGM-028")
    @DisplayName("When a shared interface is handed over IGMP sees the bracket, and tells the new owner what it has")
    void handedOver() {
        x.owns(ETH0);
        y.owns(ETH1);
        igmp.owns(ETH0).joins(ETH0, STAR_G);
        router.happened();

        InterfaceOwnership ownership = x.on(ETH0);
        router.complete(() -> ownership.handOver(y.id()));
        assertThat(router.happened()).containsExactly("igmp: DISABLE if=10", "igmp: ENABLE if=10");

        igmp.joins(ETH0, STAR_G);
        assertThat(router.happened()).contains("y: LOCAL_JOIN (*,239.1.1.1) if=10");
    }

    @Test
    @Tag("MGM-026")
    @Tag("MGM-027")
    @DisplayName("An IGMP that never answers delays a change no longer than the deadlines of its two questions")
    void stuck() {
        igmp.owns(ETH0);
        igmp.goesDeaf();
        var take = router.begin(() -> x.session().takeOwnership(ETH0));
        while (igmp.protocol().loop().statistics().queued() == 0) {
            Thread.onSpinWait();
        }

        router.advance(ManagerSettings.DEFAULTS.questionDeadline());

        router.await(take);
        assertThat(router.manager().ownerOf(ETH0)).contains(x.id());
        router.advance(ManagerSettings.DEFAULTS.questionDeadline());
        igmp.listens();
        igmp.joins(ETH0, STAR_G);
        assertThat(router.memberships()).contains("2:0 (*,239.1.1.1) 10");
    }

    @Test
    @Tag("MGM-028")
    @DisplayName("At disable the old ownership is in force; at enable the new one, with its entries complete")
    void whatIsSeenInTheBracket() {
        igmp.owns(ETH0, ETH1).joins(ETH1, STAR_G);
        router.packet(SG);
        List<String> seen = new ArrayList<>();
        igmp.protocol().onDisable(id -> seen.add("disable " + seenOf()));
        igmp.protocol().onEnable(id -> seen.add("enable " + seenOf()));

        x.owns(ETH1);
        x.joins(ETH1, STAR_G);
        router.packet(SG);
        x.releases(ETH1);

        assertThat(seen)
                .containsExactly(
                        "disable 2:0 [(10.0.0.9,239.1.1.1) 10->[11]]",
                        "enable 101:0 [(10.0.0.9,239.1.1.1) 10->[]]",
                        "disable 101:0 [(10.0.0.9,239.1.1.1) 10->[11]]",
                        "enable 2:0 [(10.0.0.9,239.1.1.1) 10->[]]");
    }

    private String seenOf() {
        return router.manager().ownerOf(ETH1).map(ComponentId::toString).orElse("nobody") + " "
                + router.forwarder().table();
    }

    @Test
    @Tag("MGM-029")
    @DisplayName("Without IGMP on the interface, or when IGMP itself takes or releases one, nobody is disabled")
    void noBracket() {
        x.owns(ETH0);
        igmp.owns(ETH0, ETH1);
        igmp.releases(ETH0, ETH1);
        x.releases(ETH0);
        igmp.owns(ETH2);
        x.owns(ETH0);

        assertThat(router.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-030")
    @DisplayName("Only the local-membership client of the interface is disabled and enabled, nobody else")
    void nobodyElse() {
        Client<RecordingLocalMembership> mld = router.mld().owns(ETH1);
        igmp.owns(ETH0);
        y.owns(ETH2);

        x.owns(ETH0);

        assertThat(router.happened()).containsExactly("igmp: DISABLE if=10", "igmp: ENABLE if=10");
        assertThat(mld.protocol().heard()).isEmpty();
    }

    @Test
    @Tag("MGM-031")
    @DisplayName("A refused take disables nobody")
    void refusedTake() {
        x.owns(ETH0);
        igmp.owns(ETH0);
        router.happened();

        refused(MgmError.ALREADY_EXISTS, Reason.OTHER_OWNER, () -> y.owns(ETH0));
        refused(MgmError.ALREADY_EXISTS, Reason.OWN_INTERFACE, () -> x.owns(ETH0));

        assertThat(router.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-032")
    @DisplayName("Adding inside enable is refused at once; the same add afterwards succeeds")
    void addInsideEnable() {
        igmp.owns(ETH0);
        List<String> outcome = new ArrayList<>();
        igmp.protocol().onEnable(id -> {
            refused(MgmError.CAN_NOT_COMPLETE, Reason.IGMP_DISABLED, () -> igmp.joins(ETH0, STAR_G));
            outcome.add("refused");
            igmp.protocol().loop().run(() -> {
                igmp.joins(ETH0, STAR_G);
                outcome.add("added");
            });
        });

        x.owns(ETH0);

        router.settle();
        assertThat(outcome).containsExactly("refused", "added");
        assertThat(router.happened()).contains("x: LOCAL_JOIN (*,239.1.1.1) if=10");
    }

    @Test
    @Tag("MGM-033")
    @DisplayName("Between disable and enable IGMP can neither add nor delete on the interface, but on others it can")
    void callsWhileDisabled() {
        igmp.owns(ETH0, ETH1).joins(ETH0, STAR_G);
        List<String> outcome = new ArrayList<>();
        igmp.protocol().onDisable(id -> {
            refused(MgmError.CAN_NOT_COMPLETE, Reason.IGMP_DISABLED, () -> igmp.joins(ETH0, SG));
            refused(MgmError.CAN_NOT_COMPLETE, Reason.IGMP_DISABLED, () -> igmp.leaves(ETH0, STAR_G));
            igmp.joins(ETH1, STAR_G);
            outcome.add("tried");
        });

        x.owns(ETH0);

        assertThat(outcome).containsExactly("tried");
        assertThat(router.memberships()).containsExactly("2:0 (*,239.1.1.1) 11");
    }

    @Test
    @Tag("MGM-034")
    @DisplayName("After enable IGMP's memberships on the interface are gone until it adds them again")
    void membershipsAreDropped() {
        igmp.owns(ETH0, ETH1).joins(ETH0, STAR_G).joins(ETH1, STAR_G);

        x.owns(ETH0);
        assertThat(router.memberships()).containsExactly("2:0 (*,239.1.1.1) 11");

        igmp.joins(ETH0, STAR_G);
        assertThat(router.memberships()).contains("2:0 (*,239.1.1.1) 10");
        router.settle();

        x.releases(ETH0);
        assertThat(router.memberships()).containsExactly("2:0 (*,239.1.1.1) 11");
    }

    @Test
    @Tag("MGM-034")
    @DisplayName("What IGMP put into an entry by forward state ends too, and does not come back")
    void forwardStateEndsToo() {
        igmp.owns(ETH0, ETH1);
        router.packet(SG);
        igmp.forwards(ETH1, SG);
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[11]");

        x.owns(ETH1);
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[]");

        x.joins(ETH1, SG).releases(ETH1);
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[]");
    }

    @Test
    @Tag("MGM-034")
    @DisplayName("What IGMP forwarded on an interface ends when it is taken, with MLD's too")
    void forwardingEndsWithTheMemberships() {
        igmp.owns(ETH0, ETH1).joins(ETH1, STAR_G);
        router.mld().owns(ETH0, ETH1).joins(ETH1, STAR_G6);
        router.packet(SG);
        router.packet(SG6);
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[11]", "(2001:db8::9,ff3e::1:1) 10->[11]");

        x.owns(ETH1);

        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[]", "(2001:db8::9,ff3e::1:1) 10->[]");
        assertThat(router.memberships()).isEmpty();
    }
}
