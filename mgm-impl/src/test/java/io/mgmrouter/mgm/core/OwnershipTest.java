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
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MembershipFlag;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.Role;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Registration, ownership, the bracket around IGMP, and the hold")
class OwnershipTest {

    private final CoreLab lab = new CoreLab();

    @Test
    @Tag("MGM-002")
    @Tag("MGM-003")
    void anIdentityCanBeRegisteredOnce() {
        lab.client("x", 101);

        refused(() -> lab.client("again", 101), MgmError.ALREADY_EXISTS, Reason.DUPLICATE_COMPONENT);
        lab.igmp();
        ClientProfile second = new ClientProfile("igmp2", Role.LOCAL_MEMBERSHIP, Set.of(Family.IPV4), Set.of());
        refused(
                () -> lab.manager.register(new ComponentId(2, 1), second),
                MgmError.ALREADY_EXISTS,
                Reason.LOCAL_MEMBERSHIP_TAKEN);
    }

    @Test
    @Tag("MGM-005")
    @Tag("MGM-006")
    void deregistrationNeedsAllInterfacesReleased() {
        CoreLab.TestClient x = lab.client("x", 101).owns(ETH0);

        refused(() -> lab.manager.deregister(x.id, lab.now), MgmError.CAN_NOT_COMPLETE, Reason.STILL_OWNING);
        x.releases(ETH0);
        lab.manager.deregister(x.id, lab.now);

        refused(() -> x.owns(ETH0), MgmError.INVALID_PARAMETER, Reason.SESSION_CLOSED);
        lab.client("x", 101).owns(ETH0);
    }

    @Test
    @Tag("MGM-012")
    @Tag("MGM-014")
    @Tag("MGM-015")
    @Tag("MGM-016")
    void anInterfaceHasOneOwner() {
        CoreLab.TestClient x = lab.client("x", 101).owns(ETH0);
        CoreLab.TestClient y = lab.client("y", 102);

        refused(() -> y.owns(ETH0), MgmError.ALREADY_EXISTS, Reason.OTHER_OWNER);
        refused(() -> x.owns(ETH0), MgmError.ALREADY_EXISTS, Reason.OWN_INTERFACE);
        refused(() -> x.owns(InterfaceId.of(99)), MgmError.NOT_FOUND, Reason.UNKNOWN_INTERFACE);
        refused(() -> lab.manager.ownerOf(InterfaceId.of(99)), MgmError.NOT_FOUND, Reason.UNKNOWN_INTERFACE);
        y.owns(InterfaceId.of(ETH0.index(), IpAddress.parse("10.9.9.9")));
        assertThat(lab.manager.ownerOf(ETH0)).contains(x.id);
        assertThat(lab.manager.ownerOf(ETH1)).isEmpty();
    }

    @Test
    @Tag("MGM-018")
    @Tag("MGM-019")
    void igmpIsReportedOnlyWhileNobodyElseOwns() {
        CoreLab.TestClient igmp = lab.igmp().owns(ETH0);
        assertThat(lab.manager.ownerOf(ETH0)).contains(igmp.id);

        CoreLab.TestClient x = lab.client("x", 101).owns(ETH0);
        acknowledge();

        assertThat(lab.manager.ownerOf(ETH0)).contains(x.id);
    }

    @Test
    @Tag("MGM-026")
    @Tag("MGM-028")
    @Tag("MGM-033")
    @Tag("MGM-034")
    void takingAnInterfaceOfIgmpIsBracketed() {
        CoreLab.TestClient igmp = lab.igmp().owns(ETH0).joins(ETH0, STAR_G);
        CoreLab.TestClient x = lab.client("x", 101, Callback.LOCAL_JOIN);
        lab.happened();

        x.owns(ETH0);
        assertThat(lab.happened()).containsExactly("igmp: DISABLE if=10");
        assertThat(lab.manager.ownerOf(ETH0)).contains(igmp.id);
        refused(() -> igmp.joins(ETH0, SG), MgmError.CAN_NOT_COMPLETE, Reason.IGMP_DISABLED);
        lab.manager.igmpAcknowledged(lab.token(), lab.now);
        assertThat(lab.happened()).containsExactly("igmp: ENABLE if=10", "change made");
        long enabling = lab.token();
        assertThat(lab.manager.ownerOf(ETH0)).contains(x.id);
        assertThat(lab.manager.memberships(Optional.empty(), 10).items()).isEmpty();
        refused(() -> igmp.joins(ETH0, SG), MgmError.CAN_NOT_COMPLETE, Reason.IGMP_DISABLED);
        lab.manager.igmpAcknowledged(enabling, lab.now);

        igmp.joins(ETH0, STAR_G);
        assertThat(lab.happened()).containsExactly("x: LOCAL_JOIN (*,239.1.1.1) if=10");
    }

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
    @Tag("MGM-009")
    void igmpIsAskedOnlyWhatItWantsToHear() {
        CoreLab.TestClient igmp = lab.igmp(Callback.ENABLE_IGMP).owns(ETH0);
        CoreLab.TestClient x = lab.client("x", 101);
        lab.happened();

        x.owns(ETH0);

        assertThat(lab.happened()).containsExactly("igmp: ENABLE if=10", "change made");
        lab.manager.igmpAcknowledged(lab.token(), lab.now);
        igmp.joins(ETH0, STAR_G);
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
    @Tag("MGM-041")
    @Tag("MGM-042")
    void flagsAreChecked() {
        CoreLab.TestClient x = lab.client("x", 101).owns(ETH0);
        Holding holding = lab.manager.holding(x.id, ETH0);

        refused(() -> lab.manager.add(x.id, holding, SG, Set.of()), MgmError.INVALID_PARAMETER, Reason.NO_FLAG);
        refused(
                () -> lab.manager.add(x.id, holding, STAR_G, Set.of(MembershipFlag.FORWARD_STATE)),
                MgmError.INVALID_PARAMETER,
                Reason.WILDCARD_FORWARD);
        lab.manager.release(x.id, holding, lab.now);
        refused(() -> lab.manager.add(x.id, holding, SG, JOIN), MgmError.INVALID_PARAMETER, Reason.NOT_OWNER);
    }

    @Test
    @DisplayName("A client whose bundle is replaced keeps its entries, and what it does not confirm is removed")
    void aHeldClientComesBack() {
        CoreLab.TestClient igmp =
                lab.igmp().owns(ETH0, ETH1).joins(ETH1, STAR_G).joins(ETH1, SG);
        lab.packet(SG);
        lab.happened();

        lab.manager.departed(igmp.id, lab.now);
        assertThat(lab.happened()).isEmpty();
        assertThat(lab.manager.memberships(Optional.empty(), 10).items()).allMatch(membership -> membership.stale());
        lab.advance(Duration.ofSeconds(100));
        CoreLab.TestClient back = lab.igmp().owns(ETH0, ETH1).joins(ETH1, SG);
        lab.manager.resynced(back.id, lab.now);

        assertThat(lab.happened()).isEmpty();
        assertThat(lab.manager.memberships(Optional.empty(), 10).items())
                .extracting(membership -> membership.sourceGroup().toString())
                .containsExactly("(10.0.0.9,239.1.1.1)");
    }

    @Test
    @Tag("MGM-106")
    void aClientThatDoesNotComeBackIsShutDownWhenItsHoldEnds() {
        CoreLab.TestClient igmp = lab.igmp().owns(ETH0, ETH1).joins(ETH1, STAR_G);
        lab.packet(SG);
        lab.happened();

        lab.manager.departed(igmp.id, lab.now);
        lab.advance(Duration.ofSeconds(180));

        assertThat(lab.happened()).contains("remove (10.0.0.9,239.1.1.1)", "removed igmp");
        assertThat(lab.manager.interfaces()).isEmpty();
        assertThat(lab.manager.clients(lab.now)).isEmpty();
    }

    @Test
    @Tag("MGM-106")
    void withoutAHoldTimeItIsShutDownAtOnce() {
        CoreLab immediate = new CoreLab(MgmSettings.DEFAULTS.withHold(Duration.ZERO));
        CoreLab.TestClient igmp = immediate.igmp().owns(ETH0, ETH1).joins(ETH1, STAR_G);
        immediate.packet(SG);
        immediate.happened();

        immediate.manager.departed(igmp.id, immediate.now);

        assertThat(immediate.happened()).contains("remove (10.0.0.9,239.1.1.1)", "removed igmp");
    }

    @Test
    void anInterfaceHandedOverKeepsItsEntries() {
        CoreLab.TestClient x =
                lab.client("x", 101, Callback.LOCAL_JOIN).owns(ETH0, ETH1).joins(ETH1, STAR_G);
        CoreLab.TestClient y = lab.client("y", 102, Callback.LOCAL_JOIN);
        lab.packet(SG);
        lab.happened();

        lab.manager.handOver(x.id, lab.manager.holding(x.id, ETH1), y.id, lab.now);
        assertThat(lab.happened()).isEmpty();
        y.owns(ETH1);
        lab.manager.resynced(y.id, lab.now);

        assertThat(lab.happened()).containsExactly("install (10.0.0.9,239.1.1.1) 10->[]");
        assertThat(lab.manager.ownerOf(ETH1)).contains(y.id);
    }

    @Test
    void aMembershipOfAFamilyTheClientDoesNotHandleIsRefused() {
        ClientProfile four = new ClientProfile("igmp", Role.LOCAL_MEMBERSHIP, Set.of(Family.IPV4), Set.of());
        ComponentId igmp = new ComponentId(2, 0);
        lab.manager.register(igmp, four);
        lab.manager.take(igmp, ETH0, lab.now);
        Holding holding = lab.manager.holding(igmp, ETH0);

        refused(
                () -> lab.manager.add(igmp, holding, new StarG(IpAddress.parse("ff0e::1")), JOIN),
                MgmError.INVALID_PARAMETER,
                Reason.FAMILY_NOT_HANDLED);
    }

    @Test
    @Tag("MGM-034")
    void whatIgmpForwardedIsGoneWhenItsInterfaceIsTaken() {
        CoreLab.TestClient igmp = lab.igmp(Callback.JOIN_ALERT).owns(ETH0, ETH1);
        lab.packet(SG);
        igmp.forwards(ETH1, SG);
        lab.happened();

        CoreLab.TestClient x = lab.client("x", 101, Callback.LOCAL_JOIN).owns(ETH1);
        assertThat(lab.happened()).containsExactly("install (10.0.0.9,239.1.1.1) 10->[]");
        x.joins(ETH1, SG).releases(ETH1);
        assertThat(lab.happened()).endsWith("install (10.0.0.9,239.1.1.1) 10->[]");
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

    /** DISABLE, then ENABLE. */
    private void acknowledge() {
        lab.happened();
        lab.manager.igmpAcknowledged(lab.token(), lab.now);
        lab.happened();
        lab.manager.igmpAcknowledged(lab.token(), lab.now);
    }

    private static void refused(ThrowingCallable call, MgmError error, Reason reason) {
        assertThatThrownBy(call).isInstanceOfSatisfying(MgmException.class, e -> {
            assertThat(e.error()).isEqualTo(error);
            assertThat(e.reason()).isEqualTo(reason);
        });
    }
}
