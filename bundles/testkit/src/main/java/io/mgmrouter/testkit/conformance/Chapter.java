package io.mgmrouter.testkit.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.Reason;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;

/** Tests of one chapter of the contract: each has a {@link Router} of its own. */
public abstract class Chapter {

    /** The router of the test. */
    protected final Router router;

    protected Chapter(ManagerUnderTest.Starter starter) {
        this(starter, ManagerSettings.DEFAULTS);
    }

    protected Chapter(ManagerUnderTest.Starter starter, ManagerSettings settings) {
        router = new Router(starter, settings);
    }

    /** The call is refused with the contract's error and the API's reason. */
    protected static void refused(MgmError error, Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MgmException.class,
                        e -> assertThat(e.error() + " " + e.reason()).isEqualTo(error + " " + reason));
    }

    @AfterEach
    void closeRouter() {
        router.close();
    }
}
