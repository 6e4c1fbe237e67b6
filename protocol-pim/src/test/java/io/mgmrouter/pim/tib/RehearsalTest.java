package io.mgmrouter.pim.tib;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.testkit.ManualLoop;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RehearsalTest {

    @ParameterizedTest
    @EnumSource(Family.class)
    void itIsPlayedToItsEndAndLeavesNothingToBeDone(Family family) {
        ManualLoop loop = new ManualLoop("pim");

        Rehearsal.playOn(loop, family);
        loop.drain();

        assertThat(loop.nextDeadline()).isEmpty();
        assertThat(loop.statistics().failed()).isZero();
    }
}
