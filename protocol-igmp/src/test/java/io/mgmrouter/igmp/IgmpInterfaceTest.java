package io.mgmrouter.igmp;

import static io.mgmrouter.igmp.RouterLab.HOST;
import static io.mgmrouter.igmp.RouterLab.SELF;
import static io.mgmrouter.igmp.RouterLab.ip;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.igmp.codec.GroupRecord;
import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.MembershipMessage;
import io.mgmrouter.igmp.codec.MembershipQuery;
import io.mgmrouter.igmp.codec.MembershipReport;
import io.mgmrouter.igmp.codec.OlderReport;
import io.mgmrouter.igmp.codec.RecordType;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.testkit.MemoryWire;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("IGMP on one interface, from packets to memberships")
class IgmpInterfaceTest {

    private static final Ipv4Address GROUP = ip("239.1.1.1");
    private static final Ipv4Address SSM = ip("232.1.1.1");
    private static final Ipv4Address S1 = ip("10.9.0.1");
    private static final Ipv4Address S2 = ip("10.9.0.2");
    private static final Ipv4Address LOWER = ip("10.0.0.2");

    private RouterLab lab = RouterLab.running();

    @Test
    void generalQueriesFollowTheIntervals() {
        assertThat(lab.queries()).extracting(MembershipQuery::maxResponseTime).containsExactly(ofSeconds(1));
        lab.advance(ofSeconds(31));
        assertThat(lab.queries()).extracting(MembershipQuery::maxResponseTime).containsExactly(ofSeconds(1));
        lab.advance(ofSeconds(124));
        assertThat(lab.queries()).isEmpty();
        lab.advance(ofSeconds(1));
        assertThat(lab.queries())
                .containsExactly(new MembershipQuery(
                        3, ofSeconds(10), Ipv4Address.UNSPECIFIED, false, 2, ofSeconds(125), List.of()));
    }

    @Test
    @Tag("RFC3376-4")
    @Tag("RFC2236-2")
    void queriesGoToAllSystemsWithTtl1AndRouterAlert() {
        assertThat(lab.wire.log()).singleElement().satisfies(frame -> {
            assertThat(frame.destination()).isEqualTo(ip("224.0.0.1"));
            assertThat(frame.ttl()).isOne();
            assertThat(frame.routerAlert()).isTrue();
        });
    }

    static Stream<Arguments> joinsAndLeaves() {
        return Stream.of(
                Arguments.of(new OlderReport(2, GROUP), new LeaveGroup(GROUP), "(*,239.1.1.1)"),
                Arguments.of(
                        record(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP),
                        record(RecordType.CHANGE_TO_INCLUDE_MODE, GROUP),
                        "(*,239.1.1.1)"),
                Arguments.of(
                        record(RecordType.ALLOW_NEW_SOURCES, SSM, S1),
                        record(RecordType.BLOCK_OLD_SOURCES, SSM, S1),
                        "(10.9.0.1,232.1.1.1)"),
                Arguments.of(
                        record(RecordType.MODE_IS_INCLUDE, SSM, S1),
                        record(RecordType.CHANGE_TO_INCLUDE_MODE, SSM),
                        "(10.9.0.1,232.1.1.1)"));
    }

    @ParameterizedTest
    @MethodSource("joinsAndLeaves")
    void aMemberIsDeclaredAtOnceAndAfterItsLeaveForTwoSeconds(
            MembershipMessage join, MembershipMessage leave, String membership) {
        lab.hears(join);
        assertThat(lab.calls()).containsExactly("join 1 " + membership);
        lab.advance(ofSeconds(5));
        lab.queries();

        lab.hears(leave);
        assertThat(lab.queries()).singleElement().satisfies(query -> {
            assertThat(query.isGeneral()).isFalse();
            assertThat(query.maxResponseTime()).isEqualTo(ofSeconds(1));
        });
        lab.advance(ofMillis(1999));
        assertThat(lab.calls()).isEmpty();
        assertThat(lab.queries()).hasSize(1);
        lab.advance(ofMillis(1));
        assertThat(lab.calls()).containsExactly("leave 1 " + membership);
        assertThat(lab.queries()).isEmpty();
    }

    @Test
    void anotherMemberThatAnswersKeepsTheGroup() {
        lab.hears(new OlderReport(2, GROUP));
        lab.hears(new LeaveGroup(GROUP));
        lab.advance(ofMillis(700));
        lab.hears(ip("10.0.0.30"), new OlderReport(2, GROUP));

        lab.advance(ofSeconds(200));

        assertThat(lab.calls()).containsExactly("join 1 (*,239.1.1.1)");
    }

    @Test
    void aSilentMemberIsForgottenAfterTheGroupMembershipInterval() {
        lab.hears(new OlderReport(1, GROUP));
        lab.advance(ofSeconds(260).minusMillis(1));
        assertThat(lab.calls()).containsExactly("join 1 (*,239.1.1.1)");

        lab.advance(ofMillis(1));
        assertThat(lab.calls()).containsExactly("leave 1 (*,239.1.1.1)");
    }

    @Test
    @Tag("RFC2236-5")
    void aVersion1MemberIsNotAskedAboutWhenAnotherLeaves() {
        lab.hears(new OlderReport(1, GROUP));
        lab.hears(ip("10.0.0.30"), new OlderReport(2, GROUP));
        lab.queries();

        lab.hears(ip("10.0.0.30"), new LeaveGroup(GROUP));

        assertThat(lab.queries()).isEmpty();
    }

    @Test
    void aChangeOfModeLeavesNoGapBetweenTheMemberships() {
        lab.hears(RecordType.ALLOW_NEW_SOURCES, GROUP, S1, S2);
        lab.calls();

        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        assertThat(lab.calls())
                .startsWith("join 1 (*,239.1.1.1)")
                .contains("leave 1 (10.9.0.1,239.1.1.1)", "leave 1 (10.9.0.2,239.1.1.1)");

        lab.hears(RecordType.CHANGE_TO_INCLUDE_MODE, GROUP, S1);
        lab.advance(ofSeconds(2));
        assertThat(lab.calls()).containsExactly("join 1 (10.9.0.1,239.1.1.1)", "leave 1 (*,239.1.1.1)");
    }

    @Test
    void anExcludedSourceDoesNotEndTheGroup() {
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP, S1);
        lab.hears(RecordType.BLOCK_OLD_SOURCES, GROUP, S2);
        lab.advance(ofSeconds(10));

        assertThat(lab.calls()).containsExactly("join 1 (*,239.1.1.1)");
    }

    @Test
    @Tag("RFC3376-4.2.13")
    void aHostWithoutAnAddressMayReport() {
        lab.hears(Ipv4Address.UNSPECIFIED, new OlderReport(2, GROUP));

        assertThat(lab.calls()).containsExactly("join 1 (*,239.1.1.1)");
    }

    @Test
    @Tag("RFC3376-6")
    void linkLocalGroupsAreNotDeclared() {
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, ip("224.0.0.251"));

        assertThat(lab.calls()).isEmpty();
        assertThat(drops()).containsEntry(Drops.LINK_LOCAL_GROUP, 1L);
    }

    @Test
    @Tag("RFC4604-2.2")
    void inTheSourceSpecificRangeOnlySourcesCanBeJoined() {
        lab.hears(new OlderReport(2, SSM));
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, SSM);
        lab.hears(RecordType.MODE_IS_EXCLUDE, SSM);

        assertThat(lab.calls()).isEmpty();
        assertThat(drops()).containsEntry(Drops.ANY_SOURCE_IN_SSM_RANGE, 3L);
    }

    static Stream<Arguments> wrongHeaders() {
        MembershipMessage v3 = record(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        MembershipMessage v2 = new OlderReport(2, GROUP);
        MembershipMessage leave = new LeaveGroup(GROUP);
        MembershipMessage query = MembershipQuery.older(2, ofSeconds(10), Ipv4Address.UNSPECIFIED);
        return Stream.of(
                Arguments.of(Drops.BAD_TTL, HOST, "224.0.0.22", 2, true, v3),
                Arguments.of(Drops.NO_ROUTER_ALERT, HOST, "224.0.0.22", 1, false, v3),
                Arguments.of(Drops.NO_ROUTER_ALERT, HOST, "239.1.1.1", 1, false, v2),
                Arguments.of(Drops.NO_ROUTER_ALERT, HOST, "224.0.0.2", 1, false, leave),
                Arguments.of(Drops.NO_ROUTER_ALERT, HOST, "224.0.0.1", 1, false, query),
                Arguments.of(Drops.BAD_DESTINATION, HOST, "224.0.0.1", 1, true, v3),
                Arguments.of(Drops.BAD_DESTINATION, HOST, "239.1.1.2", 1, true, v2),
                Arguments.of(Drops.BAD_DESTINATION, HOST, "224.0.0.22", 1, true, leave),
                Arguments.of(Drops.BAD_DESTINATION, HOST, "239.1.1.1", 1, true, query),
                Arguments.of(Drops.BAD_DESTINATION, HOST, "10.0.0.6", 1, true, query),
                Arguments.of(Drops.BAD_DESTINATION, HOST, "10.0.0.5", 1, true, v3),
                Arguments.of(Drops.SOURCE_NOT_ON_LINK, ip("192.0.2.1"), "224.0.0.22", 1, true, v3),
                Arguments.of(Drops.SOURCE_NOT_ON_LINK, ip("192.0.2.1"), "224.0.0.1", 1, true, query),
                Arguments.of(Drops.QUERY_FROM_UNSPECIFIED, Ipv4Address.UNSPECIFIED, "224.0.0.1", 1, true, query));
    }

    @ParameterizedTest
    @MethodSource("wrongHeaders")
    @Tag("RFC3376-4")
    @Tag("RFC2236-9")
    @Tag("RFC2236-10")
    void packetsWithAWrongHeaderAreDroppedAndCounted(
            String reason,
            IpAddress source,
            String destination,
            int ttl,
            boolean routerAlert,
            MembershipMessage message) {
        lab.wire.send(new MemoryWire.Frame(source, ip(destination), ttl, routerAlert, Dialect.IGMP.write(message)));
        lab.loop.drain();

        assertThat(lab.calls()).isEmpty();
        assertThat(drops()).containsOnly(Map.entry(reason, 1L));
        assertThat(igmp().querier().isQuerier()).isTrue();
    }

    @Test
    void version1KnowsNoRouterAlertAndTheOthersCanBeExcused() {
        send(new OlderReport(1, GROUP), GROUP);
        assertThat(lab.calls()).containsExactly("join 1 (*,239.1.1.1)");

        lab.configure(RouterLab.ID, "eth0", "require.router.alert", false);
        send(new OlderReport(2, ip("239.2.2.2")), ip("239.2.2.2"));
        assertThat(lab.calls()).containsExactly("join 1 (*,239.2.2.2)");
    }

    @Test
    void aLeaveSentToItsGroupIsTakenToo() {
        lab.hears(new OlderReport(2, GROUP));
        lab.wire.send(new MemoryWire.Frame(HOST, GROUP, 1, true, Dialect.IGMP.write(new LeaveGroup(GROUP))));
        lab.loop.drain();
        lab.advance(ofSeconds(2));

        assertThat(lab.calls()).containsExactly("join 1 (*,239.1.1.1)", "leave 1 (*,239.1.1.1)");
    }

    @Test
    void ourOwnPacketsAreIgnored() {
        lab.hears(SELF, record(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP));
        lab.advance(ofSeconds(31));

        assertThat(lab.calls()).isEmpty();
        assertThat(igmp().counters().received()).isEmpty();
        assertThat(drops()).isEmpty();
    }

    @Test
    void theRouterWithTheLowerAddressIsObeyed() {
        lab.hears(LOWER, general(4, ofSeconds(50)));
        lab.queries();

        assertThat(igmp().querierAddress(igmp().querier())).isEqualTo(LOWER);
        lab.hears(new OlderReport(2, GROUP));
        lab.hears(new LeaveGroup(GROUP));
        lab.advance(ofSeconds(150));
        assertThat(lab.queries()).isEmpty();
        lab.advance(ofSeconds(60));
        assertThat(lab.queries())
                .as("after 4 x 50 s + 5 s the other one is gone")
                .hasSize(1);
        assertThat(lab.calls())
                .as("learned: 4 x 50 s + 10 s")
                .containsExactly("join 1 (*,239.1.1.1)", "leave 1 (*,239.1.1.1)");
    }

    @Test
    void theQuerierEndsGroupsForEverybody() {
        lab.hears(LOWER, general(2, ofSeconds(125)));
        lab.hears(new OlderReport(2, GROUP));

        lab.hears(LOWER, MembershipQuery.older(2, ofSeconds(1), GROUP));
        lab.advance(ofMillis(1999));
        assertThat(lab.calls()).containsExactly("join 1 (*,239.1.1.1)");
        lab.advance(ofMillis(1));
        assertThat(lab.calls()).containsExactly("leave 1 (*,239.1.1.1)");
    }

    @Test
    void aQueryWithTheSuppressFlagEndsNothing() {
        lab.hears(LOWER, general(2, ofSeconds(125)));
        lab.hears(new OlderReport(2, GROUP));

        lab.hears(LOWER, new MembershipQuery(3, ofSeconds(1), GROUP, true, 2, ofSeconds(125), List.of()));
        lab.advance(ofSeconds(10));

        assertThat(lab.calls()).containsExactly("join 1 (*,239.1.1.1)");
    }

    @Test
    @Tag("RFC2236-2.1")
    void inVersion2NewerReportsAreIgnoredAndQueriesAreVersion2() {
        lab = RouterLab.running("version", 2);
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        assertThat(drops()).containsEntry(Drops.NEWER_VERSION, 1L);

        lab.hears(new OlderReport(2, GROUP));
        lab.hears(new LeaveGroup(GROUP));
        lab.advance(ofSeconds(2));
        assertThat(lab.calls()).containsExactly("join 1 (*,239.1.1.1)", "leave 1 (*,239.1.1.1)");
        assertThat(lab.queries())
                .hasSize(3)
                .allSatisfy(query -> assertThat(query.version()).isEqualTo(2));
    }

    @Test
    @Tag("RFC2236-4")
    @Tag("RFC1112-I")
    void inVersion1ThereAreNoLeavesAndNoSpecificQueries() {
        lab = RouterLab.running("version", 1);
        lab.hears(new OlderReport(1, GROUP));
        lab.hears(new LeaveGroup(GROUP));
        lab.advance(ofSeconds(10));

        assertThat(lab.calls()).containsExactly("join 1 (*,239.1.1.1)");
        assertThat(lab.queries()).containsExactly(MembershipQuery.older(1, ofSeconds(10), Ipv4Address.UNSPECIFIED));
        assertThat(drops()).containsEntry(Drops.NEWER_VERSION, 1L);
    }

    @Test
    @Tag("RFC3376-4.1.8")
    void aLongListOfSourcesIsAskedAboutInSeveralQueries() {
        List<IpAddress> sources = IntStream.range(0, 800)
                .<IpAddress>mapToObj(i -> new Ipv4Address(0x0a090000 + i))
                .toList();
        lab.hears(new MembershipReport(List.of(new GroupRecord(RecordType.ALLOW_NEW_SOURCES, SSM, sources))));
        lab.queries();

        lab.hears(RecordType.CHANGE_TO_INCLUDE_MODE, SSM);

        assertThat(lab.wire.log().stream().filter(frame -> frame.source().equals(SELF)))
                .hasSize(3)
                .allSatisfy(frame -> assertThat(frame.payload().remaining()).isLessThanOrEqualTo(1476));
    }

    private MembershipInterface igmp() {
        return lab.iface();
    }

    private Map<String, Long> drops() {
        return lab.drops();
    }

    private void send(MembershipMessage message, IpAddress destination) {
        lab.wire.send(new MemoryWire.Frame(HOST, destination, 1, false, Dialect.IGMP.write(message)));
        lab.loop.drain();
    }

    private static MembershipQuery general(int robustness, Duration interval) {
        return new MembershipQuery(3, ofSeconds(10), Ipv4Address.UNSPECIFIED, false, robustness, interval, List.of());
    }

    private static MembershipMessage record(RecordType type, Ipv4Address group, Ipv4Address... sources) {
        return new MembershipReport(List.of(new GroupRecord(type, group, List.of(sources))));
    }
}
