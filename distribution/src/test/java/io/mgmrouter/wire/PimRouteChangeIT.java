package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Receiver;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@WireTest(needs = {FrrRouter.ZEBRA, FrrRouter.PIMD})
@DisplayName("Trees follow the routes: a join to the new upstream neighbour, a prune to the old one (RFC 7761, 4.5.4)")
class PimRouteChangeIT {

    private static final System.Logger LOG = System.getLogger("wire");
    private static final int PACKETS_PER_SECOND = 1000;
    private static final Duration AT_ONCE = Duration.ofSeconds(3);
    private static final Duration OUTAGE = Duration.ofSeconds(1);
    private static final Duration NOT_JOINED = Duration.ofSeconds(2);

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"FRR_UPSTREAM_OF_OURS", "OURS"})
    void whenTheRouteToTheRpAppears(PimPair pair) {
        try (PimLine line = pair.line()) {
            for (Family family : line.network().families()) {
                for (PimNode router : new PimNode[] {line.upstream(), line.downstream()}) {
                    router.plan().rp(farRp(line, family), family == Family.IPV4 ? "239.3.0.0/16" : "ff0e::3:0/112");
                }
            }
            line.downstream().withoutRoute(PimNetwork.SOURCE_LAN);
            line.start();
            line.network().families().forEach(family -> line.network().join(line.host(), group(family)));
            Poll.never(
                    NOT_JOINED,
                    "joined without a route",
                    () -> line.network().families().stream().anyMatch(family -> isJoined(line, group(family))));
            long since = System.nanoTime();

            line.downstream().route(PimNetwork.SOURCE_LAN, line.upstream(), PimNetwork.MIDDLE_LAN);

            for (Family family : line.network().families()) {
                PimSniffer.Heard join = line.sniffer()
                        .await(AT_ONCE, since, PimMessage.Entry.joinShared(farRp(line, family), group(family)));
                LOG.log(
                        System.Logger.Level.INFO,
                        "{0}, {1}: joined {2} ms after the route came",
                        pair,
                        family,
                        PimSniffer.millis(since, join));
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"FRR", "OURS"})
    void whenTheSourceIsReachedByAnotherInterface(Make others) {
        try (PimTriangle triangle = new PimTriangle(others, others, Make.OURS).start()) {
            Map<Family, Receiver> receivers = new LinkedHashMap<>();
            for (Family family : triangle.network().families()) {
                Flow flow = PimNetwork.ssmFlow(family, 1);
                triangle.network().send(flow, PACKETS_PER_SECOND);
                receivers.put(family, triangle.network().join(triangle.host(), flow));
            }
            receivers.values().forEach(receiver -> Bench.awaitPackets(receiver, 500));
            long since = System.nanoTime();

            triangle.lastHop().route(PimNetwork.SOURCE_LAN, triangle.rp(), PimTriangle.LAN_FROM_RP);

            receivers.forEach((family, receiver) -> assertMoved(triangle, family, receiver, since));
        }
    }

    private static void assertMoved(PimTriangle triangle, Family family, Receiver receiver, long since) {
        Flow flow = PimNetwork.ssmFlow(family, 1);
        Poll.until(
                AT_ONCE,
                "it comes in by the other interface",
                () -> triangle.isDeliveredByRp(flow),
                () -> triangle.lastHop().kernel(family));
        triangle.fromRp().await(AT_ONCE, since, PimMessage.Entry.join(flow.source(), flow.group()));
        triangle.onShort().await(AT_ONCE, since, PimMessage.Entry.prune(flow.source(), flow.group()));
        Bench.awaitPackets(receiver, 500);
        LOG.log(
                System.Logger.Level.INFO,
                "{0}: {1} ms without packets when the route moved",
                family,
                receiver.count().longestGap().toMillis());
        assertThat(receiver.count().longestGap()).isLessThan(OUTAGE);
    }

    /** The address of R1 that R2 does not share a LAN with. */
    private static InetAddress farRp(PimLine line, Family family) {
        return line.upstream().address(family, PimNetwork.SOURCE_LAN);
    }

    private static InetAddress group(Family family) {
        return Flow.address(family == Family.IPV4 ? "239.3.0.1" : "ff0e::3:1");
    }

    private static boolean isJoined(PimLine line, InetAddress group) {
        PimSniffer sniffer = line.sniffer();
        return !sniffer.heard(sniffer.begin(), PimMessage.JoinPrune.class, message -> message.isAbout(group))
                .isEmpty();
    }
}
