package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Receiver;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** All networks side by side, because pimd takes its time. */
@WireTest(needs = {PimdRouter.PROGRAM, "unshare"})
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A router learns from a bootstrap router which RP a group has (RFC 5059), and joins there")
class PimBootstrapIT {

    private static final System.Logger LOG = System.getLogger("wire");
    private static final int PACKETS_PER_SECOND = 100;
    /** pimd looks at its timers every five seconds, and waits for other candidates first. */
    private static final Duration BOOTSTRAPPED = Duration.ofSeconds(100);

    private static final Duration JOINED = Duration.ofSeconds(10);

    private final Map<Make, PimLine> lines = new EnumMap<>(Make.class);

    @BeforeAll
    void startRouters() {
        for (Make make : new Make[] {Make.PIMD, Make.OURS}) {
            PimLine line = new PimLine(make, Make.OURS);
            lines.put(make, line);
            line.upstream().plan().bootstrapRouterOn("eth1");
            line.start();
        }
    }

    @AfterAll
    void close() {
        lines.values().forEach(PimLine::close);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource(names = {"OURS", "PIMD"})
    void whenThatIs(Make bootstrapRouter) {
        PimLine line = lines.get(bootstrapRouter);
        PimSniffer sniffer = line.sniffer();
        for (Family family : line.network().families()) {
            PimSniffer.Heard bootstrap = sniffer.await(
                    BOOTSTRAPPED,
                    "Bootstrap message with an RP",
                    sniffer.begin(),
                    line.upstream().primaryAddress(family, PimNetwork.MIDDLE_LAN),
                    PimMessage.Bootstrap.class,
                    message -> message.rps().containsKey(everything(family)));
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0}, {1}: RP told after {2} ms",
                    bootstrapRouter,
                    family,
                    PimSniffer.millis(sniffer.begin(), bootstrap));
            assertJoinsAt(line, family, (PimMessage.Bootstrap) bootstrap.message());
        }
    }

    private static void assertJoinsAt(PimLine line, Family family, PimMessage.Bootstrap message) {
        InetAddress rp = line.upstreamRp(family);
        assertThat(message.rps().get(everything(family))).contains(rp);
        InetAddress group = Flow.address(family == Family.IPV4 ? "239.200.0.1" : "ff0e::200:1");
        long since = System.nanoTime();

        Receiver receiver = line.network().join(line.host(), group);

        line.sniffer().await(JOINED, since, PimMessage.Entry.joinShared(rp, group));
        line.network().send(PimNetwork.sourceAddress(family), group, PACKETS_PER_SECOND);
        Bench.awaitPackets(receiver, 200);
    }

    /** All groups, as a Bootstrap message names them. */
    private static String everything(Family family) {
        return family == Family.IPV4 ? "224.0.0.0/4" : "ff00:0:0:0:0:0:0:0/8";
    }
}
