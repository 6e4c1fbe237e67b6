package io.mgmrouter.igmp.host;

import static io.mgmrouter.igmp.host.ReportGate.Verdict.OVER_HOST_RATE;
import static io.mgmrouter.igmp.host.ReportGate.Verdict.OVER_INTERFACE_RATE;
import static io.mgmrouter.igmp.host.ReportGate.Verdict.PASS;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.loop.Tick;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportGateTest {

    private static final Tick START = new Tick(Long.MAX_VALUE - 1000);
    private static final IpAddress FLOODER = IpAddress.parse("10.0.0.66");
    private static final IpAddress HOST = IpAddress.parse("10.0.0.20");

    @Test
    void aHostMaySendItsBurstAndThenItsRate() {
        ReportGate gate = new ReportGate(new RateLimits(0, 1, 10, 20, 100), START);

        assertThat(passed(gate, FLOODER, 50_000, START)).isEqualTo(20);
        assertThat(passed(gate, FLOODER, 50_000, START.plus(Duration.ofMillis(99))))
                .isZero();
        assertThat(passed(gate, FLOODER, 50_000, START.plus(Duration.ofMillis(500))))
                .isEqualTo(5);
        assertThat(passed(gate, FLOODER, 50_000, START.plus(Duration.ofHours(1))))
                .isEqualTo(20);
    }

    @Test
    void aFloodingHostTakesNothingFromTheOthers() {
        ReportGate gate = new ReportGate(new RateLimits(100, 100, 10, 20, 100), START);

        assertThat(passed(gate, FLOODER, 50_000, START)).isEqualTo(20);

        assertThat(gate.judge(FLOODER, START)).isEqualTo(OVER_HOST_RATE);
        assertThat(gate.judge(HOST, START)).isEqualTo(PASS);
    }

    @Test
    void theInterfaceLimitHoldsHoweverManyAddressesAreInvented() {
        ReportGate gate = new ReportGate(new RateLimits(100, 200, 10, 20, 16), START);

        long passed = IntStream.range(0, 50_000)
                .filter(i -> gate.judge(new Ipv4Address(i), START) == PASS)
                .count();

        assertThat(passed).isEqualTo(200);
        assertThat(gate.judge(HOST, START)).isEqualTo(OVER_INTERFACE_RATE);
    }

    @Test
    void withoutLimitsEverythingPasses() {
        ReportGate gate = new ReportGate(RateLimits.NONE, START);

        assertThat(passed(gate, FLOODER, 50_000, START)).isEqualTo(50_000);
    }

    @Test
    void eachOffenderIsNamedOnceAnHour() {
        Offenders offenders = new Offenders(START);

        assertThat(offenders.isNews(FLOODER, START)).isTrue();
        assertThat(offenders.isNews(FLOODER, START.plus(Duration.ofMinutes(59))))
                .isFalse();
        assertThat(offenders.isNews(HOST, START.plus(Duration.ofMinutes(59)))).isTrue();
        assertThat(offenders.isNews(FLOODER, START.plus(Duration.ofMinutes(60))))
                .isTrue();
    }

    @Test
    void inventedAddressesFillTenLinesAnHour() {
        Offenders offenders = new Offenders(START);

        assertThat(IntStream.range(0, 50_000)
                        .filter(i -> offenders.isNews(new Ipv4Address(i), START))
                        .count())
                .isEqualTo(10);
    }

    private static long passed(ReportGate gate, IpAddress host, int reports, Tick now) {
        return IntStream.range(0, reports)
                .filter(_ -> gate.judge(host, now) == PASS)
                .count();
    }
}
