package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Namespace;
import io.mgmrouter.lab.Tap;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Both families at once. The last member query time is that of the RFCs, 2 s; each test has groups of its own. */
@WireTest
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("Hosts of several versions on one LAN")
class LanIT {

    private static final System.Logger LOG = System.getLogger("wire");
    private static final int LAN = 6;
    private static final Duration LEAVE = Duration.ofSeconds(8);

    private Bench bench;
    private Namespace oldHost;
    private Namespace newHost;
    private Tap tap;

    @BeforeAll
    void startRouterOnLan() {
        bench = new Bench();
        var lan = new SharedLan(bench, LAN);
        oldHost = lan.station(2);
        newHost = lan.station(3);
        bench.start(Bench.bothFamilies(lan.routerInterface()));
        tap = bench.listen(newHost);
        for (Family family : Family.values()) {
            bench.send(
                    family.station(1, 2),
                    IntStream.range(0, 4).mapToObj(family::group).toList(),
                    200);
            family.forceVersion(newHost, family.newestVersion());
        }
    }

    @AfterAll
    void close() {
        bench.close();
    }

    @Test
    @Tag("RFC3376-6.4.2")
    void aSecondMemberKeepsTheGroupWhenTheFirstOneLeaves() {
        forceOldHost(family -> family.newestVersion() - 1);
        List<Member> first = join(oldHost, 0);
        List<Member> second = join(newHost, 0);
        Member.awaitPackets(second, 100);

        first.forEach(member -> member.receiver().leave());

        // Well beyond the last member query time.
        Member.awaitPackets(second, 1000);
        second.forEach(Member::assertNothingLost);
        second.forEach(member -> member.receiver().leave());
        second.forEach(member -> member.awaitSilence(Duration.ofSeconds(20)));
    }

    @Test
    @Tag("RFC3376-8.8")
    void theLastMemberOfTheNewestVersionLeaves() {
        leavesIn(newHost, 1);
    }

    @Test
    @Tag("RFC2236-3")
    void theLastMemberOfTheVersionBeforeLeaves() {
        forceOldHost(family -> family.newestVersion() - 1);
        leavesIn(oldHost, 2);
    }

    @Test
    @Tag("RFC3376-7.3.2")
    void anOlderMemberIsNotForgottenWhenANewerOneLeaves() {
        forceOldHost(_ -> 1);
        List<Member> old = join(oldHost, 3);
        List<Member> newer = join(newHost, 3);
        Member.awaitPackets(old, 100);

        newer.forEach(member -> member.receiver().leave());

        Member.awaitPackets(old, 1000);
        old.forEach(Member::assertNothingLost);
    }

    private void leavesIn(Namespace host, int group) {
        List<Member> members = join(host, group);
        Member.awaitPackets(members, 100);

        long left = System.nanoTime();
        members.forEach(member -> member.receiver().leave());

        members.forEach(member -> member.awaitSilence(LEAVE));
        for (Member member : members) {
            long millis = TimeUnit.NANOSECONDS.toMillis(tap.count(member.flow()).lastNanos() - left);
            LOG.log(System.Logger.Level.INFO, "{0} went on for {1} ms after the leave", member.flow(), millis);
            // A host that is still there has that long to say so.
            assertThat(millis).as("ms after the leave of %s", member.flow()).isGreaterThan(1500);
        }
    }

    private void forceOldHost(ToIntFunction<Family> version) {
        for (Family family : Family.values()) {
            family.forceVersion(oldHost, version.applyAsInt(family));
        }
    }

    private List<Member> join(Namespace host, int group) {
        return Member.join(bench, host, tap, group);
    }
}
