package io.mgmrouter.igmp;

import static io.mgmrouter.igmp.RouterLab.HOST6;
import static io.mgmrouter.igmp.RouterLab.SELF6;
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
import io.mgmrouter.ip.Ipv6Address;
import io.mgmrouter.testkit.MemoryWire;
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
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("MLD on one interface, from packets to memberships")
class MldInterfaceTest {

    private static final IpAddress GROUP = ip("ff15::1:1");
    private static final IpAddress SSM = ip("ff3e::1:1");
    private static final IpAddress S1 = ip("2001:db8::1");
    private static final IpAddress S2 = ip("2001:db8::2");
    private static final IpAddress LOWER = ip("fe80::2");
    private static final IpAddress HIGHER = ip("fe80::99");

    private RouterLab lab = RouterLab.running(Dialect.MLD);

    @Test
    @Tag("RFC3810-5.1.14")
    @Tag("RFC3810-5.1.15")
    @Tag("RFC3810-7.1")
    void generalQueriesGoFromTheLinkLocalAddressToAllNodesWithHopLimit1AndRouterAlert() {
        assertThat(lab.wire.log()).singleElement().satisfies(frame -> {
            assertThat(frame.source()).isEqualTo(SELF6);
            assertThat(frame.destination()).isEqualTo(ip("ff02::1"));
            assertThat(frame.ttl()).isOne();
            assertThat(frame.routerAlert()).isTrue();
        });
        lab.advance(ofSeconds(31));
        lab.queries();
        lab.advance(ofSeconds(125));
        assertThat(lab.queries())
                .containsExactly(new MembershipQuery(
                        2, ofSeconds(10), Ipv6Address.UNSPECIFIED, false, 2, ofSeconds(125), List.of()));
    }

    static Stream<Arguments> joinsAndLeaves() {
        return Stream.of(
                Arguments.of(new OlderReport(1, GROUP), new LeaveGroup(GROUP), "(*,ff15::1:1)"),
                Arguments.of(
                        record(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP),
                        record(RecordType.CHANGE_TO_INCLUDE_MODE, GROUP),
                        "(*,ff15::1:1)"),
                Arguments.of(
                        record(RecordType.ALLOW_NEW_SOURCES, SSM, S1),
                        record(RecordType.BLOCK_OLD_SOURCES, SSM, S1),
                        "(2001:db8::1,ff3e::1:1)"),
                Arguments.of(
                        record(RecordType.MODE_IS_INCLUDE, SSM, S1),
                        record(RecordType.CHANGE_TO_INCLUDE_MODE, SSM),
                        "(2001:db8::1,ff3e::1:1)"));
    }

    @ParameterizedTest
    @MethodSource("joinsAndLeaves")
    @Tag("RFC3810-7.4.2")
    @Tag("RFC3810-7.6.3")
    @Tag("RFC2710-4")
    void aMemberIsDeclaredAtOnceAndAfterItsLeaveForTwoSeconds(
            MembershipMessage join, MembershipMessage leave, String membership) {
        lab.hears(join);
        assertThat(lab.calls()).containsExactly("join 1 " + membership);
        lab.advance(ofSeconds(5));
        lab.queries();

        lab.hears(leave);
        assertThat(lab.wire.log().getLast().destination()).isIn(GROUP, SSM);
        assertThat(lab.queries()).singleElement().satisfies(query -> {
            assertThat(query.isGeneral()).isFalse();
            assertThat(query.maxResponseTime()).isEqualTo(ofSeconds(1));
        });
        lab.advance(ofMillis(1999));
        assertThat(lab.calls()).isEmpty();
        assertThat(lab.queries()).hasSize(1);
        lab.advance(ofMillis(1));
        assertThat(lab.calls()).containsExactly("leave 1 " + membership);
    }

    @Test
    @Tag("RFC3810-9.4")
    void aSilentListenerIsForgottenAfterTheMulticastAddressListeningInterval() {
        lab.hears(new OlderReport(1, GROUP));
        lab.advance(ofSeconds(260).minusMillis(1));
        assertThat(lab.calls()).containsExactly("join 1 (*,ff15::1:1)");

        lab.advance(ofMillis(1));
        assertThat(lab.calls()).containsExactly("leave 1 (*,ff15::1:1)");
    }

    @Test
    @Tag("RFC3810-8.3.2")
    void aVersion1ListenerKeepsTheGroupFromBeingNarrowed() {
        lab.hears(new OlderReport(1, GROUP));
        lab.queries();

        lab.hears(RecordType.BLOCK_OLD_SOURCES, GROUP, S1);
        assertThat(lab.queries()).as("BLOCK is ignored").isEmpty();
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP, S1);
        assertThat(lab.iface().groups().views()).singleElement().satisfies(view -> {
            assertThat(view.state().filter().sourceCount())
                    .as("the sources of TO_EX are ignored")
                    .isZero();
            assertThat(Dialect.MLD.version(view.state().olderHosts().mode(lab.loop.now())))
                    .isEqualTo(1);
        });
        lab.hears(RecordType.CHANGE_TO_INCLUDE_MODE, GROUP);
        assertThat(lab.queries()).as("a version 1 listener can leave").hasSize(1);
    }

    static Stream<Arguments> wrongHeaders() {
        MembershipMessage v1 = new OlderReport(1, GROUP);
        MembershipMessage v2 = record(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        MembershipMessage done = new LeaveGroup(GROUP);
        MembershipMessage query =
                new MembershipQuery(2, ofSeconds(10), Ipv6Address.UNSPECIFIED, false, 2, ofSeconds(125), List.of());
        IpAddress global = ip("2001:db8::20");
        return Stream.of(
                Arguments.of(Drops.BAD_TTL, HOST6, "ff02::16", 2, true, v2),
                Arguments.of(Drops.BAD_TTL, LOWER, "ff02::1", 255, true, query),
                Arguments.of(Drops.NO_ROUTER_ALERT, HOST6, "ff02::16", 1, false, v2),
                Arguments.of(Drops.NO_ROUTER_ALERT, HOST6, "ff15::1:1", 1, false, v1),
                Arguments.of(Drops.NO_ROUTER_ALERT, LOWER, "ff02::1", 1, false, query),
                Arguments.of(Drops.SOURCE_NOT_LINK_LOCAL, global, "ff02::16", 1, true, v2),
                Arguments.of(Drops.SOURCE_NOT_LINK_LOCAL, global, "ff02::2", 1, true, done),
                Arguments.of(Drops.SOURCE_NOT_LINK_LOCAL, ip("2001:db8::"), "ff02::1", 1, true, query),
                Arguments.of(Drops.SOURCE_NOT_LINK_LOCAL, Ipv6Address.UNSPECIFIED, "ff02::16", 1, true, v2),
                Arguments.of(Drops.SOURCE_NOT_LINK_LOCAL, Ipv6Address.UNSPECIFIED, "ff15::1:1", 1, true, v1),
                Arguments.of(Drops.SOURCE_NOT_LINK_LOCAL, Ipv6Address.UNSPECIFIED, "ff02::1", 1, true, query),
                Arguments.of(Drops.BAD_DESTINATION, HOST6, "ff15::1:2", 1, true, v1),
                Arguments.of(Drops.BAD_DESTINATION, HOST6, "ff02::2", 1, true, v2),
                Arguments.of(Drops.BAD_DESTINATION, LOWER, "ff15::1:2", 1, true, query));
    }

    @ParameterizedTest
    @MethodSource("wrongHeaders")
    @Tag("RFC3810-5.2.13")
    @Tag("RFC3810-6.2")
    @Tag("RFC3810-7.4")
    @Tag("RFC2710-3")
    @Tag("RFC3590-4")
    void packetsWithAWrongHeaderAreDroppedAndCounted(
            String reason, IpAddress source, String to, int hopLimit, boolean routerAlert, MembershipMessage message) {
        lab.wire.send(new MemoryWire.Frame(source, ip(to), hopLimit, routerAlert, Dialect.MLD.write(message)));
        lab.loop.drain();

        assertThat(lab.calls()).isEmpty();
        assertThat(lab.drops()).containsOnly(Map.entry(reason, 1L));
        assertThat(lab.iface().querier().isQuerier()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff02::2", "ff02::16", "fe80::5", "2001:db8::5"})
    @Tag("RFC3810-5.1.15")
    @Tag("RFC3810-5.2.14")
    void queriesAndOldReportsAreTakenOnAnyAddressOfTheInterface(String destination) {
        lab.links.change(RouterLab.link(1, "eth0", true, "fe80::5", "2001:db8::5"));
        lab.wire.send(new MemoryWire.Frame(LOWER, ip(destination), 1, true, Dialect.MLD.write(general(2, 125))));
        lab.wire.send(
                new MemoryWire.Frame(HOST6, ip(destination), 1, true, Dialect.MLD.write(new OlderReport(1, GROUP))));
        lab.loop.drain();

        assertThat(lab.iface().querierAddress(lab.iface().querier())).isEqualTo(LOWER);
        assertThat(lab.calls()).containsExactly("join 1 (*,ff15::1:1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff00::1", "ff01::1", "ff02::fb", "ff12::1", "ff32::1"})
    @Tag("RFC3810-6")
    @Tag("RFC2710-5")
    void groupsThatNeverLeaveTheLinkAreIgnored(String group) {
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, ip(group));
        lab.hears(new OlderReport(1, ip(group)));

        assertThat(lab.calls()).isEmpty();
        assertThat(lab.drops()).containsOnly(Map.entry(Drops.LINK_LOCAL_GROUP, 2L));
    }

    @Test
    @Tag("RFC4604-2.2")
    void inTheSourceSpecificRangeOnlySourcesCanBeJoined() {
        lab.hears(new OlderReport(1, SSM));
        lab.hears(RecordType.MODE_IS_EXCLUDE, SSM);
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, SSM, S1);
        lab.hears(new LeaveGroup(SSM));
        assertThat(lab.calls()).isEmpty();
        assertThat(lab.drops()).containsOnly(Map.entry(Drops.ANY_SOURCE_IN_SSM_RANGE, 4L));

        lab.hears(RecordType.ALLOW_NEW_SOURCES, SSM, S1, S2);
        assertThat(lab.calls())
                .containsExactlyInAnyOrder("join 1 (2001:db8::1,ff3e::1:1)", "join 1 (2001:db8::2,ff3e::1:1)");
    }

    @Test
    @Tag("RFC3810-7.6.2")
    @Tag("RFC3810-9.5")
    void theLowestLinkLocalAddressIsTheQuerierUntilItFallsSilent() {
        lab.queries();
        lab.hears(HIGHER, general(2, 125));
        assertThat(lab.iface().querier().isQuerier()).isTrue();

        lab.hears(LOWER, general(3, 100));
        assertThat(lab.iface().querierAddress(lab.iface().querier())).isEqualTo(LOWER);
        lab.advance(ofSeconds(3 * 100 + 5).minusMillis(1));
        assertThat(lab.queries()).isEmpty();
        lab.advance(ofMillis(1));
        assertThat(lab.queries())
                .singleElement()
                .satisfies(query -> assertThat(query.isGeneral()).isTrue());
        assertThat(lab.iface().querier().isQuerier()).isTrue();
    }

    @Test
    @Tag("RFC3810-7.6.1")
    @Tag("RFC3810-7.6.3.1")
    void aRouterThatIsNotTheQuerierLowersItsTimersForTheQuerierOnlyWithoutTheSFlag() {
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        lab.hears(LOWER, general(2, 125));
        lab.calls();

        lab.hears(LOWER, new MembershipQuery(2, ofSeconds(1), GROUP, true, 2, ofSeconds(125), List.of()));
        lab.advance(ofSeconds(10));
        assertThat(lab.calls()).isEmpty();

        lab.hears(LOWER, new MembershipQuery(2, ofSeconds(1), GROUP, false, 2, ofSeconds(125), List.of()));
        lab.advance(ofSeconds(2));
        assertThat(lab.calls()).containsExactly("leave 1 (*,ff15::1:1)");
    }

    @Test
    @Tag("RFC3810-7.6.1")
    void onlyTheElectedQuerierLowersTimers() {
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        lab.calls();
        MembershipQuery query = new MembershipQuery(2, ofSeconds(1), GROUP, false, 2, ofSeconds(125), List.of());

        lab.hears(HIGHER, query);
        lab.hears(LOWER, general(2, 125));
        lab.hears(HIGHER, query);
        lab.advance(ofSeconds(10));

        assertThat(lab.calls()).isEmpty();
    }

    @Test
    @Tag("RFC3810-8.3.1")
    void version1RoutersAskInVersion1AndIgnoreReportsOfVersion2() {
        lab = RouterLab.running(Dialect.MLD, "version", 1);
        assertThat(lab.queries()).containsExactly(MembershipQuery.older(1, ofSeconds(1), Ipv6Address.UNSPECIFIED));

        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        assertThat(lab.drops()).containsOnly(Map.entry(Drops.NEWER_VERSION, 1L));
        lab.hears(new OlderReport(1, GROUP));
        lab.hears(new LeaveGroup(GROUP));
        assertThat(lab.queries()).containsExactly(MembershipQuery.older(1, ofSeconds(1), GROUP));
        lab.advance(ofSeconds(2));
        assertThat(lab.calls()).containsExactly("join 1 (*,ff15::1:1)", "leave 1 (*,ff15::1:1)");
    }

    @Test
    @Tag("RFC3810-5.1.10")
    void aLongListOfSourcesIsAskedAboutInSeveralQueriesThatFitTheLink() {
        List<IpAddress> sources = IntStream.range(0, 200)
                .<IpAddress>mapToObj(i -> new Ipv6Address(0x2001_0db8L << 32, 1 + i))
                .toList();
        lab.hears(new MembershipReport(List.of(new GroupRecord(RecordType.ALLOW_NEW_SOURCES, SSM, sources))));
        lab.queries();

        lab.hears(RecordType.CHANGE_TO_INCLUDE_MODE, SSM);

        List<MembershipQuery> queries = lab.queries();
        assertThat(queries).extracting(query -> query.sources().size()).containsExactly(89, 89, 22);
        assertThat(queries.stream().flatMap(query -> query.sources().stream())).containsExactlyElementsOf(sources);
        assertThat(queries)
                .allSatisfy(
                        query -> assertThat(40 + 8 + Dialect.MLD.write(query).remaining())
                                .isLessThanOrEqualTo(1500));
    }

    @Test
    void withoutALinkLocalAddressItWaitsAndSaysSo() {
        RouterLab young = new RouterLab(Dialect.MLD);
        young.links.change(RouterLab.link(1, "eth0", true, "10.0.0.5", "2001:db8::5"));
        young.router.start();
        young.configure(RouterLab.ID, "eth0");
        assertThat(young.router.idle()).containsEntry("eth0", "the interface has no link-local IPv6 address");

        young.links.change(RouterLab.link(1, "eth0", true, "2001:db8::5", "fe80::5"));
        young.loop.drain();
        assertThat(young.queries()).hasSize(1);
    }

    private static MembershipQuery general(int robustness, int intervalSeconds) {
        return new MembershipQuery(
                2, ofSeconds(10), Ipv6Address.UNSPECIFIED, false, robustness, ofSeconds(intervalSeconds), List.of());
    }

    private static MembershipMessage record(RecordType type, IpAddress group, IpAddress... sources) {
        return new MembershipReport(List.of(new GroupRecord(type, group, List.of(sources))));
    }

    private static IpAddress ip(String text) {
        return IpAddress.parse(text);
    }
}
