package io.mgmrouter.mgm.core;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class MgmSettingsTest {

    private static final Duration NANO = Duration.ofNanos(1);

    @Test
    void theLeastAndTheMostAreAllowed() {
        assertThatCode(() -> {
                    new MgmSettings(
                            Duration.ofSeconds(1), Duration.ofMillis(1), Duration.ZERO, Duration.ZERO, 16, 16, true);
                    new MgmSettings(
                            Duration.ofDays(1),
                            Duration.ofMinutes(1),
                            Duration.ofDays(1),
                            Duration.ofHours(1),
                            1_048_576,
                            1_048_576,
                            false);
                })
                .doesNotThrowAnyException();
    }

    @Test
    void whatIsBeyondIsRefusedWithItsKeyAndRange() {
        MgmSettings defaults = MgmSettings.DEFAULTS;
        refused(
                () -> defaults.withHold(NANO.negated()),
                "hold.seconds of io.mgmrouter.mgm must be PT0S to PT24H, not PT-0.000000001S");
        refused(
                () -> defaults.withHold(Duration.ofDays(1).plus(NANO)),
                "hold.seconds of io.mgmrouter.mgm must be PT0S to PT24H, not PT24H0.000000001S");
        refused(
                () -> defaults.withLog(15, 16),
                "recent.events of io.mgmrouter.mgm must be 16 to 1048576 events, not 15");
        refused(
                () -> defaults.withLog(16, 1_048_577),
                "vanished of io.mgmrouter.mgm must be 16 to 1048576 events, not 1048577");
    }

    private static void refused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
    }
}
