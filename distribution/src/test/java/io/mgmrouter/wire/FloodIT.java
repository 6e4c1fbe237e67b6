package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Namespace;
import io.mgmrouter.lab.PacketSocket;
import io.mgmrouter.lab.Receiver;
import io.mgmrouter.lab.Tap;
import io.mgmrouter.lab.Topology;
import jakarta.json.JsonString;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

@WireTest
@EachFamily
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("One host's flood, while others are served")
class FloodIT {

    private static final System.Logger LOG = System.getLogger("wire");
    private static final long SEED = 20261124;
    private static final int PACKETS = 100_000;
    private static final int PACKETS_PER_SECOND = 10_000;
    private static final int GROUPS = 50_000;
    private static final int GROUP_LIMIT = 2000;
    /** Default of host.group.limit. */
    private static final int HOST_GROUPS = 4096;

    private static final int RECORDS_PER_REPORT = 50;
    private static final int JOINS = 25;
    private static final int LAN = 6;
    private static final Duration LEAVE = Duration.ofSeconds(4);
    private static final long MEGABYTE = 1 << 20;

    @Parameter
    private Family family;

    private Bench bench;
    private SharedLan lan;
    private Receiver bystander;
    private Tap bystanderCable;
    private PacketSocket attacker;

    @BeforeParameterizedClassInvocation
    void startTraffic() {
        bench = new Bench();
        lan = new SharedLan(bench, LAN);
        bench.start(family.quick()
                .on(family.protocol(), lan.routerInterface())
                .of(family.protocol(), "eth2", "group.limit", GROUP_LIMIT));
        List<InetAddress> groups =
                IntStream.rangeClosed(0, 3 * JOINS).mapToObj(family::group).toList();
        bench.send(family.station(1, 2), groups.subList(0, 1), Bench.PACKETS_PER_SECOND);
        bench.send(family.station(1, 2), groups.subList(1, groups.size()), 50);
        bystanderCable = bench.listen(bench.topology().receiver(3).namespace());
        bystander = bench.join(bench.topology().receiver(3).namespace(), family.group(0));
        Bench.awaitPackets(bystander, 500);
        attacker = bench.add(PacketSocket.open(bench.topology().receiver(1).namespace(), Topology.Host.INTERFACE));
    }

    @AfterParameterizedClassInvocation
    void close() {
        bench.close();
    }

    @Test
    @DisplayName("of 100,000 damaged packets at 10,000/s loses no packet of others, and is counted by reason")
    void ofDamagedPackets() throws Exception {
        long before = residentOctets();
        var mutations = new Mutations(family, 2, SEED);
        var flood = new FutureTask<>(() -> attack(mutations), null);
        Thread.ofPlatform().name("flood").daemon().start(flood);

        List<Long> joins = joinWhile(flood, 1);
        flood.get();

        long after = residentOctets();
        report("damaged packets", joins, before, after);
        assertNobodyElseSuffers(joins, after);
        assertThat(drops(2)).as("drops by reason").hasSizeGreaterThanOrEqualTo(4);
    }

    @Test
    @DisplayName("of 50,000 groups is limited, and logged in a few lines")
    void ofGroups() throws Exception {
        long before = residentOctets();
        var flood = new FutureTask<>(() -> joinGroups(attacker, 2), null);
        Thread.ofPlatform().name("flood").daemon().start(flood);

        List<Long> joins = joinWhile(flood, 1 + JOINS);
        flood.get();

        long after = residentOctets();
        report(GROUPS + " groups", joins, before, after);
        assertNobodyElseSuffers(joins, after);
        assertThat(bench.rows(family.protocol() + " groups", "interface", "eth2")
                        .size())
                .as("groups")
                .isLessThanOrEqualTo(GROUP_LIMIT);
        assertThat(drops(2)).as("drops by reason").anyMatch(drop -> drop.startsWith("group-limit="));
        assertThat(bench.router().output().stream().filter(line -> line.contains("WARN")))
                .as("warnings")
                .hasSizeLessThan(20);
    }

    @Test
    @DisplayName("of 50,000 groups leaves the other hosts of its LAN alone, with default limits, and is logged once")
    void ofGroupsBesideAnotherHost() {
        Namespace neighbour = lan.station(3);
        family.forceVersion(neighbour, family.newestVersion());
        Tap tap = bench.listen(neighbour);
        PacketSocket flooder = bench.add(PacketSocket.open(lan.station(2), Topology.Host.INTERFACE));
        var flood = new FutureTask<>(() -> joinGroups(flooder, LAN), null);
        Thread.ofPlatform().name("flood").daemon().start(flood);

        List<Long> joins = new ArrayList<>();
        List<Departure> departures = new ArrayList<>();
        for (int i = 0; i < JOINS && !flood.isDone(); i++) {
            InetAddress group = family.group(1 + 2 * JOINS + i);
            Receiver receiver = bench.join(neighbour, group);
            Bench.awaitPackets(receiver, 10);
            joins.add(receiver.timeToFirstPacket().orElseThrow().toMillis());
            departures.add(new Departure(new Flow(family.station(1, 2), group), System.nanoTime()));
            receiver.leave();
        }
        assertThat(joins).isNotEmpty().allMatch(millis -> millis < 3000);
        departures.forEach(departure -> Bench.awaitSilence(tap, departure.flow(), Bench.SOON));
        assertThat(departures)
                .allMatch(departure -> departure.trafficWentOnFor(tap).compareTo(LEAVE) < 0);
        assertThat(flood).succeedsWithin(Bench.SOON);

        LOG.log(System.Logger.Level.INFO, "{0}, joins on the same LAN took {1} ms; {2}", family, joins, drops(LAN));
        assertThat(bench.rows(family.protocol() + " groups", "interface", lan.routerInterface())
                        .size())
                .as("groups")
                .isLessThanOrEqualTo(HOST_GROUPS + JOINS);
        assertThat(drops(LAN)).as("drops by reason").containsOnlyOnce("host-group-limit=" + (GROUPS - HOST_GROUPS));
        assertThat(bench.router().output())
                .filteredOn(line -> line.contains("WARN") && line.contains("if=" + lan.routerInterface()))
                .singleElement()
                .asString()
                .contains(".host-limited", "reason=host-group-limit");
    }

    /** A host has left a flow, at an instant of {@link System#nanoTime}. */
    private record Departure(Flow flow, long nanos) {

        Duration trafficWentOnFor(Tap tap) {
            return Duration.ofNanos(tap.count(flow).lastNanos() - nanos);
        }
    }

    private void attack(Mutations mutations) {
        long start = System.nanoTime();
        for (int sent = 0; sent < PACKETS; sent++) {
            Mutations.Shot shot = mutations.next();
            attacker.send(shot.octets(), shot.destination());
            pace(start, sent, PACKETS_PER_SECOND);
        }
    }

    private void joinGroups(PacketSocket host, int itsLan) {
        long start = System.nanoTime();
        List<MembershipPacket.GroupRecord> records = new ArrayList<>();
        for (int n = 0; n < GROUPS; n++) {
            records.add(new MembershipPacket.GroupRecord(RecordType.TO_EX, family.group(0x2000 + n), List.of()));
            if (records.size() == RECORDS_PER_REPORT) {
                MembershipPacket report = MembershipPacket.report(family, itsLan, records);
                host.send(report.octets(), report.destination());
                records.clear();
                pace(start, n, PACKETS_PER_SECOND);
            }
        }
    }

    private static void pace(long start, int sent, int perSecond) {
        long ahead = start + sent * (TimeUnit.SECONDS.toNanos(1) / perSecond) - System.nanoTime();
        if (ahead > TimeUnit.MILLISECONDS.toNanos(5)) {
            LockSupport.parkNanos(ahead);
        }
    }

    /** Joins groups on the other LAN as long as the flood goes on; milliseconds to the first packet of each. */
    private List<Long> joinWhile(FutureTask<?> flood, int firstGroup) {
        List<Long> joins = new ArrayList<>();
        for (int i = 0; i < JOINS && !flood.isDone(); i++) {
            Receiver receiver = bench.join(bench.topology().receiver(2).namespace(), family.group(firstGroup + i));
            Bench.awaitPackets(receiver, 10);
            joins.add(receiver.timeToFirstPacket().orElseThrow().toMillis());
        }
        return joins;
    }

    private void assertNobodyElseSuffers(List<Long> joins, long residentOctets) {
        Bench.awaitPackets(bystander, 1000);
        var flow = new Flow(family.station(1, 2), family.group(0));
        assertThat(Math.min(bystander.count().lost(), bystanderCable.count(flow).lost()))
                .as("lost packets of a running stream")
                .isZero();
        assertThat(joins)
                .isNotEmpty()
                .allMatch(millis -> millis < Duration.ofSeconds(3).toMillis());
        assertThat(bench.router().isAlive()).isTrue();
        assertThat(residentOctets).as("resident memory").isLessThan(420 * MEGABYTE);
    }

    private List<String> drops(int itsLan) {
        return bench.rows(family.protocol() + " interfaces", "interface", "eth" + itsLan)
                .getFirst()
                .getJsonArray("dropped")
                .getValuesAs(JsonString::getString);
    }

    private void report(String what, List<Long> joins, long before, long after) {
        List<Long> sorted = joins.stream().sorted().toList();
        LOG.log(
                System.Logger.Level.INFO,
                "{0}, {1}: {2} joins on another LAN took {3} ms in the middle, {4} ms at most; memory {5} -> {6} MB;"
                        + " {7}",
                family,
                what,
                joins.size(),
                sorted.get(sorted.size() / 2),
                sorted.getLast(),
                before / MEGABYTE,
                after / MEGABYTE,
                drops(2));
    }

    private long residentOctets() throws IOException {
        String line = Files.readAllLines(Path.of("/proc/" + bench.router().pid() + "/status")).stream()
                .filter(each -> each.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
    }
}
