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
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.Role;
import java.time.Duration;
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

    private static void refused(ThrowingCallable call, MgmError error, Reason reason) {
        assertThatThrownBy(call).isInstanceOfSatisfying(MgmException.class, e -> {
            assertThat(e.error()).isEqualTo(error);
            assertThat(e.reason()).isEqualTo(reason);
        });
    }
}
