package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Receiver;
import io.mgmrouter.lab.Tap;
import io.mgmrouter.lab.Topology;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@WireTest
@DisplayName("Hosts that join and leave")
class HostsIT {

    private static final Flow ANY_SOURCE_FLOW = Flow.of(Bench.SOURCE, Bench.GROUP);
    private static final Flow SSM_FLOW = Flow.of(Bench.SOURCE, Bench.SSM_GROUP);
    private static final Duration LEAVE = Duration.ofSeconds(4);
    /**
     * Without a Leave message membership ends after 2 x 5 s + 1 s: RFC 3376, section 8.4, Group Membership Interval.
     */
    private static final Duration EXPIRY = Duration.ofSeconds(15);

    private Bench bench;
    private Topology.Host host;
    private Tap tap;

    @BeforeEach
    void startRouterAndSource() {
        bench = new Bench().start(Bench.igmp());
        host = bench.topology().receiver(1);
        tap = bench.listen(host.namespace());
        bench.send(Bench.GROUP, Bench.SSM_GROUP);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @ParameterizedTest(name = "IGMPv{0}")
    @ValueSource(ints = {2, 3})
    void getTheirGroupAtOnceAndNoLongerAfterTheyLeft(int version) {
        Family.IPV4.forceVersion(host.namespace(), version);

        Receiver receiver = bench.join(host.namespace(), Bench.GROUP);

        Bench.awaitPackets(receiver, 2000);
        assertThat(receiver.timeToFirstPacket()).get().matches(first -> first.toMillis() < 1000, "within 1 s");
        receiver.leave();
        Bench.awaitSilence(tap, ANY_SOURCE_FLOW, LEAVE);
        assertNothingWrong(receiver, ANY_SOURCE_FLOW);
    }

    @Test
    void ofIgmpVersion1GetTheirGroupUntilTheyNoLongerAnswerQueries() {
        Family.IPV4.forceVersion(host.namespace(), 1);

        Receiver receiver = bench.join(host.namespace(), Bench.GROUP);

        Bench.awaitPackets(receiver, 2000);
        receiver.leave();
        Bench.awaitSilence(tap, ANY_SOURCE_FLOW, EXPIRY);
        assertNothingWrong(receiver, ANY_SOURCE_FLOW);
    }

    @Test
    void getTheOneSourceTheyJoined() {
        Family.IPV4.forceVersion(host.namespace(), 3);

        Receiver receiver = bench.join(host.namespace(), SSM_FLOW);

        Bench.awaitPackets(receiver, 2000);
        receiver.leave();
        Bench.awaitSilence(tap, SSM_FLOW, LEAVE);
        assertNothingWrong(receiver, SSM_FLOW);
    }

    @Test
    void getNothingOfASourceTheyDidNotJoin() {
        Family.IPV4.forceVersion(host.namespace(), 3);

        bench.join(host.namespace(), Flow.of("10.1.0.77", Bench.SSM_GROUP));

        Poll.until(
                Bench.SOON,
                "the membership is known",
                () -> !bench.rows("show groups", "source", "10.1.0.77").isEmpty(),
                () -> bench.control().ask("show groups"));
        Poll.never(Duration.ofSeconds(1), "a packet came", () -> !tap.flows().isEmpty());
    }

    private void assertNothingWrong(Receiver receiver, Flow flow) {
        // What the router loses is missing in both; what the testing machine is too slow for, in one.
        assertThat(Math.min(receiver.count().lost(), tap.count(flow).lost()))
                .as("lost; the host has %s, its cable %s", receiver.count(), tap.count(flow))
                .isZero();
        assertThat(receiver.count().duplicates()).as("duplicates").isZero();
        assertThat(tap.flows()).containsExactly(flow);
    }
}
