package io.mgmrouter.pim.fsm;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Assert metrics, RFC 7761 section 4.6.3")
@Tag("RFC7761-4.6.3")
class AssertMetricTest {

    private static final IpAddress LOW = IpAddress.parse("10.0.0.2");
    private static final IpAddress HIGH = IpAddress.parse("10.0.0.10");

    @Test
    void theBestIsOffTheSharedTreeThenOfLowerPreferenceThenOfLowerMetricThenOfHigherAddress() {
        List<AssertMetric> bestFirst = List.of(
                new AssertMetric(false, 1, 500, LOW),
                new AssertMetric(false, 110, 20, HIGH),
                new AssertMetric(false, 110, 20, LOW),
                new AssertMetric(false, 110, 0x8000_0000L, HIGH),
                new AssertMetric(true, 0, 0, LOW),
                new AssertMetric(true, 1, 0, HIGH),
                AssertMetric.INFINITE);

        assertThat(Stream.concat(bestFirst.reversed().stream(), bestFirst.stream())
                        .sorted()
                        .distinct())
                .containsExactlyElementsOf(bestFirst);
    }

    @Test
    void onlyTheBetterOfTwoIsBetter() {
        AssertMetric better = new AssertMetric(false, 110, 20, HIGH);
        AssertMetric worse = new AssertMetric(false, 110, 20, LOW);

        assertThat(better.isBetterThan(worse)).isTrue();
        assertThat(worse.isBetterThan(better)).isFalse();
        assertThat(worse.isBetterThan(worse)).isFalse();
    }

    @Test
    @Tag("RFC7761-4.6.4")
    void anInfiniteMetricIsInfiniteWhereverItComesFrom() {
        assertThat(new AssertMetric(true, 0x7fff_ffffL, 0xffff_ffffL, HIGH).isInfinite())
                .isTrue();
        assertThat(new AssertMetric(false, 0x7fff_ffffL, 0xffff_ffffL, HIGH).isInfinite())
                .isFalse();
        assertThat(new AssertMetric(true, 0, 0xffff_ffffL, HIGH).isInfinite()).isFalse();
        assertThat(new AssertMetric(true, 0x7fff_ffffL, 0, HIGH).isInfinite()).isFalse();
    }

    @Test
    void addressesOfIpv6AreComparedToo() {
        AssertMetric low = new AssertMetric(false, 1, 1, IpAddress.parse("fe80::1"));
        AssertMetric high = new AssertMetric(false, 1, 1, IpAddress.parse("fe80::ff00:0:0:1"));

        assertThat(high.isBetterThan(low)).isTrue();
    }
}
