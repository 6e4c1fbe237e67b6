package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH0;
import static io.mgmrouter.testkit.conformance.Router.ETH1;
import static io.mgmrouter.testkit.conformance.Router.ETH2;
import static io.mgmrouter.testkit.conformance.Router.SG;
import static io.mgmrouter.testkit.conformance.Router.STAR_G;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.EnumerationType;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MembershipFlag;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.testkit.RecordingLocalMembership;
import io.mgmrouter.testkit.RecordingProtocol;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MGM-001 to 010. */
abstract class RegistrationStatements extends Chapter {

    private static final Set<Family> BOTH = EnumSet.allOf(Family.class);

    RegistrationStatements(ManagerUnderTest.Starter starter) {
        super(starter);
    }

    @Test
    @Tag("MGM-001")
    @DisplayName("An unused identity is registered, and its session can be used")
    void register() {
        Client<?> x = router.routing("x", 101);

        assertThat(x.session().id()).isEqualTo(x.id());
        x.owns(ETH0).joins(ETH0, STAR_G);
        assertThat(router.manager().clients()).extracting(status -> status.id()).containsExactly(x.id());
    }

    @Test
    @Tag("MGM-002")
    @DisplayName("An identity that is registered is refused to a second client, and the first goes on")
    void registerTwice() {
        Client<?> x = router.routing("x", 101).owns(ETH0);

        refused(MgmError.ALREADY_EXISTS, Reason.DUPLICATE_COMPONENT, () -> router.routing("twin", 101));

        x.joins(ETH0, STAR_G);
        assertThat(router.memberships()).containsExactly("101:0 (*,239.1.1.1) 10");
    }

    @Test
    @Tag("MGM-003")
    @DisplayName("A protocol may run several times, under different component ids, with sessions of their own")
    void registerSecondComponent() {
        Client<?> first = router.routing("first", 101).owns(ETH0);
        Client<?> second =
                router.register(new ComponentId(101, 1), Role.ROUTING, BOTH, new RecordingProtocol("second"));

        assertThat(second.session()).isNotSameAs(first.session());
        refused(MgmError.ALREADY_EXISTS, Reason.OTHER_OWNER, () -> second.owns(ETH0));
    }

    @Test
    @Tag("MGM-003")
    @DisplayName("IPv4 and IPv6 have a local-membership client each, and no second one")
    void oneLocalMembershipClientAFamily() {
        router.igmp();
        router.mld();

        refused(
                MgmError.ALREADY_EXISTS,
                Reason.LOCAL_MEMBERSHIP_TAKEN,
                () -> router.register(
                        new ComponentId(2, 1), Role.LOCAL_MEMBERSHIP, BOTH, new RecordingLocalMembership("igmp2")));
    }

    @Test
    @Tag("MGM-004")
    @Tag("MGM-007")
    @DisplayName("After deregistration every call through the old session is refused")
    void callsWithoutRegistration() {
        Client<?> x = router.routing("x", 101).owns(ETH0);
        MgmSession session = x.session();
        InterfaceOwnership ownership = x.on(ETH0);
        x.releases(ETH0);
        x.deregisters();

        Set<MembershipFlag> join = Set.of(MembershipFlag.JOIN_STATE);
        List<ThrowingCallable> calls = List.of(
                session::close,
                () -> session.takeOwnership(ETH0),
                ownership::close,
                () -> ownership.add(STAR_G, join),
                () -> ownership.delete(STAR_G, join),
                () -> ownership.alertOnWrongInterface(true),
                () -> ownership.handOver(x.id()),
                ownership::memberships,
                () -> session.setUpstreamNeighbor(SG, IpAddress.parse("10.0.0.2")),
                () -> session.enumerateGroups(EnumerationType.ALL_SOURCES),
                session::ownerships,
                () -> session.resolve(SG),
                session::resynced);
        calls.forEach(call -> refused(MgmError.INVALID_PARAMETER, Reason.SESSION_CLOSED, call));
    }

    @Test
    @Tag("MGM-005")
    @DisplayName("A client that owns an interface cannot deregister, and keeps what it has")
    void deregisterWhileOwning() {
        Client<?> x = router.routing("x", 101).owns(ETH0, ETH1).joins(ETH1, STAR_G);
        x.releases(ETH0);

        refused(MgmError.CAN_NOT_COMPLETE, Reason.STILL_OWNING, x::deregisters);

        assertThat(router.manager().ownerOf(ETH1)).contains(x.id());
        x.joins(ETH1, SG);
        assertThat(router.memberships()).containsExactly("101:0 (*,239.1.1.1) 11", "101:0 (10.0.0.9,239.1.1.1) 11");
    }

    @Test
    @Tag("MGM-006")
    @DisplayName("With all interfaces released a client deregisters, and its identity is free again")
    void deregister() {
        Client<?> x = router.routing("x", 101).owns(ETH0, ETH1);
        x.releases(ETH0, ETH1);
        x.deregisters();
        assertThat(router.manager().clients()).isEmpty();

        Client<?> next = router.routing("next", 101).owns(ETH0);

        assertThat(router.manager().ownerOf(ETH0)).contains(next.id());
    }

    @Test
    @Tag("MGM-007")
    @DisplayName("A session from before stays closed when the same identity registers again")
    void oldSessionStaysClosed() {
        Client<?> x = router.routing("x", 101);
        MgmSession old = x.session();
        x.deregisters();

        x.registers();

        refused(MgmError.INVALID_PARAMETER, Reason.SESSION_CLOSED, () -> old.takeOwnership(ETH0));
        x.owns(ETH0);
    }

    @Test
    @Tag("MGM-008")
    @DisplayName("When deregistration has returned no callback is delivered, not even one that was queued")
    void noCallbackAfterDeregistration() {
        Client<?> x = router.routing("x", 101);
        Client<?> y = router.routing("y", 102).owns(ETH1);
        x.goesDeaf();
        y.joins(ETH1, STAR_G);
        x.session().close();

        x.listens();
        y.leaves(ETH1, STAR_G);

        assertThat(router.happened()).isEmpty();
    }

    @Test
    @Tag("MGM-009")
    @DisplayName("A callback a client does not want is skipped, and the other recipients are called")
    void absentCallbacks() {
        router.routing("x", 101, Callback.PRUNE_ALERT).owns(ETH0);
        Client<?> y = router.routing("y", 102).owns(ETH1);
        router.routing("z", 103, Callback.JOIN_ALERT).owns(ETH2);

        y.joins(ETH1, STAR_G);
        assertThat(router.happened()).containsExactly("z: JOIN (*,239.1.1.1) MEMBERSHIP");

        router.packet(SG);
        assertThat(router.happened()).containsExactly("y: CREATION? (10.0.0.9,239.1.1.1) iif=10 [11]");
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[11]");

        y.leaves(ETH1, STAR_G);
        assertThat(router.happened())
                .containsExactly(
                        "x: PRUNE (*,239.1.1.1) if=11 MEMBERSHIP",
                        "x: PRUNE (10.0.0.9,239.1.1.1) if=10 FORWARDING_ENTRY");
    }

    @Test
    @Tag("MGM-010")
    @DisplayName("Past joins are not told to a newcomer; it finds them by enumerating the groups")
    void newcomer() {
        router.routing("x", 101).owns(ETH0).joins(ETH0, STAR_G, SG);

        Client<?> late = router.routing("late", 102);

        assertThat(router.happened()).isEmpty();
        assertThat(late.session()
                        .enumerateGroups(EnumerationType.ALL_SOURCES)
                        .next(10)
                        .items())
                .containsExactlyInAnyOrder(STAR_G, SG);
    }
}
