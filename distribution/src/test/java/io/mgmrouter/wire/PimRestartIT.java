package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Receiver;
import java.net.InetAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@WireTest(needs = {FrrRouter.ZEBRA, FrrRouter.PIMD})
@DisplayName("A router that comes back is told at once what it has forgotten (RFC 7761, section 4.3.1)")
class PimRestartIT {

    private static final System.Logger LOG = System.getLogger("wire");
    private static final int PACKETS_PER_SECOND = 500;
    private static final Duration BACK = Duration.ofSeconds(40);
    /** A join period is 60 s; the start of a router on a busy machine takes some. */
    private static final Duration OUTAGE = Duration.ofSeconds(20);

    /** After its first Hello: a triggered Hello of 5 s at most comes before the Join. */
    private static final Duration JOINED = Duration.ofSeconds(6);

    /** FRR does not join at once, so it is not asked to do so downstream of ours. */
    @ParameterizedTest(name = "{0}, killed: {1}")
    @CsvSource({"FRR_UPSTREAM_OF_OURS,false", "FRR_UPSTREAM_OF_OURS,true", "OURS,true"})
    void becauseItsGenerationIdIsNew(PimPair pair, boolean killed) {
        try (PimLine line = pair.line().start()) {
            Map<Family, Receiver> receivers = new LinkedHashMap<>();
            for (Family family : line.network().families()) {
                Flow flow = PimNetwork.ssmFlow(family, 1);
                line.network().send(flow, PACKETS_PER_SECOND);
                receivers.put(family, line.network().join(line.host(), flow));
            }
            receivers.values().forEach(receiver -> Bench.awaitPackets(receiver, 200));
            line.network()
                    .families()
                    .forEach(family -> assertThat(
                                    generationIds(line, family, line.sniffer().begin()))
                            .hasSize(1));
            long since = System.nanoTime();

            restart(line.upstream(), killed);

            receivers.forEach((family, receiver) -> assertComesBack(line, family, receiver, since));
            receivers.forEach((family, receiver) -> LOG.log(
                    System.Logger.Level.INFO,
                    "{0}, killed: {1}, {2}: {3} ms without packets",
                    pair,
                    killed,
                    family,
                    receiver.count().longestGap().toMillis()));
        }
    }

    private static void restart(PimNode router, boolean killed) {
        if (killed) {
            router.kill();
        } else {
            router.stop();
        }
        router.start().awaitReady();
    }

    private static void assertComesBack(PimLine line, Family family, Receiver receiver, long since) {
        Flow flow = PimNetwork.ssmFlow(family, 1);
        InetAddress restarted = line.upstream().primaryAddress(family, PimNetwork.MIDDLE_LAN);
        PimSniffer.Heard hello = line.sniffer()
                .await(
                        BACK,
                        "Hello of " + restarted,
                        since,
                        restarted,
                        PimMessage.Hello.class,
                        each -> !each.isGoodbye());
        PimSniffer.Heard join =
                line.sniffer().await(JOINED, hello.nanos(), PimMessage.Entry.join(flow.source(), flow.group()));
        assertThat(join.nanos()).isGreaterThan(hello.nanos());
        Bench.awaitPackets(receiver, 200);
        assertThat(receiver.count().longestGap()).isLessThan(OUTAGE);
        assertThat(generationIds(line, family, line.sniffer().begin())).hasSize(2);
    }

    private static Set<Long> generationIds(PimLine line, Family family, long since) {
        InetAddress address = line.upstream().primaryAddress(family, PimNetwork.MIDDLE_LAN);
        return line.sniffer().heard(since, PimMessage.Hello.class, hello -> !hello.isGoodbye()).stream()
                .filter(heard -> heard.source().equals(address))
                .map(heard -> (PimMessage.Hello) heard.message())
                .map(hello -> hello.number(PimMessage.Hello.GENERATION_ID).orElseThrow())
                .collect(Collectors.toSet());
    }
}
