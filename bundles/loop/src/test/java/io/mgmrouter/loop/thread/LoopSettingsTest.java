package io.mgmrouter.loop.thread;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class LoopSettingsTest {

    @Test
    void aBadInboxSizeIsRefusedWithKeyValueAndRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoopSettings(0, Duration.ofSeconds(1)))
                .withMessage("inbox.size of io.mgmrouter.loop must be 1 to 16777216 packets, not 0");
    }

    @Test
    void aBadWatchdogLimitIsRefusedWithKeyValueAndRange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LoopSettings(1, Duration.ofMillis(9)))
                .withMessage("watchdog.limit of io.mgmrouter.loop must be 10 to 60000 ms, not 9");
    }
}
