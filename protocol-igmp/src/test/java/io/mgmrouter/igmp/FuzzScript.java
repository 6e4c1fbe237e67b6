package io.mgmrouter.igmp;

import io.mgmrouter.igmp.codec.GroupRecord;
import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.MembershipQuery;
import io.mgmrouter.igmp.codec.MembershipReport;
import io.mgmrouter.igmp.codec.OlderReport;
import io.mgmrouter.igmp.codec.RecordType;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.testkit.MemoryWire;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What happens to a router, written in octets, so that any octets are a story. An octet says what happens, those behind
 * it how; where one is missing it is zero, where one is too large it starts over. {@code .} is an octet:
 *
 * <pre>
 * 00 . (...)*   a report: number of records; of each its type, group, sources (a bit for each)
 * 01 . .        an older report: version, group
 * 02 .          a leave: group
 * 03 . . . . .  a query: version, group (0 is all), S flag and robustness, interval, sources
 * 04 .          time passes
 * 05 . . . (.)* a packet: destination, TTL and Router Alert, length, octets
 * 06 .          reports of 40 groups, the first of this number
 * 07 . .        reports of 40 sources of a group: group, type
 * 08 .          somebody else sends what follows
 * 09 . . . .    new settings: version, robustness, interval, last member query count
 * 0a .          the link changes: down, up, another address
 * 0b            the manager changes the owner, and in the middle of it a group is reported
 * 0c            the manager goes; 0d comes
 * </pre>
 */
final class FuzzScript {

    private static final int MANY = 40;
    private static final int[] MILLISECONDS = {
        1, 100, 999, 1000, 2000, 10_000, 31_000, 125_000, 255_000, 260_000, 3_600_000
    };

    private final HostileLink lan;
    private final ByteBuffer in;
    private IpAddress sender;

    FuzzScript(HostileLink lan, byte[] octets) {
        this.lan = lan;
        this.in = ByteBuffer.wrap(octets);
        this.sender = lan.addresses.host(0);
    }

    /** Everything that is written, then silence; checked after each step. */
    void run() {
        while (in.hasRemaining()) {
            step(next(14));
            lan.check();
        }
        lan.fallsSilent();
    }

    private void step(int what) {
        switch (what) {
            case 0 -> report();
            case 1 -> lan.hears(sender, new OlderReport(1 + next(2), group()));
            case 2 -> lan.hears(sender, new LeaveGroup(group()));
            case 3 -> query();
            case 4 -> lan.passes(Duration.ofMillis(MILLISECONDS[next(MILLISECONDS.length)]));
            case 5 -> packet();
            case 6 -> manyGroups(next(256) * MANY);
            case 7 -> manySources(group(), RecordType.values()[next(6)]);
            case 8 -> sender = lan.addresses.host(next(256));
            case 9 -> settings();
            case 10 -> link(next(4));
            case 11 -> lan.ownerChanges(() -> lan.hears(sender, new OlderReport(1, lan.addresses.group(2))));
            case 12 -> lan.detach();
            default -> lan.attach();
        }
    }

    private void report() {
        List<GroupRecord> records = IntStream.range(0, 1 + next(4))
                .mapToObj(_ -> new GroupRecord(RecordType.values()[next(6)], group(), sources()))
                .toList();
        lan.hears(sender, new MembershipReport(records));
    }

    private void query() {
        int version = 1 + next(lan.dialect.newestVersion());
        int number = next(8);
        IpAddress group = number == 0 ? IpAddress.unspecified(lan.dialect.family()) : lan.addresses.group(number - 1);
        int flags = next(16);
        Duration interval = Duration.ofSeconds(next(256));
        List<IpAddress> sources = sources();
        Duration wait = Duration.ofSeconds(flags);
        lan.hears(
                sender,
                version < lan.dialect.newestVersion()
                        ? MembershipQuery.older(version, wait, group)
                        : new MembershipQuery(
                                version,
                                wait,
                                group,
                                flags > 7,
                                flags & 7,
                                interval,
                                number == 0 ? List.of() : sources));
    }

    private void packet() {
        IpAddress destination = switch (next(4)) {
            case 0 -> lan.dialect.destinations().reportRouters();
            case 1 -> lan.dialect.destinations().allNodes();
            case 2 -> lan.dialect.destinations().allRouters();
            default -> lan.addresses.group(0);
        };
        int header = next(4);
        byte[] octets = new byte[Math.min(next(256), in.remaining())];
        in.get(octets);
        lan.hears(new MemoryWire.Frame(
                sender, destination, header == 0 ? 2 : 1, header > 1, FuzzChecksum.mended(lan.dialect, octets)));
    }

    private void manyGroups(int first) {
        lan.hears(
                sender,
                new MembershipReport(IntStream.range(first, first + MANY)
                        .mapToObj(number -> new GroupRecord(
                                RecordType.CHANGE_TO_EXCLUDE_MODE, lan.addresses.anyGroup(number), List.of()))
                        .toList()));
    }

    private void manySources(IpAddress group, RecordType type) {
        List<IpAddress> sources =
                IntStream.range(0, MANY).mapToObj(lan.addresses::anySource).toList();
        lan.hears(sender, new MembershipReport(List.of(new GroupRecord(type, group, sources))));
    }

    private void settings() {
        lan.configure(Map.of(
                "version",
                1 + next(lan.dialect.newestVersion()),
                "robustness",
                1 + next(7),
                "query.interval",
                11 + next(256),
                "last.member.query.count",
                1 + next(7)));
    }

    private void link(int change) {
        lan.eth0(change != 0, lan.addresses.self(change));
    }

    private IpAddress group() {
        return lan.addresses.group(next(256));
    }

    private List<IpAddress> sources() {
        return lan.addresses.sources(next(256));
    }

    private int next(int bound) {
        return in.hasRemaining() ? (in.get() & 0xff) % bound : 0;
    }
}
