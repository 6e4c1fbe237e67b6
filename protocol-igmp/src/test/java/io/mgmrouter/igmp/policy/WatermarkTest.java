package io.mgmrouter.igmp.policy;

import static io.mgmrouter.igmp.policy.Watermark.Crossing.DOWN;
import static io.mgmrouter.igmp.policy.Watermark.Crossing.NONE;
import static io.mgmrouter.igmp.policy.Watermark.Crossing.UP;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WatermarkTest {

    private final Watermark mark = new Watermark(100, 80);

    @Test
    void theMarkIsToldOnceUpAndOnceDown() {
        assertThat(mark.at(79)).isEqualTo(NONE);
        assertThat(mark.at(80)).isEqualTo(UP);
        assertThat(mark.at(81)).isEqualTo(NONE);
        assertThat(mark.at(79)).isEqualTo(NONE);
        assertThat(mark.at(80)).isEqualTo(NONE);
        assertThat(mark.at(73)).isEqualTo(NONE);
        assertThat(mark.at(72)).isEqualTo(DOWN);
        assertThat(mark.at(71)).isEqualTo(NONE);
        assertThat(mark.at(80)).isEqualTo(UP);
    }

    @Test
    void zeroPercentNeverSpeaks() {
        mark.change(100, 0);

        assertThat(mark.at(100)).isEqualTo(NONE);
    }

    @Test
    void aLowerLimitIsCrossedByWhatIsThere() {
        mark.at(50);
        mark.change(50, 80);

        assertThat(mark.at(50)).isEqualTo(UP);
    }

    @Test
    void aQuotaHasNoRoomBelowWhatIsUsed() {
        Quota quota = new Quota();
        quota.changed(7);
        assertThat(quota.room(10)).isEqualTo(3);
        assertThat(quota.room(5)).isZero();
        quota.changed(-3);
        assertThat(quota.room(5)).isEqualTo(1);
    }
}
