package io.mgmrouter.pim.fsm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.loop.Tick;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Holdtimes, RFC 7761 section 4.9.5")
@Tag("RFC7761-4.9.5")
class HoldtimeTest {

    @Test
    void aHoldtimeIsInSeconds() {
        assertThat(Holdtime.of(0)).isZero();
        assertThat(Holdtime.of(210)).isEqualTo(Duration.ofSeconds(210));
        assertThat(Holdtime.of(0xfffe)).isEqualTo(Duration.ofSeconds(65_534));
    }

    @Test
    void theLongestOneNeverEnds() {
        assertThat(Holdtime.of(0xffff)).isEqualTo(Holdtime.NEVER);
        assertThat(new Tick(Long.MAX_VALUE).plus(Holdtime.NEVER))
                .as("also across the wrap of the clock")
                .isGreaterThan(new Tick(Long.MAX_VALUE));
    }
}
