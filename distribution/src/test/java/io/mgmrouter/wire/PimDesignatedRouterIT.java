package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Receiver;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@WireTest(needs = {FrrRouter.ZEBRA, FrrRouter.PIMD})
@DisplayName("Of two routers on a LAN with hosts, the designated one forwards (RFC 7761, section 4.3.2)")
class PimDesignatedRouterIT {

    private static final System.Logger LOG = System.getLogger("wire");
    private static final int PACKETS_PER_SECOND = 1000;
    private static final Duration STILL_ONE = Duration.ofSeconds(1);
    private static final Flow FLOW = PimNetwork.ssmFlow(Family.IPV4, 1);

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void itIsTheOneWithTheHighestAddressAndTheOtherTakesOverWhenItIsStopped(PimPair pair) {
        try (PimSquare square = square(pair)) {
            square.start(square.first(), square.second());
            Receiver receiver = receive(square);

            assertForwards(square, square.second(), square.first());
            Bench.awaitPackets(receiver, 500);
            assertThat(receiver.count().duplicates()).isZero();

            if (pair.upstream() == Make.OURS) {
                assertTakesOver(square, receiver, pair);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void aHigherPriorityCountsMoreThanAHigherAddress(PimPair pair) {
        try (PimSquare square = square(pair)) {
            square.first().plan().drPriority("eth1", 10);
            square.start(square.first(), square.second());
            receive(square);

            assertForwards(square, square.first(), square.second());
        }
    }

    private static PimSquare square(PimPair pair) {
        return new PimSquare(pair.upstream(), pair.downstream(), Make.FRR);
    }

    private static Receiver receive(PimSquare square) {
        square.network().send(FLOW, PACKETS_PER_SECOND);
        return square.network().join(square.host(), FLOW);
    }

    private static void assertForwards(PimSquare square, PimNode one, PimNode other) {
        Poll.until(
                Bench.SOON,
                one + " forwards",
                () -> PimSquare.forwards(one, FLOW),
                () -> one.kernel(Family.IPV4) + "; the other one: " + other.kernel(Family.IPV4));
        Poll.never(STILL_ONE, other + " forwards too", () -> PimSquare.forwards(other, FLOW));
        assertThat(PimSquare.forwards(one, FLOW)).as("%s still forwards", one).isTrue();
        assertThat(square.sniffer().heard()).isNotEmpty();
    }

    private static void assertTakesOver(PimSquare square, Receiver receiver, PimPair pair) {
        square.second().stop();
        Bench.awaitPackets(receiver, 500);
        assertThat(PimSquare.forwards(square.first(), FLOW)).isTrue();
        LOG.log(
                System.Logger.Level.INFO,
                "{0}: {1} ms without packets when the designated router was stopped",
                pair,
                receiver.count().longestGap().toMillis());
        assertThat(receiver.count().longestGap()).isLessThan(Duration.ofSeconds(3));
    }
}
