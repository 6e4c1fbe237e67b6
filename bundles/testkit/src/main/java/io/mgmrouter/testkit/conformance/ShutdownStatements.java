package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH1;
import static io.mgmrouter.testkit.conformance.Router.ETH2;
import static io.mgmrouter.testkit.conformance.Router.SG;
import static io.mgmrouter.testkit.conformance.Router.STAR_G;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.mgm.ClientStatus;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.Sg;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MGM-106 with a hold time: what a stopped bundle leaves behind, and finds again. */
abstract class ShutdownStatements extends Chapter {

    private static final Duration HOLD = ManagerSettings.DEFAULTS.hold();

    private final ShutdownWorld held = new ShutdownWorld(router);

    ShutdownStatements(ManagerUnderTest.Starter starter) {
        super(starter);
    }

    @Test
    @Tag("MGM-106")
    @DisplayName("Shutdown has the effect of releases and deregistration by the client itself")
    void sameAsByTheClient() {
        held.y.releases(ETH1, ETH2);
        held.y.deregisters();

        held.assertShutDown();
    }

    @Test
    @Tag("MGM-106")
    @DisplayName("With a hold time everything stays while the bundle is away, marked stale, and nobody is called")
    void stopWithHold() {
        held.y.stops();

        assertThat(router.happened()).isEmpty();
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[11]");
        assertThat(router.memberships()).containsExactly("102:0 (*,239.1.1.1) 11 stale");
        assertThat(router.manager().ownerOf(ETH2)).contains(held.y.id());
        assertThat(router.manager().clients())
                .extracting(ClientStatus::heldFor)
                .containsExactly(Optional.empty(), Optional.empty(), Optional.of(HOLD));
    }

    @Test
    @Tag("MGM-106")
    @DisplayName("A bundle that does not come back is shut down when the hold time ends, and not before")
    void holdEnds() {
        held.y.stops();

        router.advance(HOLD.minusSeconds(1));
        assertThat(router.happened()).isEmpty();
        router.advance(Duration.ofSeconds(1));

        held.assertShutDown();
    }

    @Test
    @Tag("MGM-106")
    @DisplayName("A bundle that comes back and confirms keeps all it had, without a callback or a change of the table")
    void comesBack() {
        held.y.stops();
        router.advance(HOLD.dividedBy(2));

        held.y.registers();
        held.y.owns(ETH1, ETH2).joins(ETH1, STAR_G);
        held.y.session().resynced();

        router.advance(HOLD);
        assertThat(router.happened()).isEmpty();
        assertThat(router.table()).containsExactly("(10.0.0.9,239.1.1.1) 10->[11]");
        assertThat(router.forwarder().removed()).isEmpty();
        assertThat(router.memberships()).containsExactly("102:0 (*,239.1.1.1) 11");
    }

    @Test
    @Tag("MGM-106")
    @DisplayName("What a bundle does not confirm when it is back goes, with the normal alerts")
    void confirmsNotAll() {
        held.y.stops();
        held.y.registers();
        held.y.owns(ETH1);

        held.y.session().resynced();

        assertThat(router.happened())
                .contains("x: PRUNE (*,239.1.1.1) if=11 MEMBERSHIP")
                .noneMatch(line -> line.contains("DISABLE"));
        assertThat(router.memberships()).isEmpty();
        assertThat(router.manager().ownerOf(ETH1)).contains(held.y.id());
        assertThat(router.manager().ownerOf(ETH2)).isEmpty();
    }

    @Test
    @Tag("MGM-106")
    @DisplayName("What a bundle that is back has not confirmed by the end of the hold time goes then")
    void confirmsNothing() {
        held.y.stops();
        held.y.registers();

        router.advance(HOLD);

        assertThat(router.memberships()).isEmpty();
        assertThat(router.manager().ownerOf(ETH2)).isEmpty();
        assertThat(router.manager().clients()).extracting(ClientStatus::id).contains(held.y.id());
    }

    @Test
    @Tag("MGM-106")
    @DisplayName("A bundle that is uninstalled is shut down at once, whatever the hold time")
    void uninstalled() {
        held.y.isUninstalled();

        held.assertShutDown();
    }

    @Test
    @Tag("MGM-106")
    @DisplayName("A bundle that is uninstalled while it is held is shut down at once")
    void uninstalledWhileHeld() {
        held.y.stops();
        router.advance(Duration.ofSeconds(1));

        held.y.isUninstalled();

        held.assertShutDown();
    }

    @Test
    @Tag("MGM-106")
    @Tag("MGM-104")
    @DisplayName("A bundle that stops in the middle of a question has agreed to what was proposed")
    void stopsWhileAsked() {
        held.x.goesDeaf();
        Sg second = Router.sg("10.0.0.8", "239.1.1.1");
        router.packet(second);
        assertThat(router.table()).hasSize(1);

        held.x.stops();

        assertThat(router.table()).contains(second + " 10->[11]");
    }

    @Test
    @Tag("MGM-106")
    @Tag("MGM-007")
    @DisplayName("The session of a bundle that stopped stays closed when it is back")
    void oldSession() {
        MgmSession old = held.y.session();
        var ownership = held.y.on(ETH1);
        held.y.stops();
        held.y.registers();

        refused(MgmError.INVALID_PARAMETER, Reason.SESSION_CLOSED, () -> old.takeOwnership(ETH2));
        refused(MgmError.INVALID_PARAMETER, Reason.SESSION_CLOSED, () -> ownership.join(SG));
    }
}
