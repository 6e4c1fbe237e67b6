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
    private static final int GROUPS = 2000;
    private static final int GROUPS_PER_REPORT = 25;
    private static final int JOIN_PRUNE_INTERVAL = 5;
    /** Longer than 3.5 intervals, after which what was not joined again is gone. */
    private static final Duration REFRESHED = Duration.ofSeconds(19);

    private static final Duration JOINED = Duration.ofSeconds(40);
    private static final int MTU = 1500;

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
        List<Place> places = lines.stream()
                .flatMap(line -> line.network().families().stream().map(family -> new Place(line, family)))
                .toList();
        places.forEach(place -> place.line.network().send(1, groups(place.family)));
        long since = System.nanoTime();
        places.forEach(Place::report);

        places.forEach(place -> place.awaitAll(since));
        Poll.never(REFRESHED, "an entry was lost", () -> places.stream().anyMatch(place -> place.forwarded() < GROUPS));

        assertThat(places).allSatisfy(Place::assertMessagesFit);
    }

    private static List<InetAddress> groups(Family family) {
        return IntStream.range(0, GROUPS).mapToObj(family::ssmGroup).toList();
    }

    /** A family on a line. */
    private record Place(PimLine line, Family family) {

        void awaitAll(long since) {
            Poll.until(JOINED, GROUPS + " forwarded by R1", () -> forwarded() == GROUPS, this::forwarded);
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0}, {1} and {2}: all forwarded after {3} ms",
                    family,
                    line.upstream(),
                    line.downstream(),
                    TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - since));
        }

        /** As the host would, if it had joined them one after the other. */
        void report() {
            InetAddress source = PimNetwork.sourceAddress(family);
            List<InetAddress> groups = groups(family);
            try (var socket = PacketSocket.open(line.host(), Topology.Host.INTERFACE)) {
                for (int from = 0; from < GROUPS; from += GROUPS_PER_REPORT) {
                    var records = groups.subList(from, from + GROUPS_PER_REPORT).stream()
                            .map(group -> new MembershipPacket.GroupRecord(RecordType.ALLOW, group, List.of(source)))
                            .toList();
                    MembershipPacket packet = MembershipPacket.report(family, PimNetwork.HOST_LAN, records);
                    socket.send(packet.octets(), packet.destination());
                }
            }
        }

        long forwarded() {
            return line.upstream().kernel(family).countForwardingOut("eth1");
        }

        void assertMessagesFit() {
            List<PimSniffer.Heard> messages =
                    line.sniffer().heard(line.sniffer().begin(), PimMessage.JoinPrune.class, _ -> true).stream()
                            .filter(heard -> Family.of(heard.source()) == family)
                            .toList();
            Set<InetAddress> joined = messages.stream()
                    .flatMap(heard -> ((PimMessage.JoinPrune) heard.message()).entries().stream())
                    .filter(PimMessage.Entry::join)
                    .map(PimMessage.Entry::group)
                    .collect(Collectors.toSet());
            assertThat(joined).containsAll(groups(family));
            int room = family == Family.IPV4 ? MTU - 20 : MTU - 40;
            assertThat(messages).allSatisfy(heard -> assertThat(heard.octets()).isLessThanOrEqualTo(room));
        }
    }
}
