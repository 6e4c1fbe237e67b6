package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Receiver;
import io.mgmrouter.lab.Tap;
import io.mgmrouter.lab.Topology;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@WireTest
@DisplayName("Replacing the IGMP bundle while traffic flows")
class HotDeployIT {

    private static final System.Logger LOG = System.getLogger("wire");
    private static final String IGMP = "protocol-igmp";
    private static final Flow FLOW = Flow.of(Bench.SOURCE, Bench.GROUP);

    private Bench bench;
    private Receiver receiver;
    private Tap tap;

    @BeforeEach
    void startTraffic() {
        bench = new Bench().start(Bench.igmp());
        Topology.Host host = bench.topology().receiver(2);
        tap = bench.listen(host.namespace());
        bench.send(Bench.GROUP);
        receiver = bench.join(host.namespace(), Bench.GROUP);
        Bench.awaitPackets(receiver, 1000);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void losesNoPacketWhenItIsStoppedAndStarted() {
        bench.control().ask("bundle stop " + IGMP);
        Bench.awaitPackets(receiver, 1000);
        bench.control().ask("bundle start " + IGMP);
        awaitMembership();
        Bench.awaitPackets(receiver, 3000);

        assertThat(receiver.count().lost()).isZero();
        assertThat(receiver.count().duplicates()).isZero();
    }

    @Test
    void endsItsMembershipsWhenItIsUninstalledAndBringsThemBackWhenInstalled() {
        bench.control().ask("bundle uninstall " + IGMP);
        Bench.awaitSilence(tap, FLOW, Bench.SOON);

        bench.control().ask("bundle install " + Distribution.bundle(IGMP));
        awaitMembership();
        Bench.awaitPackets(receiver, 1000);

        Duration outage = receiver.count().longestGap();
        LOG.log(System.Logger.Level.INFO, "outage from uninstall to the first packet again: {0} ms", outage.toMillis());
        assertThat(outage).isLessThan(Bench.SOON);
    }

    /** A membership that its client has confirmed, not one that is only held for it. */
    private void awaitMembership() {
        Poll.until(
                Bench.SOON,
                "the membership is back and fresh",
                () -> bench.rows("show groups", "group", Bench.GROUP).stream()
                        .anyMatch(row -> !row.getBoolean("stale")),
                () -> bench.control().ask("show groups"));
    }
}
