package io.mgmrouter.testkit.conformance;

import static io.mgmrouter.testkit.conformance.Router.ETH2;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.Reason;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** MGM-106 with a hold time of 0, as the published contract has it. */
abstract class ImmediateShutdownStatements extends Chapter {

    private final ShutdownWorld world = new ShutdownWorld(router);

    ImmediateShutdownStatements(ManagerUnderTest.Starter starter) {
        super(starter, ManagerSettings.DEFAULTS.withHold(Duration.ZERO));
    }

    @Test
    @Tag("MGM-106")
    @DisplayName("A bundle that stops is shut down at once, as if it had released and deregistered")
    void stop() {
        MgmSession session = world.y.session();

        world.y.stops();

        world.assertShutDown();
        refused(MgmError.INVALID_PARAMETER, Reason.SESSION_CLOSED, () -> session.takeOwnership(ETH2));
    }

    @Test
    @Tag("MGM-106")
    @DisplayName("A bundle that comes back begins with nothing")
    void comesBack() {
        world.y.stops();
        world.assertShutDown();

        world.y.registers();

        assertThat(world.y.session().ownerships()).isEmpty();
    }
}
