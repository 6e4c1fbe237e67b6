package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Receiver;
import io.mgmrouter.lab.Tap;
import io.mgmrouter.lab.Topology;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@WireTest
@EachFamily
@DisplayName("Replacing the bundle of IGMP and MLD while traffic flows")
class HotDeployIT {

    private static final System.Logger LOG = System.getLogger("wire");
    private static final String IGMP = "protocol-igmp";

    private final Family family;
    private final InetAddress group;
    private Bench bench;
    private Receiver receiver;
    private Tap tap;

    HotDeployIT(Family family) {
        this.family = family;
        this.group = family.group(1);
    }

    @BeforeEach
    void startTraffic() {
        bench = new Bench().start(family.quick());
        Topology.Host host = bench.topology().receiver(2);
        tap = bench.listen(host.namespace());
        bench.send(family.station(1, 2), List.of(group), Bench.PACKETS_PER_SECOND);
        receiver = bench.join(host.namespace(), group);
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

        assertNothingLost();
    }

    @Test
    void losesNoPacketWhenItIsUpdated() {
        bench.control().ask("bundle update " + IGMP + " " + Distribution.bundle(IGMP));
        awaitMembership();
        Bench.awaitPackets(receiver, 3000);

        assertNothingLost();
    }

    @Test
    void endsItsMembershipsWhenItIsUninstalledAndBringsThemBackWhenInstalled() {
        bench.control().ask("bundle uninstall " + IGMP);
        Bench.awaitSilence(tap, new Flow(family.station(1, 2), group), Bench.SOON);

        bench.control().ask("bundle install " + Distribution.bundle(IGMP));
        awaitMembership();
        Bench.awaitPackets(receiver, 1000);

        Duration outage = receiver.count().longestGap();
        LOG.log(System.Logger.Level.INFO, "outage from uninstall to the first packet again: {0} ms", outage.toMillis());
        assertThat(outage).isLessThan(Bench.SOON);
    }

    private void assertNothingLost() {
        assertThat(receiver.count().lost()).isZero();
        assertThat(receiver.count().duplicates()).isZero();
    }

    /** A membership that its client has confirmed, not one that is only held for it. */
    private void awaitMembership() {
        Poll.until(
                Bench.SOON,
                "the membership is back and fresh",
                () -> bench.control().table("show groups").stream()
                        .anyMatch(
                                row -> Flow.address(row.getString("group")).equals(group) && !row.getBoolean("stale")),
                () -> bench.control().ask("show groups"));
    }
}
