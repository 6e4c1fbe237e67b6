package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Receiver;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@WireTest(needs = {FrrRouter.ZEBRA, FrrRouter.PIMD})
@DisplayName("When two routers forward onto one LAN, an Assert leaves one of them (RFC 7761, section 4.6)")
class PimAssertIT {

    private static final System.Logger LOG = System.getLogger("wire");
    private static final int PACKETS_PER_SECOND = 200;
    /** A second, and another one for a busy machine. */
    private static final Duration DECIDED = Duration.ofSeconds(2);

    private static final Flow FLOW = PimNetwork.ssmFlow(Family.IPV4, 1);

    /**
     * R3 joins at R1, and the host makes R2, the designated router, forward as well. FRR in that place notes that it
     * has lost, and goes on forwarding, so only ours is put there.
     */
    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"FRR_UPSTREAM_OF_OURS", "OURS"})
    void withinASecondAndBothHostsGoOnReceiving(PimPair pair) {
        try (PimSquare square = new PimSquare(pair.upstream(), pair.downstream(), pair.downstream())) {
            square.start();
            square.network().send(FLOW, PACKETS_PER_SECOND);
            Receiver below = square.network().join(square.hostBelow(), FLOW);
            awaitForwarding(square.first());
            Bench.awaitPackets(below, 100);
            long since = System.nanoTime();

            Receiver beside = square.network().join(square.host(), FLOW);

            PimSniffer.Heard message = square.sniffer()
                    .await(
                            Bench.SOON,
                            "Assert",
                            since,
                            PimMessage.Assert.class,
                            heard -> heard.group().equals(FLOW.group()));
            Poll.until(DECIDED, "one of them forwards", () -> forwarders(square) == 1, () -> all(square));
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0}: one forwarder {1} ms after the first Assert",
                    pair,
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - message.nanos()));
            assertSingleCopies(List.of(below, beside));
            assertThat(forwarders(square)).isEqualTo(1);
        }
    }

    private static void assertSingleCopies(List<Receiver> receivers) {
        receivers.forEach(receiver -> Bench.awaitPackets(receiver, 100));
        List<Long> before = receivers.stream()
                .map(receiver -> receiver.count().duplicates())
                .toList();
        receivers.forEach(receiver -> Bench.awaitPackets(receiver, 400));
        for (int i = 0; i < receivers.size(); i++) {
            assertThat(receivers.get(i).count().duplicates() - before.get(i))
                    .as("duplicates among 400 packets and more after the assert")
                    .isLessThanOrEqualTo(8);
        }
    }

    private static void awaitForwarding(PimNode router) {
        Poll.until(
                Bench.SOON,
                router + " forwards",
                () -> PimSquare.forwards(router, FLOW),
                () -> router.kernel(Family.IPV4));
    }

    private static long forwarders(PimSquare square) {
        return List.of(square.first(), square.second()).stream()
                .filter(router -> PimSquare.forwards(router, FLOW))
                .count();
    }

    private static String all(PimSquare square) {
        return square.first().kernel(Family.IPV4) + " and " + square.second().kernel(Family.IPV4) + "; heard "
                + square.sniffer().heard();
    }
}
