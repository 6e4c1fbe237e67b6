package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Receiver;
import io.mgmrouter.lab.Tap;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Of each kind one group that a rule is about, and one that it is not, on two routers of ours. */
@WireTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("What an operator forbids is neither joined, forwarded nor registered")
class PimPolicyIT {

    private static final int PACKETS_PER_SECOND = 100;
    private static final int NO_JOINS = 0x200;
    private static final int BOUNDED = 0x300;
    private static final int NO_REGISTERS = 0x400;
    private static final Duration STILL_NOTHING = Duration.ofSeconds(1);

    private PimLine line;

    @BeforeAll
    void startRouters() {
        line = PimPair.OURS.line();
        line.upstream()
                .plan()
                .ours(
                        "io.mgmrouter.pim.interface~eth1",
                        "join.filter",
                        rules("deny group ", Family::ssmGroup, NO_JOINS));
        line.downstream()
                .plan()
                .ours("io.mgmrouter.pim.interface~eth1", "boundary", rules("", Family::ssmGroup, BOUNDED))
                .ours(
                        "io.mgmrouter.pim",
                        "register.accept",
                        rules("deny group ", Family::group, 0x8000 + NO_REGISTERS));
        line.start();
    }

    @AfterAll
    void close() {
        line.close();
    }

    @Test
    void aNeighborMayNotJoinAFilteredGroup() {
        assertOnlyTheOtherIsDelivered(
                family -> PimNetwork.ssmFlow(family, NO_JOINS), family -> PimNetwork.ssmFlow(family, 1));
    }

    @Test
    void aGroupDoesNotCrossItsBoundary() {
        assertOnlyTheOtherIsDelivered(
                family -> PimNetwork.ssmFlow(family, BOUNDED), family -> PimNetwork.ssmFlow(family, 2));
        for (Family family : line.network().families()) {
            assertThat(line.sniffer()
                            .heard(
                                    line.sniffer().begin(),
                                    PimMessage.JoinPrune.class,
                                    message -> message.isAbout(family.ssmGroup(BOUNDED))))
                    .isEmpty();
        }
    }

    @Test
    void aRegisterThatIsNotAcceptedIsStoppedAndNotForwarded() {
        assertOnlyTheOtherIsDelivered(
                family -> line.flowByDownstreamRp(family, NO_REGISTERS), family -> line.flowByDownstreamRp(family, 1));
        for (Family family : line.network().families()) {
            Flow flow = line.flowByDownstreamRp(family, NO_REGISTERS);
            line.sniffer()
                    .await(
                            Bench.SOON,
                            "Register-Stop",
                            line.sniffer().begin(),
                            PimMessage.RegisterStop.class,
                            stop -> stop.group().equals(flow.group()));
        }
    }

    private void assertOnlyTheOtherIsDelivered(Function<Family, Flow> forbidden, Function<Family, Flow> allowed) {
        for (Family family : line.network().families()) {
            Flow never = forbidden.apply(family);
            Flow always = allowed.apply(family);
            Tap tap = line.network().add(Tap.listen(line.host(), "eth0"));
            join(never);
            Receiver receiver = join(always);
            line.network().send(never, PACKETS_PER_SECOND);
            line.network().send(always, PACKETS_PER_SECOND);

            Bench.awaitPackets(receiver, 100);
            Poll.never(
                    STILL_NOTHING,
                    never + " is delivered",
                    () -> tap.count(never).packets() > 0);
        }
    }

    private Receiver join(Flow flow) {
        byte[] group = flow.group().getAddress();
        boolean ssm = group.length == 4 ? (group[0] & 0xff) == 232 : (group[1] & 0xf0) == 0x30;
        return ssm ? line.network().join(line.host(), flow) : line.network().join(line.host(), flow.group());
    }

    /** The 256 groups from number {@code first}, of both families. */
    private static List<String> rules(String before, BiFunction<Family, Integer, InetAddress> group, int first) {
        return Stream.of(Family.values())
                .map(family ->
                        before + group.apply(family, first).getHostAddress() + (family == Family.IPV4 ? "/24" : "/120"))
                .toList();
    }
}
