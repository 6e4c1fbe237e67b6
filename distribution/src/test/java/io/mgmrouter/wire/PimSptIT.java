package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Receiver;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@WireTest(needs = {FrrRouter.ZEBRA, FrrRouter.PIMD})
@DisplayName("The last router leaves the shared tree for the shortest path (RFC 7761, sections 4.2.1 and 4.5.5)")
class PimSptIT {

    private static final System.Logger LOG = System.getLogger("wire");
    private static final int PACKETS_PER_SECOND = 500;
    private static final int FRR_PRUNES_WITH_ITS_NEXT_JOIN = 5;
    private static final Duration SWITCHED = Duration.ofSeconds(15);

    @ParameterizedTest(name = "{0}, RP {1}, {2}")
    @CsvSource({"FRR,FRR,OURS", "OURS,OURS,FRR", "OURS,OURS,OURS"})
    void andPrunesTheSourceFromTheSharedTree(Make firstHop, Make rp, Make lastHop) {
        try (PimTriangle triangle = new PimTriangle(firstHop, rp, lastHop)) {
            triangle.lastHop().plan().joinPruneInterval(FRR_PRUNES_WITH_ITS_NEXT_JOIN);
            triangle.start();
            Map<Flow, Receiver> receivers = new LinkedHashMap<>();
            for (Family family : triangle.network().families()) {
                Flow flow = PimNetwork.flow(family, 1);
                receivers.put(flow, triangle.network().join(triangle.host(), flow.group()));
                triangle.fromRp()
                        .await(
                                SWITCHED,
                                triangle.fromRp().begin(),
                                PimMessage.Entry.joinShared(triangle.rpAddress(family), flow.group()));
            }
            long since = System.nanoTime();
            receivers.keySet().forEach(flow -> triangle.network().send(flow, PACKETS_PER_SECOND));

            receivers.forEach((flow, receiver) -> assertSwitches(triangle, flow, receiver, since));
        }
    }

    private static void assertSwitches(PimTriangle triangle, Flow flow, Receiver receiver, long since) {
        PimSniffer.Heard join =
                triangle.onShort().await(SWITCHED, since, PimMessage.Entry.join(flow.source(), flow.group()));
        PimSniffer.Heard prune =
                triangle.fromRp().await(SWITCHED, since, PimMessage.Entry.pruneFromShared(flow.source(), flow.group()));
        Poll.until(
                SWITCHED,
                "it comes the short way",
                () -> triangle.isDeliveredByShortWay(flow),
                () -> triangle.lastHop().kernel(Family.of(flow.group())));
        Bench.awaitPackets(receiver, 500);
        long duplicates = receiver.count().duplicates();
        Bench.awaitPackets(receiver, 500);
        assertThat(receiver.count().duplicates()).as("once it has switched").isEqualTo(duplicates);
        LOG.log(
                System.Logger.Level.INFO,
                "{0}: joined after {1} ms, pruned after {2} ms, {3} lost, {4} twice",
                flow,
                PimSniffer.millis(since, join),
                PimSniffer.millis(since, prune),
                receiver.count().lost(),
                duplicates);
    }
}
