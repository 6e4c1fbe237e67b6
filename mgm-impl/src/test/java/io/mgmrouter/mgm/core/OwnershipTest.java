package io.mgmrouter.mgm.core;

import static io.mgmrouter.mgm.core.CoreLab.ETH0;
import static io.mgmrouter.mgm.core.CoreLab.ETH1;
import static io.mgmrouter.mgm.core.CoreLab.JOIN;
import static io.mgmrouter.mgm.core.CoreLab.SG;
import static io.mgmrouter.mgm.core.CoreLab.STAR_G;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.ClientStatus;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.Role;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("What the core does about ownership, step by step")
class OwnershipTest {

    private final CoreLab lab = new CoreLab();

    @Test
    @Tag("MGM-032")
    void aLateAnswerToDisableIsNotTakenForOneToEnable() {
        CoreLab.TestClient igmp = lab.igmp().owns(ETH0);
        lab.client("x", 101).owns(ETH0);
        lab.happened();
        long disabling = lab.token();
        lab.advance(Duration.ofMillis(250));
        assertThat(lab.happened()).containsExactly("igmp: late DISABLE 10", "igmp: ENABLE if=10", "change made");

        lab.manager.igmpAcknowledged(disabling, lab.now);

        refused(() -> igmp.joins(ETH0, SG), MgmError.CAN_NOT_COMPLETE, Reason.IGMP_DISABLED);
    }

    @Test
    void anIgmpThatOwesAnAnswerIsToldButNotWaitedFor() {
        lab.igmp().owns(ETH0, ETH1);
        CoreLab.TestClient x = lab.client("x", 101).owns(ETH0);
        lab.advance(Duration.ofMillis(500));
        lab.happened();

        x.owns(ETH1);

        assertThat(lab.happened()).containsExactly("igmp: DISABLE if=11", "igmp: ENABLE if=11", "change made");
        assertThat(lab.manager.ownerOf(ETH1)).contains(x.id);
    }

    @Test
    @Tag("MGM-027")
    void aStuckIgmpDelaysAReleaseOnlyUntilTheDeadline() {
        CoreLab.TestClient x = lab.client("x", 101).owns(ETH0);
        lab.igmp().owns(ETH0);
        lab.happened();

        x.releases(ETH0);
        lab.advance(Duration.ofMillis(250));

        assertThat(lab.happened())
                .containsExactly("igmp: DISABLE if=10", "igmp: late DISABLE 10", "igmp: ENABLE if=10", "change made");
    }

    @Test
    void aClientThatReturnsAsSomethingElseFindsNothingOfWhatWasHeld() {
        CoreLab.TestClient x = lab.client("x", 101).owns(ETH0).joins(ETH0, STAR_G);
        lab.client("y", 102);
        lab.manager.departed(x.id, lab.now);
        lab.happened();

        lab.manager.register(
                x.id, new ClientProfile("x", Role.LOCAL_MEMBERSHIP, Set.of(Family.IPV4), Set.of()), lab.now);

        assertThat(lab.happened()).containsExactly("y: PRUNE (*,239.1.1.1) if=10 MEMBERSHIP");
        assertThat(lab.manager.ownerOf(ETH0)).isEmpty();
        assertThat(lab.manager.holdings(x.id)).isEmpty();
    }

    @Test
    void aMembershipOfAFamilyTheClientDoesNotHandleIsRefused() {
        ClientProfile four = new ClientProfile("igmp", Role.LOCAL_MEMBERSHIP, Set.of(Family.IPV4), Set.of());
        ComponentId igmp = new ComponentId(2, 0);
        lab.manager.register(igmp, four, lab.now);
        lab.manager.take(igmp, ETH0, lab.now);
        Holding holding = lab.manager.holding(igmp, ETH0);

        refused(
                () -> lab.manager.add(igmp, holding, new StarG(IpAddress.parse("ff0e::1")), JOIN),
                MgmError.INVALID_PARAMETER,
                Reason.FAMILY_NOT_HANDLED);
    }

    @Test
    @DisplayName("An owner that is uninstalled while it is releasing takes IGMP's unheard memberships with it")
    @Tag("MGM-034")
    void memberSilentBecauseOfAnOwnerAreNotPrunedAfterIt() {
        CoreLab.TestClient x = lab.client("x", 101, Callback.LOCAL_JOIN).owns(ETH0);
        lab.igmp().owns(ETH0).joins(ETH0, STAR_G);
        lab.client("y", 102);
        x.releases(ETH0);
        lab.happened();

        lab.manager.gone(x.id, lab.now);
        lab.advance(Duration.ofMillis(250));

        assertThat(lab.happened()).noneMatch(line -> line.contains("PRUNE"));
    }

    @Test
    @Tag("MGM-034")
    void whatAnIgmpDeclaredThatCannotBeDisabledIsWithdrawnWhenSomebodyTakesTheInterface() {
        CoreLab.TestClient igmp = lab.igmp(Callback.JOIN_ALERT).owns(ETH0).joins(ETH0, STAR_G);
        lab.client("y", 102, Callback.PRUNE_ALERT);
        lab.happened();

        lab.client("x", 101, Callback.RPF).owns(ETH0);

        assertThat(lab.happened()).containsExactly("y: PRUNE (*,239.1.1.1) if=10 MEMBERSHIP");
        assertThat(membershipsOf(igmp)).isEmpty();
    }

    @Test
    void whoWaitsForAnInterfaceThatVanishesIsToldAndNothingIsLeft() {
        CoreLab.TestClient x = lab.client("x", 101);
        CoreLab.TestClient igmp = lab.igmp().owns(ETH0);
        x.owns(ETH0);
        lab.happened();
        long disabling = lab.token();

        lab.manager.interfaceVanished(ETH0.index(), lab.now);

        assertThat(lab.happened()).containsExactly("change made");
        assertThat(CoreContents.of(lab.manager)).containsExactly("clients");
        lab.manager.igmpAcknowledged(disabling, lab.now);
        lab.advance(Duration.ofSeconds(1));
        assertThat(lab.happened()).isEmpty();
        lab.manager.interfaceAppeared(ETH0.index());
        igmp.owns(ETH0).joins(ETH0, STAR_G);
        assertThat(lab.manager.ownerOf(ETH0)).contains(igmp.id);
    }

    @Test
    void whoHasHeardThatTheChangeWasMadeIsNotToldAgainWhenTheInterfaceVanishes() {
        lab.igmp().owns(ETH0);
        lab.client("x", 101).owns(ETH0);
        lab.happened();
        lab.manager.igmpAcknowledged(lab.token(), lab.now);
        assertThat(lab.happened()).containsExactly("igmp: ENABLE if=10", "change made");

        lab.manager.interfaceVanished(ETH0.index(), lab.now);

        assertThat(lab.happened()).isEmpty();
        assertThat(CoreContents.of(lab.manager)).containsExactly("clients");
    }

    @Test
    void anInterfaceThatEntriesExpectPacketsOnVanishesWithThem() {
        lab.packet(SG);
        lab.happened();

        lab.manager.interfaceVanished(ETH0.index(), lab.now);

        assertThat(lab.happened()).containsExactly("remove (10.0.0.9,239.1.1.1)");
        assertThat(CoreContents.of(lab.manager)).isEmpty();
    }

    @Test
    void anInterfaceThatIsBeingReleasedIsNeitherHandedOverNorTakenAgain() {
        CoreLab.TestClient x = lab.client("x", 101).owns(ETH0);
        CoreLab.TestClient y = lab.client("y", 102);
        lab.igmp().owns(ETH0);
        Holding holding = lab.manager.holding(x.id, ETH0);
        x.releases(ETH0);

        refused(
                () -> lab.manager.handOver(x.id, holding, y.id, lab.now),
                MgmError.CAN_NOT_COMPLETE,
                Reason.OWNERSHIP_CHANGING);
        lab.manager.departed(x.id, lab.now);
        lab.manager.register(x.id, lab.profile("x"), lab.now);
        refused(() -> x.owns(ETH0), MgmError.CAN_NOT_COMPLETE, Reason.OWNERSHIP_CHANGING);
    }

    @Test
    void whatWasHandedOverStaysStaleWhenTheNewOwnerLeavesBeforeItHasConfirmedIt() {
        CoreLab.TestClient x = lab.client("x", 101).owns(ETH0).joins(ETH0, STAR_G);
        CoreLab.TestClient y = lab.client("y", 102);
        lab.manager.handOver(x.id, lab.manager.holding(x.id, ETH0), y.id, lab.now);
        assertThat(membershipsOf(y)).singleElement().matches(Membership::stale);

        lab.manager.departed(y.id, lab.now);
        lab.manager.register(y.id, lab.profile("y"), lab.now);

        assertThat(membershipsOf(y)).singleElement().matches(Membership::stale);
        y.owns(ETH0);
        lab.manager.resynced(y.id, lab.now);
        assertThat(membershipsOf(y)).isEmpty();
        assertThat(lab.manager.ownerOf(ETH0)).contains(y.id);
        assertThat(DecisionLines.about(lab, ETH0)).contains("0.0 HANDED_OVER 102:0 10");
    }

    @Test
    void anInterfaceThatIsBeingReleasedIsNotReleasedOnceMore() {
        CoreLab.TestClient x = lab.client("x", 101).owns(ETH0);
        lab.igmp().owns(ETH0);
        x.releases(ETH0);

        refused(() -> x.releases(ETH0), MgmError.CAN_NOT_COMPLETE, Reason.OWNERSHIP_CHANGING);
    }

    @Test
    void membershipsThatAreHandedOverCountForTheirNewOwner() {
        CoreLab.TestClient x =
                lab.client("x", 101).owns(ETH0, ETH1).joins(ETH0, STAR_G).joins(ETH0, SG);
        CoreLab.TestClient y = lab.client("y", 102);
        x.joins(ETH1, SG);
        lab.manager.handOver(x.id, lab.manager.holding(x.id, ETH0), y.id, lab.now);

        assertThat(lab.manager.clients(lab.now))
                .extracting(ClientStatus::memberships)
                .containsExactly(1L, 2L);
    }

    @Test
    void whoHasConfirmedWhatItHadHasNoDeadlineAnyMore() {
        CoreLab.TestClient x = lab.client("x", 101).owns(ETH0);
        lab.manager.departed(x.id, lab.now);
        lab.manager.register(x.id, lab.profile("x"), lab.now);
        x.owns(ETH0);
        assertThat(lab.manager.nextDeadline()).contains(lab.now.plus(Duration.ofSeconds(180)));

        lab.manager.resynced(x.id, lab.now);

        assertThat(lab.manager.nextDeadline()).isEmpty();
    }

    private List<Membership> membershipsOf(CoreLab.TestClient client) {
        return lab.manager.memberships(Optional.empty(), 10).items().stream()
                .flatMap(List::stream)
                .filter(membership -> membership.client().equals(client.id))
                .toList();
    }

    private static void refused(ThrowingCallable call, MgmError error, Reason reason) {
        assertThatThrownBy(call).isInstanceOfSatisfying(MgmException.class, e -> {
            assertThat(e.error()).isEqualTo(error);
            assertThat(e.reason()).isEqualTo(reason);
        });
    }
}
