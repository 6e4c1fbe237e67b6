package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.PacketSocket;
import io.mgmrouter.lab.Receiver;
import io.mgmrouter.lab.Tap;
import io.mgmrouter.lab.Topology;
import jakarta.json.JsonString;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@WireTest
@EachFamily
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A malformed message from a host is dropped, counted by reason, and harms nobody")
class HostileIT {

    private static final int TIMES = 1000;

    @Parameter
    private Family family;

    private Bench bench;
    private Receiver bystander;
    private Tap bystanderCable;
    private PacketSocket attacker;

    @BeforeParameterizedClassInvocation
    void startTraffic() {
        bench = new Bench().start(family.quick());
        bench.send(family.station(1, 2), List.of(family.group(0)), Bench.PACKETS_PER_SECOND);
        bystanderCable = bench.listen(bench.topology().receiver(2).namespace());
        bystander = bench.join(bench.topology().receiver(2).namespace(), family.group(0));
        Bench.awaitPackets(bystander, 500);
        attacker = bench.add(PacketSocket.open(bench.topology().receiver(1).namespace(), Topology.Host.INTERFACE));
    }

    @AfterParameterizedClassInvocation
    void close() {
        bench.close();
    }

    /** What is wrong with a message, and what that is called. */
    private enum Defect {
        LACKS_HALF_A_RECORD("truncated"),
        LACKS_ALL_BUT_FOUR_OCTETS("truncated"),
        CLAIMS_MORE_RECORDS("truncated"),
        CHECKSUM("bad-checksum"),
        HOP_LIMIT("bad-ttl"),
        ROUTER_ALERT("no-router-alert");

        private final String reason;

        Defect(String reason) {
            this.reason = reason;
        }

        /** ICMPv6 is checked before it gets to MLD. */
        private String reason(Family family) {
            return this == CHECKSUM && family == Family.IPV6 ? "icmpv6-checksum" : reason;
        }

        private MembershipPacket in(MembershipPacket right) {
            return switch (this) {
                case LACKS_HALF_A_RECORD -> right.truncatedTo(10);
                case LACKS_ALL_BUT_FOUR_OCTETS -> right.truncatedTo(4);
                case CLAIMS_MORE_RECORDS -> right.withRecordCount(65_535);
                case CHECKSUM -> right.withBadChecksum();
                case HOP_LIMIT -> right.withHopLimit(64);
                case ROUTER_ALERT -> right.withoutRouterAlert();
            };
        }
    }

    @Test
    void andTheSameMessageWithoutADefectIsAccepted() {
        InetAddress group = family.group(1);
        MembershipPacket right = MembershipPacket.join(family, 2, group);

        attacker.send(right.octets(), right.destination());

        Poll.until(Bench.SOON, "the group is known", () -> isKnown(group), this::groups);
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void isDroppedAndCounted(Defect defect) {
        InetAddress group = family.group(2);
        MembershipPacket packet = defect.in(MembershipPacket.join(family, 2, group));
        String reason = defect.reason(family);
        long before = drops(reason);

        for (int i = 0; i < TIMES; i++) {
            attacker.send(packet.octets(), packet.destination());
        }

        Poll.until(
                Bench.SOON,
                TIMES + " drops are counted as " + reason,
                () -> drops(reason) == before + TIMES,
                () -> bench.control().ask(family.protocol() + " interfaces"));
        assertThat(isKnown(group)).isFalse();
        Bench.awaitPackets(bystander, 500);
        long lostOnCable = bystanderCable
                .count(new Flow(family.station(1, 2), family.group(0)))
                .lost();
        assertThat(Math.min(bystander.count().lost(), lostOnCable)).isZero();
        assertThat(bench.router().isAlive()).isTrue();
    }

    private long drops(String reason) {
        return bench
                .rows(family.protocol() + " interfaces", "interface", "eth2")
                .getFirst()
                .getJsonArray("dropped")
                .getValuesAs(JsonString::getString)
                .stream()
                .filter(drop -> drop.startsWith(reason + "="))
                .mapToLong(drop -> Long.parseLong(drop.substring(reason.length() + 1)))
                .sum();
    }

    private boolean isKnown(InetAddress group) {
        return bench.control().table(family.protocol() + " groups").stream()
                .anyMatch(row -> Flow.address(row.getString("group")).equals(group));
    }

    private String groups() {
        return bench.control().ask(family.protocol() + " groups");
    }
}
