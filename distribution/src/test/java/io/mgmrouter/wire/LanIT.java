package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Namespace;
import io.mgmrouter.lab.Receiver;
import io.mgmrouter.lab.Tap;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** The last member query time is that of the RFCs, 2 s; each test has a group of its own. */
@WireTest
@EachFamily
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Hosts of several versions on one LAN")
class LanIT {

    private static final System.Logger LOG = System.getLogger("wire");
    private static final int LAN = 6;
    private static final Duration LEAVE = Duration.ofSeconds(8);

    @Parameter
    private Family family;

    private Bench bench;
    private Namespace oldHost;
    private Namespace newHost;
    private Tap tap;

    @BeforeParameterizedClassInvocation
    void startRouterOnLan() {
        bench = new Bench();
        var lan = new SharedLan(bench, LAN);
        oldHost = lan.station(2);
        newHost = lan.station(3);
        bench.start(family.quick().on(family.protocol(), lan.routerInterface()));
        tap = bench.listen(newHost);
        bench.send(
                family.station(1, 2),
                IntStream.range(0, 5).mapToObj(family::group).toList(),
                200);
        family.forceVersion(newHost, family.newestVersion());
    }

    @AfterParameterizedClassInvocation
    void close() {
        bench.close();
    }

    @Test
    @Tag("RFC3376-6.4.2")
    void aSecondMemberKeepsTheGroupWhenTheFirstOneLeaves() {
        family.forceVersion(oldHost, family.newestVersion() - 1);
        InetAddress group = family.group(0);
        Receiver first = bench.join(oldHost, group);
        Receiver second = bench.join(newHost, group);
        Bench.awaitPackets(second, 100);

        first.leave();

        // Well beyond the last member query time.
        Bench.awaitPackets(second, 1000);
        assertThat(Math.min(second.count().lost(), tap.count(flow(group)).lost()))
                .isZero();
        second.leave();
        Bench.awaitSilence(tap, flow(group), Duration.ofSeconds(20));
    }

    @Test
    @Tag("RFC3376-8.8")
    void theLastMemberOfTheNewestVersionLeaves() {
        leavesIn(newHost, family.newestVersion(), family.group(1));
    }

    @Test
    @Tag("RFC2236-3")
    void theLastMemberOfTheVersionBeforeLeaves() {
        leavesIn(oldHost, family.newestVersion() - 1, family.group(2));
    }

    @Test
    @Tag("RFC3376-7.3.2")
    void anOlderMemberIsNotForgottenWhenANewerOneLeaves() {
        InetAddress group = family.group(3);
        family.forceVersion(oldHost, 1);
        Receiver old = bench.join(oldHost, group);
        Receiver newer = bench.join(newHost, group);
        Bench.awaitPackets(old, 100);

        newer.leave();

        Bench.awaitPackets(old, 1000);
        assertThat(Math.min(old.count().lost(), tap.count(flow(group)).lost())).isZero();
    }

    private void leavesIn(Namespace host, int version, InetAddress group) {
        family.forceVersion(host, version);
        Receiver receiver = bench.join(host, group);
        Bench.awaitPackets(receiver, 100);

        long left = System.nanoTime();
        receiver.leave();

        Bench.awaitSilence(tap, flow(group), LEAVE);
        long lastMillis = TimeUnit.NANOSECONDS.toMillis(tap.count(flow(group)).lastNanos() - left);
        LOG.log(
                System.Logger.Level.INFO,
                "{0} version {1}: traffic went on for {2} ms after the leave",
                family.protocol(),
                version,
                lastMillis);
        // A host that is still there has that long to say so.
        assertThat(lastMillis).as("ms after the leave").isGreaterThan(1500);
    }

    private Flow flow(InetAddress group) {
        return new Flow(family.station(1, 2), group);
    }
}
