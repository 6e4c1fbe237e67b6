package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Receiver;
import io.mgmrouter.lab.Tap;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
@DisplayName("What hosts join behind one router is joined at the other (RFC 7761, section 4.5)")
class PimJoinIT {

    private static final System.Logger LOG = System.getLogger("wire");
    private static final int PACKETS_PER_SECOND = 100;
    /** Hosts repeat reports, routers wait for a neighbour's first Hello: seconds at most, and far below a period. */
    private static final Duration JOINED = Duration.ofSeconds(6);

    /** Last member query time, Join/Prune override, each some seconds. */
    private static final Duration PRUNED = Duration.ofSeconds(12);

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
    void aGroupIsJoinedTowardItsRpAndDelivered() {
        long since = System.nanoTime();
        Map<Family, Flow> flows = flows(family -> line.flowByUpstreamRp(family, 1));
        Map<Family, Receiver> receivers = new LinkedHashMap<>();
        flows.forEach((family, flow) -> receivers.put(family, line.network().join(line.host(), flow.group())));

        flows.forEach((family, flow) -> {
            var join = PimMessage.Entry.joinShared(line.upstreamRp(family), flow.group());
            assertJoin(family, since, join);
            line.network().send(flow, PACKETS_PER_SECOND);
        });

        receivers.values().forEach(receiver -> Bench.awaitPackets(receiver, 200));
        receivers
                .values()
                .forEach(receiver -> assertThat(receiver.count().duplicates())
                        .as("duplicates while the tree changes")
                        .isLessThan(20));
    }

    @Test
    void aSourceIsJoinedAndNoOtherOneDelivered() {
        long since = System.nanoTime();
        Map<Family, Flow> flows = flows(family -> PimNetwork.ssmFlow(family, 2));
        flows.forEach((family, flow) -> {
            Tap tap = line.network().add(Tap.listen(line.host(), "eth0"));
            InetAddress stranger = family.station(PimNetwork.SOURCE_LAN, 9);
            line.network().source().ip("addr add " + family.prefix(PimNetwork.SOURCE_LAN, 9) + " dev eth0");
            Receiver receiver = line.network().join(line.host(), flow);
            line.network().send(flow.source(), flow.group(), PACKETS_PER_SECOND);
            line.network().send(stranger, flow.group(), PACKETS_PER_SECOND);

            assertJoin(family, since, PimMessage.Entry.join(flow.source(), flow.group()));
            Bench.awaitPackets(receiver, 200);

            assertThat(tap.count(new Flow(stranger, flow.group())).packets()).isZero();
        });
    }

    @Test
    void aGroupThatNobodyWantsAnyMoreIsPruned() {
        Map<Family, Flow> shared = flows(family -> line.flowByUpstreamRp(family, 3));
        Map<Family, Flow> own = flows(family -> PimNetwork.ssmFlow(family, 3));
        List<Receiver> receivers = List.copyOf(line.network().families()).stream()
                .flatMap(family -> List.of(
                        line.network().join(line.host(), shared.get(family).group()),
                        line.network().join(line.host(), own.get(family)))
                        .stream())
                .toList();
        own.forEach((_, flow) -> line.network().send(flow.source(), flow.group(), PACKETS_PER_SECOND));
        own.forEach((family, flow) -> Poll.until(
                JOINED,
                "R1 forwards",
                () -> line.isForwardedToMiddle(family, flow),
                () -> line.upstream().kernel(family)));
        shared.forEach((family, flow) -> sniffer.await(
                JOINED, sniffer.begin(), PimMessage.Entry.joinShared(line.upstreamRp(family), flow.group())));
        long since = System.nanoTime();

        receivers.forEach(Receiver::leave);

        own.forEach((family, flow) -> {
            PimSniffer.Heard prune = sniffer.await(PRUNED, since, PimMessage.Entry.prune(flow.source(), flow.group()));
            sniffer.await(
                    PRUNED,
                    since,
                    PimMessage.Entry.pruneShared(
                            line.upstreamRp(family), shared.get(family).group()));
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0}, {1}: prune {2} ms after the host left",
                    pair,
                    family,
                    PimSniffer.millis(since, prune));
            Poll.until(
                    PRUNED,
                    "R1 does not forward any more",
                    () -> !line.isForwardedToMiddle(family, flow),
                    () -> line.upstream().kernel(family));
        });
    }

    private void assertJoin(Family family, long since, PimMessage.Entry join) {
        PimSniffer.Heard heard = sniffer.await(JOINED, since, join);
        assertThat(((PimMessage.JoinPrune) heard.message()).upstreamNeighbor())
                .isEqualTo(line.upstream().primaryAddress(family, PimNetwork.MIDDLE_LAN));
        assertThat(heard.source()).isEqualTo(line.downstream().primaryAddress(family, PimNetwork.MIDDLE_LAN));
        assertThat(heard.hopLimit()).isEqualTo(1);
        assertThat(heard.checksumRight()).isTrue();
        LOG.log(
                System.Logger.Level.INFO,
                "{0}: {1} {2} ms after the host had joined",
                pair,
                join,
                PimSniffer.millis(since, heard));
    }

    private Map<Family, Flow> flows(java.util.function.Function<Family, Flow> flow) {
        Map<Family, Flow> flows = new LinkedHashMap<>();
        Set<Family> families = line.network().families();
        families.forEach(family -> flows.put(family, flow.apply(family)));
        return flows;
    }
}
