package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.FilterSocket;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.PacketSocket;
import io.mgmrouter.lab.Receiver;
import io.mgmrouter.lab.Tap;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
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

    private static final Duration SOMETHING_WOULD_HAPPEN = Duration.ofSeconds(2);

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
        List<Receiver> receivers = new ArrayList<>();
        shared.values().forEach(flow -> receivers.add(line.network().join(line.host(), flow.group())));
        own.values().forEach(flow -> receivers.add(line.network().join(line.host(), flow)));
        own.values().forEach(flow -> line.network().send(flow, PACKETS_PER_SECOND));
        own.forEach((family, flow) -> awaitForwarding(family, flow, true));
        shared.forEach((family, flow) -> sniffer.await(
                JOINED, sniffer.begin(), PimMessage.Entry.joinShared(line.upstreamRp(family), flow.group())));
        long since = System.nanoTime();

        receivers.forEach(Receiver::leave);

        shared.forEach((family, flow) ->
                sniffer.await(PRUNED, since, PimMessage.Entry.pruneShared(line.upstreamRp(family), flow.group())));
        own.forEach((family, flow) -> assertPruned(family, flow, since));
    }

    /** A group of the link's own scope (RFC 4541; RFC 4007) stays on its link. */
    @Test
    void aLinkLocalGroupIsNeitherJoinedNorForwarded() {
        Map<Family, InetAddress> groups = new LinkedHashMap<>();
        groups.put(Family.IPV4, Flow.address("224.0.0.200"));
        groups.put(Family.IPV6, Flow.address("ff02::9:9"));
        groups.keySet().retainAll(line.network().families());
        Tap tap = line.network().add(Tap.listen(line.host(), "eth0"));
        long since = System.nanoTime();
        groups.forEach((family, group) -> {
            FilterSocket member = line.network().add(FilterSocket.open(line.host(), "eth0", group));
            member.set(FilterSocket.Mode.EXCLUDE, List.of());
            line.network().send(PimNetwork.sourceAddress(family), group, PACKETS_PER_SECOND);
        });

        Poll.never(
                SOMETHING_WOULD_HAPPEN,
                "joined or forwarded",
                () -> groups.entrySet().stream()
                        .anyMatch(each -> sniffer.heard(
                                                        since,
                                                        PimMessage.JoinPrune.class,
                                                        message -> message.isAbout(each.getValue()))
                                                .size()
                                        + tap.count(new Flow(PimNetwork.sourceAddress(each.getKey()), each.getValue()))
                                                .packets()
                                > 0));
    }

    @Test
    void packetsThatEnterFromTheWrongSideGoNowhere() {
        Map<Family, Flow> flows = flows(family -> PimNetwork.ssmFlow(family, 4));
        Tap upstream = line.network().add(Tap.listen(line.upstream().namespace(), "eth1"));
        PacketSocket host = line.network().add(PacketSocket.open(line.host(), "eth0"));
        flows.forEach((family, flow) -> {
            line.network().join(line.host(), flow);
            line.network().send(flow, PACKETS_PER_SECOND);
            Poll.until(
                    JOINED,
                    "R2 forwards",
                    () -> line.isForwardedToHost(family, flow),
                    () -> line.downstream().kernel(family));
        });

        flows.values().forEach(flow -> {
            byte[] spoofed = IpPacket.traffic(flow);
            for (int i = 0; i < PACKETS_PER_SECOND; i++) {
                host.send(spoofed, flow.group().getAddress());
            }
        });

        flows.forEach((family, flow) -> {
            Poll.until(
                    Bench.SOON,
                    "R2 has seen them",
                    () -> line.downstream()
                                    .kernel(family)
                                    .entry(flow)
                                    .orElseThrow()
                                    .wrong()
                            > 0,
                    () -> line.downstream().kernel(family));
            assertThat(upstream.count(flow).packets()).isZero();
            assertThat(line.isForwardedToHost(family, flow)).isTrue();
        });
    }

    private void assertPruned(Family family, Flow flow, long since) {
        PimSniffer.Heard prune = sniffer.await(PRUNED, since, PimMessage.Entry.prune(flow.source(), flow.group()));
        LOG.log(
                System.Logger.Level.INFO,
                "{0}, {1}: prune {2} ms after the host left",
                pair,
                family,
                PimSniffer.millis(since, prune));
        awaitForwarding(family, flow, false);
    }

    private void awaitForwarding(Family family, Flow flow, boolean wanted) {
        Poll.until(
                PRUNED,
                wanted ? "R1 forwards" : "R1 does not forward any more",
                () -> line.isForwardedToMiddle(family, flow) == wanted,
                () -> line.upstream().kernel(family));
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

    private Map<Family, Flow> flows(Function<Family, Flow> flow) {
        Map<Family, Flow> flows = new LinkedHashMap<>();
        Set<Family> families = line.network().families();
        families.forEach(family -> flows.put(family, flow.apply(family)));
        return flows;
    }
}
