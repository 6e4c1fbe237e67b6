package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.PacketSocket;
import io.mgmrouter.lab.Receiver;
import io.mgmrouter.lab.Tap;
import io.mgmrouter.lab.Topology;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A host on LAN 3 pretends to be a router. A stream that is delivered there must not lose a packet. */
@WireTest
@EachFamily
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("PIM messages of somebody hostile are dropped, counted by reason, and harm nobody")
class PimHostileIT {

    private static final long SEED = 7761;
    private static final int TIMES = 200;
    private static final int FLOOD = 20_000;
    private static final int NEIGHBOR_LIMIT = 16;
    private static final int STRANGER = 7;
    private static final int VERSION_2 = 0x20;
    private static final Duration NOTHING_HAPPENS = Duration.ofSeconds(1);

    @Parameter
    private Family family;

    private PimLine line;
    private PacketSocket attacker;
    private Receiver bystander;
    private Tap cable;

    @BeforeParameterizedClassInvocation
    void startTraffic() {
        line = PimPair.OURS.line();
        line.downstream().plan().ours("io.mgmrouter.pim.interface~eth1", "neighbor.limit", NEIGHBOR_LIMIT);
        line.start();
        Flow flow = PimNetwork.ssmFlow(family, 1);
        cable = line.network().add(Tap.listen(line.host(), Topology.Host.INTERFACE));
        line.network().send(flow, Bench.PACKETS_PER_SECOND);
        bystander = line.network().join(line.host(), flow);
        Bench.awaitPackets(bystander, 500);
        attacker = line.network().add(PacketSocket.open(line.host(), Topology.Host.INTERFACE));
    }

    @AfterParameterizedClassInvocation
    void close() {
        line.close();
    }

    /** What is wrong with a Hello, and what that is called. */
    private enum Defect {
        LACKS_HALF_AN_OPTION("truncated"),
        CHECKSUM("bad-checksum"),
        VERSION("bad-version"),
        TYPE("unknown-type"),
        HOP_LIMIT("bad-ttl"),
        HOLDTIME_OF_THREE_OCTETS("bad-option-length");

        private final String reason;

        Defect(String reason) {
            this.reason = reason;
        }

        private PimPacket in(PimPacket right) {
            return switch (this) {
                case LACKS_HALF_AN_OPTION -> right.truncatedTo(15);
                case CHECKSUM -> right.withBadChecksum();
                case VERSION -> right.with(0, 0x10);
                case TYPE -> right.with(0, 0x2d);
                case HOP_LIMIT -> right.withHopLimit(64);
                case HOLDTIME_OF_THREE_OCTETS -> right.with(7, 3);
            };
        }
    }

    @ParameterizedTest(name = "{0}")
    @EnumSource
    void aDamagedHelloMakesNoNeighbor(Defect defect) {
        PimPacket packet = defect.in(PimPacket.hello(stranger(), 1, 1));
        long before = drops(defect.reason);

        for (int i = 0; i < TIMES; i++) {
            attacker.send(packet.octets(), packet.destination());
        }

        Poll.until(
                Bench.SOON,
                TIMES + " drops are counted as " + defect.reason,
                () -> drops(defect.reason) == before + TIMES,
                this::interfaceRow);
        assertThat(neighbors()).doesNotContain(stranger());
        assertNobodySuffers();
    }

    @Test
    void aJoinOfNoNeighborIsNotObeyed() {
        Flow flow = PimNetwork.ssmFlow(family, 2);
        InetAddress router = line.downstream().primaryAddress(family, PimNetwork.HOST_LAN);
        PimPacket join = PimPacket.join(stranger(), router, flow);
        long before = drops("not-a-neighbor");
        attacker.send(join.octets(), join.destination());

        Poll.until(Bench.SOON, "the drop is counted", () -> drops("not-a-neighbor") > before, this::interfaceRow);
        Poll.never(NOTHING_HAPPENS, "it was joined upstream", () -> isJoinedUpstream(flow));
    }

    /** No Hellos among them: one that happens to be right makes a designated router, and may. */
    @Test
    void aFloodOfDamagedMessagesHarmsNobody() {
        InetAddress router = line.downstream().primaryAddress(family, PimNetwork.HOST_LAN);
        PimPacket join = PimPacket.join(stranger(), router, PimNetwork.ssmFlow(family, 3));
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < FLOOD; i++) {
            PimPacket packet = damaged(join, random);
            attacker.send(packet.octets(), packet.destination());
        }
        assertNobodySuffers();
    }

    @Test
    void aFloodOfNeighborsIsLimitedAndLoggedInAFewLines() {
        for (int i = 0; i < 4 * NEIGHBOR_LIMIT; i++) {
            PimPacket hello = PimPacket.hello(stranger(i), 0, i);
            attacker.send(hello.octets(), hello.destination());
        }

        Poll.until(
                Bench.SOON, "neighbours up to the limit", () -> neighbors().size() >= NEIGHBOR_LIMIT, this::neighbors);
        assertThat(neighbors()).hasSize(NEIGHBOR_LIMIT);
        assertThat(drops("neighbor-limit")).isPositive();
        assertThat(line.downstream().output())
                .filteredOn(each -> each.contains("WARN"))
                .hasSizeLessThan(20);
        assertNobodySuffers();
    }

    private static PimPacket damaged(PimPacket right, SplittableRandom random) {
        byte[] message = right.message().clone();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            message[random.nextInt(message.length)] = (byte) random.nextInt();
        }
        message[0] = (byte) (VERSION_2 | random.nextInt(1, 16));
        PimPacket changed = right.withMessage(message);
        return switch (random.nextInt(3)) {
            case 0 -> changed.truncatedTo(random.nextInt(message.length));
            case 1 -> changed;
            default -> changed.withRightChecksum();
        };
    }

    private void assertNobodySuffers() {
        Bench.awaitPackets(bystander, 300);
        Flow flow = PimNetwork.ssmFlow(family, 1);
        assertThat(Math.min(bystander.count().lost(), cable.count(flow).lost())).isZero();
    }

    private boolean isJoinedUpstream(Flow flow) {
        PimSniffer sniffer = line.sniffer();
        var join = PimMessage.Entry.join(flow.source(), flow.group());
        return !sniffer.heard(sniffer.begin(), PimMessage.JoinPrune.class, message -> message.has(join))
                .isEmpty();
    }

    private InetAddress stranger() {
        return stranger(0);
    }

    private InetAddress stranger(int n) {
        return Flow.address(
                family == Family.IPV4 ? "10.3.%d.%d".formatted(STRANGER, n) : "fe80::%d:%x".formatted(STRANGER, n + 1));
    }

    /** Those of the host's LAN. */
    private Set<InetAddress> neighbors() {
        return line.downstream().control().table("pim neighbors").stream()
                .filter(this::isHostLan)
                .map(row -> Flow.address(row.getString("neighbor")))
                .collect(Collectors.toSet());
    }

    private JsonObject interfaceRow() {
        return line.downstream().control().table("pim interfaces").stream()
                .filter(this::isHostLan)
                .findFirst()
                .orElseThrow();
    }

    private boolean isHostLan(JsonObject row) {
        return row.getString("interface").equals("eth1")
                && row.getString("family").equalsIgnoreCase(family.toString());
    }

    private long drops(String reason) {
        return interfaceRow().getJsonArray("dropped").getValuesAs(JsonString::getString).stream()
                .filter(drop -> drop.startsWith(reason + "="))
                .mapToLong(drop -> Long.parseLong(drop.substring(reason.length() + 1)))
                .sum();
    }
}
