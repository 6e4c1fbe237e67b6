package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.PacketSocket;
import io.mgmrouter.lab.Topology;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@WireTest(needs = {FrrRouter.ZEBRA, FrrRouter.PIMD})
@DisplayName("2,000 (S,G) are joined in messages that fit, and stay joined")
class PimScaleIT {

    private static final System.Logger LOG = System.getLogger("wire");
    private static final Family FAMILY = Family.IPV4;
    private static final int GROUPS = 2000;
    private static final int GROUPS_PER_REPORT = 100;
    private static final int JOIN_PRUNE_INTERVAL = 5;
    /** Longer than 3.5 intervals, after which what was not joined again is gone. */
    private static final Duration REFRESHED = Duration.ofSeconds(19);

    private static final Duration JOINED = Duration.ofSeconds(40);
    private static final int IPV4_MTU_WITHOUT_HEADER = 1480;

    private final List<PimLine> lines = new ArrayList<>();

    @AfterEach
    void close() {
        lines.forEach(PimLine::close);
    }

    /** All pairs side by side: most of the time is waiting. */
    @Test
    void whicheverRouterJoinsAtWhich() {
        for (PimPair pair : PimPair.values()) {
            PimLine line = pair.line();
            lines.add(line);
            line.upstream().plan().joinPruneInterval(JOIN_PRUNE_INTERVAL);
            line.downstream().plan().joinPruneInterval(JOIN_PRUNE_INTERVAL);
            line.start();
        }
        lines.forEach(line -> line.network().send(1, groups()));
        long since = System.nanoTime();
        lines.forEach(PimScaleIT::report);

        lines.forEach(line -> awaitAll(line, since));
        Poll.never(REFRESHED, "an entry was lost", () -> lines.stream().anyMatch(line -> forwarded(line) < GROUPS));

        assertThat(lines).allSatisfy(PimScaleIT::assertMessagesFit);
    }

    private static void awaitAll(PimLine line, long since) {
        Poll.until(JOINED, GROUPS + " forwarded by R1", () -> forwarded(line) == GROUPS, () -> forwarded(line));
        LOG.log(
                System.Logger.Level.INFO,
                "{0} and {1}: all forwarded after {2} ms",
                line.upstream(),
                line.downstream(),
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since));
    }

    /** As the host would, if it had joined them one after the other. */
    private static void report(PimLine line) {
        InetAddress source = PimNetwork.sourceAddress(FAMILY);
        List<InetAddress> groups = groups();
        try (var socket = PacketSocket.open(line.host(), Topology.Host.INTERFACE)) {
            for (int from = 0; from < GROUPS; from += GROUPS_PER_REPORT) {
                var records = groups.subList(from, from + GROUPS_PER_REPORT).stream()
                        .map(group -> new MembershipPacket.GroupRecord(RecordType.ALLOW, group, List.of(source)))
                        .toList();
                MembershipPacket packet = MembershipPacket.report(FAMILY, PimNetwork.HOST_LAN, records);
                socket.send(packet.octets(), packet.destination());
            }
        }
    }

    private static List<InetAddress> groups() {
        return IntStream.range(0, GROUPS).mapToObj(FAMILY::ssmGroup).toList();
    }

    private static long forwarded(PimLine line) {
        return line.upstream().kernel(FAMILY).countForwardingOut("eth1");
    }

    private static void assertMessagesFit(PimLine line) {
        List<PimSniffer.Heard> messages =
                line.sniffer().heard(line.sniffer().begin(), PimMessage.JoinPrune.class, _ -> true);
        Set<InetAddress> joined = messages.stream()
                .flatMap(heard -> ((PimMessage.JoinPrune) heard.message()).entries().stream())
                .filter(PimMessage.Entry::join)
                .map(PimMessage.Entry::group)
                .collect(Collectors.toSet());
        assertThat(joined).containsAll(groups());
        assertThat(messages)
                .allSatisfy(heard -> assertThat(heard.octets()).isLessThanOrEqualTo(IPV4_MTU_WITHOUT_HEADER));
    }
}
