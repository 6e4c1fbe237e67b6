package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Namespace;
import io.mgmrouter.lab.Tap;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Both families at once, on one router that goes through it all; each test has groups of its own. */
@WireTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Replacing the bundle of IGMP and MLD while traffic flows")
class HotDeployIT {

    private static final System.Logger LOG = System.getLogger("wire");
    private static final String IGMP = "protocol-igmp";

    private Bench bench;
    private Tap tap;

    @BeforeAll
    void startTraffic() {
        bench = new Bench().start(Bench.bothFamilies());
        tap = bench.listen(host());
        for (Family family : Family.values()) {
            List<InetAddress> groups =
                    IntStream.rangeClosed(1, 3).mapToObj(family::group).toList();
            bench.send(family.station(1, 2), groups, Bench.PACKETS_PER_SECOND);
        }
    }

    @AfterAll
    void close() {
        bench.close();
    }

    @Test
    void losesNoPacketWhenItIsStoppedAndStarted() {
        List<Member> members = join(1);
        bench.control().ask("bundle stop " + IGMP);
        Member.awaitPackets(members, 1000);
        bench.control().ask("bundle start " + IGMP);
        awaitMembership(members);
        Member.awaitPackets(members, 3000);

        assertNothingLost(members);
    }

    @Test
    void losesNoPacketWhenItIsUpdated() {
        List<Member> members = join(2);
        bench.control().ask("bundle update " + IGMP + " " + Distribution.bundle(IGMP));
        awaitMembership(members);
        Member.awaitPackets(members, 3000);

        assertNothingLost(members);
    }

    @Test
    void endsItsMembershipsWhenItIsUninstalledAndBringsThemBackWhenInstalled() {
        List<Member> members = join(3);
        bench.control().ask("bundle uninstall " + IGMP);
        members.forEach(member -> member.awaitSilence(Bench.SOON));

        bench.control().ask("bundle install " + Distribution.bundle(IGMP));
        awaitMembership(members);
        Member.awaitPackets(members, 1000);

        for (Member member : members) {
            Duration outage = member.receiver().count().longestGap();
            LOG.log(
                    System.Logger.Level.INFO,
                    "{0}: outage from uninstall to the first packet again: {1} ms",
                    member.flow(),
                    outage.toMillis());
            assertThat(outage).isLessThan(Bench.SOON);
        }
    }

    private List<Member> join(int group) {
        List<Member> members = Member.join(bench, host(), tap, group);
        Member.awaitPackets(members, 1000);
        return members;
    }

    private Namespace host() {
        return bench.topology().receiver(2).namespace();
    }

    private static void assertNothingLost(List<Member> members) {
        for (Member member : members) {
            member.assertNothingLost();
            assertThat(member.receiver().count().duplicates())
                    .as("duplicates of %s", member.flow())
                    .isZero();
        }
    }

    /** Memberships that their client has confirmed, not ones that are only held for it. */
    private void awaitMembership(List<Member> members) {
        Poll.until(
                Bench.SOON,
                "the memberships are back and fresh",
                () -> {
                    Set<InetAddress> fresh = fresh();
                    return members.stream()
                            .allMatch(member -> fresh.contains(member.flow().group()));
                },
                () -> bench.control().ask("show groups"));
    }

    private Set<InetAddress> fresh() {
        return bench.control().table("show groups").stream()
                .filter(row -> !row.getBoolean("stale"))
                .map(row -> Flow.address(row.getString("group")))
                .collect(Collectors.toSet());
    }
}
