package io.mgmrouter.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A tally of sequence numbers")
class TallyTest {

    private final Tally tally = new Tally();

    @Test
    void hasNothingAtFirst() {
        assertThat(tally.count()).isEqualTo(Count.NOTHING);
    }

    @Test
    void doesNotCallLostWhatWasSentBeforeTheFirstPacket() {
        saw(100, 101, 102);

        assertThat(tally.count().packets()).isEqualTo(3);
        assertThat(tally.count().lost()).isZero();
    }

    @Test
    void countsTheNumbersThatAreMissingAsLost() {
        saw(0, 1, 4);

        assertThat(tally.count().lost()).isEqualTo(2);
    }

    @Test
    void countsAPacketThatCameLateAsNotLost() {
        saw(0, 2, 1);

        assertThat(tally.count().lost()).isZero();
        assertThat(tally.count().duplicates()).isZero();
    }

    @Test
    void countsAPacketThatCameTwiceOnceAndSaysSo() {
        saw(0, 1, 1, 2);

        assertThat(tally.count().packets()).isEqualTo(3);
        assertThat(tally.count().duplicates()).isEqualTo(1);
    }

    @Test
    void goesOnBeyondItsWindow() {
        LongStream.range(0, 200_000).forEach(this::saw);

        assertThat(tally.count().packets()).isEqualTo(200_000);
        assertThat(tally.count().lost()).isZero();
    }

    @Test
    void knowsTheLongestGap() {
        tally.saw(0, 1_000);
        tally.saw(1, 4_000);
        tally.saw(2, 5_000);

        assertThat(tally.count().longestGap()).isEqualTo(Duration.ofNanos(3_000));
        assertThat(tally.count().firstNanos()).isEqualTo(1_000);
        assertThat(tally.count().lastNanos()).isEqualTo(5_000);
    }

    private void saw(long... sequences) {
        LongStream.of(sequences).forEach(sequence -> tally.saw(sequence, sequence));
    }
}
