package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.PacketSocket;
import io.mgmrouter.lab.Receiver;
import io.mgmrouter.lab.Topology;
import java.net.InetAddress;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@WireTest
@DisplayName("Malformed IGMP from a host is dropped, counted by reason, and harms nobody")
class HostileIgmpIT {

    private static final InetAddress GROUP = Flow.address("239.9.9.9");
    private static final int TIMES = 1000;

    private Bench bench;
    private Receiver bystander;
    private PacketSocket attacker;

    @BeforeEach
    void startTraffic() {
        bench = new Bench().start(Bench.igmp());
        bench.send(Bench.GROUP);
        bystander = bench.join(bench.topology().receiver(2).namespace(), Bench.GROUP);
        Bench.awaitPackets(bystander, 500);
        attacker = bench.add(PacketSocket.open(bench.topology().receiver(1).namespace(), Topology.Host.INTERFACE));
    }

    @AfterEach
    void close() {
        bench.close();
    }

    static Stream<Arguments> attacks() {
        MembershipPacket right = MembershipPacket.join(Family.IPV4, 2, GROUP);
        return Stream.of(
                Arguments.of("truncated", right.truncatedTo(10)),
                Arguments.of("truncated", right.truncatedTo(1)),
                Arguments.of("truncated", right.withRecordCount(65_535)),
                Arguments.of("bad-checksum", right.withBadChecksum()),
                Arguments.of("bad-ttl", right.withHopLimit(64)),
                Arguments.of("no-router-alert", right.withoutRouterAlert()));
    }

    @Test
    void andTheSamePacketWithoutADefectIsAccepted() {
        MembershipPacket right = MembershipPacket.join(Family.IPV4, 2, GROUP);

        attacker.send(right.octets(), right.destination());

        Poll.until(
                Bench.SOON,
                "the group is known",
                this::isKnown,
                () -> bench.control().ask("igmp groups"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attacks")
    void isDroppedAndCounted(String reason, MembershipPacket packet) {
        for (int i = 0; i < TIMES; i++) {
            attacker.send(packet.octets(), packet.destination());
        }

        Poll.until(
                Bench.SOON,
                "drops are counted as " + reason,
                () -> bench.control().ask("igmp interfaces").contains(reason),
                () -> bench.control().ask("igmp interfaces"));
        assertThat(isKnown()).isFalse();
        Bench.awaitPackets(bystander, 1000);
        assertThat(bystander.count().lost()).isZero();
        assertThat(bench.router().isAlive()).isTrue();
    }

    private boolean isKnown() {
        return bench.control().ask("igmp groups").contains("239.9.9.9");
    }
}
