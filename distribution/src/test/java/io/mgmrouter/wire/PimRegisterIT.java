package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Receiver;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@WireTest(needs = {FrrRouter.ZEBRA, FrrRouter.PIMD})
@ParameterizedClass(name = "{0}")
@EnumSource
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A source's first router registers it at the RP (RFC 7761, section 4.4)")
class PimRegisterIT {

    private static final int PACKETS_PER_SECOND = 100;
    private static final Duration REGISTERED = Duration.ofSeconds(6);
    private static final Duration STOPPED = Duration.ofSeconds(15);
    private static final Duration QUIET = Duration.ofSeconds(1);

    @Parameter
    private PimPair pair;

    private PimLine line;
    private PimSniffer sniffer;

    @BeforeParameterizedClassInvocation
    void startRouters() {
        line = pair.line().start();
        sniffer = line.sniffer();
    }

    @AfterParameterizedClassInvocation
    void close() {
        line.close();
    }

    @Test
    void untilTheRpGetsItNatively() {
        for (Family family : line.network().families()) {
            Flow flow = line.flowByDownstreamRp(family, 1);
            Receiver receiver = line.network().join(line.host(), flow.group());
            long since = System.nanoTime();
            line.network().send(flow, PACKETS_PER_SECOND);

            PimSniffer.Heard register = awaitRegister(family, since, flow);
            assertThat(register.destination()).isEqualTo(line.downstreamRp(family));
            PimSniffer.Heard stop = awaitRegisterStop(since, flow);
            assertThat(stop.source()).isEqualTo(line.downstreamRp(family));
            assertThat(stop.destination()).isEqualTo(register.source());
            sniffer.await(STOPPED, since, PimMessage.Entry.join(flow.source(), flow.group()));
            awaitNoMoreData(flow);
            Bench.awaitPackets(receiver, 200);
            assertThat(receiver.count().duplicates()).isLessThan(20);
        }
    }

    @Test
    void andItIsStoppedWithoutAJoinWhenNobodyWantsIt() {
        for (Family family : line.network().families()) {
            Flow flow = line.flowByDownstreamRp(family, 2);
            long since = System.nanoTime();
            line.network().send(flow, PACKETS_PER_SECOND);

            awaitRegister(family, since, flow);
            awaitRegisterStop(since, flow);
            awaitNoMoreData(flow);
            assertThat(sniffer.heard(since, PimMessage.JoinPrune.class, message -> message.isAbout(flow.group())))
                    .isEmpty();
        }
    }

    private PimSniffer.Heard awaitRegister(Family family, long since, Flow flow) {
        return sniffer.await(
                REGISTERED,
                family + ": Register of " + flow,
                since,
                PimMessage.Register.class,
                register -> register.source().equals(flow.source())
                        && register.group().equals(flow.group()));
    }

    private PimSniffer.Heard awaitRegisterStop(long since, Flow flow) {
        return sniffer.await(
                STOPPED,
                "Register-Stop of " + flow,
                since,
                PimMessage.RegisterStop.class,
                stop -> stop.source().equals(flow.source()) && stop.group().equals(flow.group()));
    }

    private void awaitNoMoreData(Flow flow) {
        Poll.until(
                STOPPED,
                "no more Registers with data of " + flow,
                () -> sniffer.heard(
                                System.nanoTime() - QUIET.toNanos(),
                                PimMessage.Register.class,
                                register -> !register.nullRegister()
                                        && register.group().equals(flow.group()))
                        .isEmpty(),
                () -> TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - sniffer.begin()) + " s after the start");
    }
}
