package io.mgmrouter.igmp;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.MembershipQuery;
import io.mgmrouter.igmp.codec.OlderReport;
import io.mgmrouter.igmp.codec.RecordType;
import io.mgmrouter.ip.IpAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The tables of section 6.4 (7.4) are in {@code fsm.FilterTableTest}, row by row. */
@DisplayName("What a router does: RFC 9776 section 6, RFC 9777 section 7")
@ParameterizedClass
@EnumSource
class Rfc9776Section6Test {

    private static final Duration LAST_MEMBER_QUERY_TIME = ofSeconds(2);

    private final FamilyCase family;
    private final RouterLab lab;

    Rfc9776Section6Test(FamilyCase family) {
        this.family = family;
        this.lab = family.lab();
        lab.queries();
    }

    @Test
    @Tag("RFC3376-6.1")
    @Tag("RFC3810-7.1")
    @DisplayName("Only the querier asks, in general and after a leave")
    void onlyTheQuerierAsks() {
        lab.hears(family.report(RecordType.CHANGE_TO_EXCLUDE_MODE));
        lab.hears(family.lower, general());
        lab.queries();

        lab.hears(family.report(RecordType.CHANGE_TO_INCLUDE_MODE));
        lab.advance(ofSeconds(254));
        assertThat(lab.queries()).isEmpty();
    }

    @Test
    @Tag("RFC3376-6.2.1")
    @Tag("RFC3810-7.2.1")
    @DisplayName("The group is in EXCLUDE mode from the first who excludes to the last")
    void filterMode() {
        lab.hears(family.report(RecordType.MODE_IS_INCLUDE, family.s1));
        assertThat(calls()).containsExactly("join 1 (S1,G)");
        lab.hears(family.report(RecordType.MODE_IS_EXCLUDE));
        assertThat(calls()).startsWith("join 1 (*,G)");

        lab.advance(ofSeconds(100));
        lab.hears(family.report(RecordType.MODE_IS_INCLUDE, family.s1));
        assertThat(calls()).as("one that includes does not end it").isEmpty();
    }

    @Test
    @Tag("RFC3376-6.2.2")
    @Tag("RFC3376-6.5")
    @Tag("RFC3810-7.2.2")
    @Tag("RFC3810-7.5")
    @DisplayName("When the group timer ends, the sources with running timers are left, and the excluded ones forgotten")
    void switchingBack() {
        lab.hears(family.report(RecordType.CHANGE_TO_EXCLUDE_MODE, family.s2));
        lab.advance(ofSeconds(100));
        lab.hears(family.report(RecordType.ALLOW_NEW_SOURCES, family.s1));
        calls();

        lab.advance(ofSeconds(160));
        assertThat(calls()).containsExactly("join 1 (S1,G)", "leave 1 (*,G)");
        lab.advance(ofSeconds(100));
        assertThat(calls()).containsExactly("leave 1 (S1,G)");
        assertThat(lab.iface().groups().size()).isZero();
    }

    @Test
    @Tag("RFC3376-6.2.3")
    @Tag("RFC3810-7.2.3")
    @DisplayName("Each source has its own timer")
    void sourceTimers() {
        lab.hears(family.report(RecordType.ALLOW_NEW_SOURCES, family.s1));
        lab.advance(ofSeconds(100));
        lab.hears(family.report(RecordType.ALLOW_NEW_SOURCES, family.s2));
        calls();

        lab.advance(ofSeconds(160));
        assertThat(calls()).containsExactly("leave 1 (S1,G)");
        lab.advance(ofSeconds(100));
        assertThat(calls()).containsExactly("leave 1 (S2,G)");
    }

    @Test
    @Tag("RFC3376-6.3")
    @Tag("RFC3810-7.3")
    @DisplayName("In INCLUDE mode exactly the listed sources are forwarded")
    void forwarding() {
        lab.hears(family.report(RecordType.MODE_IS_INCLUDE, family.s1, family.s2));
        assertThat(calls()).containsExactlyInAnyOrder("join 1 (S1,G)", "join 1 (S2,G)");

        lab.hears(family.report(RecordType.BLOCK_OLD_SOURCES, family.s1));
        lab.advance(LAST_MEMBER_QUERY_TIME);
        assertThat(calls()).containsExactly("leave 1 (S1,G)");
    }

    @Test
    @Tag("RFC3376-6.4.1")
    @Tag("RFC3810-7.4.1")
    @DisplayName("An answer to a query refreshes timers and asks nothing")
    void currentState() {
        lab.hears(family.report(RecordType.MODE_IS_EXCLUDE));
        lab.advance(ofSeconds(200));
        lab.queries();

        lab.hears(family.report(RecordType.MODE_IS_EXCLUDE, family.s1));
        lab.hears(family.report(RecordType.MODE_IS_INCLUDE, family.s2));
        assertThat(lab.queries()).isEmpty();
        lab.advance(ofSeconds(259));
        assertThat(calls()).containsExactly("join 1 (*,G)");
    }

    @Test
    @Tag("RFC3376-6.6.1")
    @Tag("RFC3376-4.1.5")
    @Tag("RFC3810-7.6.1")
    @Tag("RFC3810-5.1.7")
    @DisplayName("The querier's specific query lowers the timers it is about to the Last Member Query Time")
    void timersFollowTheQuerier() {
        lab.hears(family.report(RecordType.ALLOW_NEW_SOURCES, family.s1, family.s2));
        lab.hears(family.lower, specific(true, family.s1));
        lab.advance(ofSeconds(5));
        lab.hears(family.lower, specific(false, family.s1));
        calls();

        lab.advance(LAST_MEMBER_QUERY_TIME.minusMillis(1));
        assertThat(calls()).isEmpty();
        lab.advance(ofMillis(1));
        assertThat(calls()).containsExactly("leave 1 (S1,G)");
    }

    @Test
    @Tag("RFC3376-6.6.2")
    @Tag("RFC3810-7.6.2")
    @DisplayName("The lowest address asks; the others wait for the Other Querier Present Interval")
    void election() {
        lab.hears(family.higher, general());
        assertThat(lab.iface().querier().isQuerier()).isTrue();

        lab.hears(family.lower, general());
        lab.queries();
        lab.advance(ofSeconds(255).minusMillis(1));
        assertThat(lab.queries()).isEmpty();
        lab.advance(ofMillis(1));
        assertThat(lab.queries()).singleElement().matches(MembershipQuery::isGeneral);
    }

    @Test
    @Tag("RFC3376-6.6.3.1")
    @Tag("RFC3376-8.8")
    @Tag("RFC3376-8.9")
    @Tag("RFC3810-7.6.3.1")
    @Tag("RFC3810-9.8")
    @Tag("RFC3810-9.9")
    @DisplayName("A group is asked about as often, and at such intervals, as is configured; S once somebody answered")
    void groupSpecificQueries() {
        RouterLab patient = family.lab("last.member.query.count", 3, "last.member.query.interval", 500);
        patient.hears(family.report(RecordType.CHANGE_TO_EXCLUDE_MODE));
        patient.queries();

        patient.hears(family.report(RecordType.CHANGE_TO_INCLUDE_MODE));
        patient.advance(ofMillis(500));
        patient.hears(family.report(RecordType.MODE_IS_EXCLUDE));
        patient.advance(ofSeconds(10));
        assertThat(patient.queries()).extracting(MembershipQuery::suppress).containsExactly(false, false, true);
    }

    @Test
    @Tag("RFC3376-6.6.3.2")
    @Tag("RFC3810-7.6.3.2")
    @DisplayName("Sources blocked one after the other are asked about each as often as is configured")
    void groupAndSourceSpecificQueries() {
        lab.hears(family.report(RecordType.ALLOW_NEW_SOURCES, family.s1, family.s2));
        lab.hears(family.report(RecordType.BLOCK_OLD_SOURCES, family.s1));
        lab.advance(ofMillis(500));
        lab.hears(family.report(RecordType.BLOCK_OLD_SOURCES, family.s2));
        lab.advance(ofSeconds(10));

        List<IpAddress> asked = lab.queries().stream()
                .filter(query -> !query.suppress())
                .flatMap(query -> query.sources().stream())
                .toList();
        assertThat(asked).filteredOn(family.s1::equals).hasSize(2);
        assertThat(asked).filteredOn(family.s2::equals).hasSize(2);
    }

    @Test
    @Tag("RFC3376-7.3.2")
    @Tag("RFC3376-8.13")
    @Tag("RFC3810-8.3.2")
    @Tag("RFC3810-9.13")
    @DisplayName("Among older hosts nobody can narrow the group, until they have been silent for long enough")
    void olderHosts() {
        lab.hears(new OlderReport(family.newest - 1, family.group));
        lab.hears(family.report(RecordType.BLOCK_OLD_SOURCES, family.s1));
        lab.hears(family.report(RecordType.CHANGE_TO_EXCLUDE_MODE, family.s1));
        assertThat(lab.queries()).isEmpty();
        lab.advance(ofSeconds(200));
        lab.hears(family.report(RecordType.MODE_IS_EXCLUDE));
        lab.queries();

        lab.advance(ofSeconds(60));
        lab.hears(family.report(RecordType.BLOCK_OLD_SOURCES, family.s1));
        assertThat(lab.queries())
                .singleElement()
                .satisfies(query -> assertThat(query.sources()).containsExactly(family.s1));
    }

    @Test
    @Tag("RFC3376-7.3.2")
    @Tag("RFC3810-8.3.2")
    @DisplayName("A leave of an older host ends the group like one of a newer")
    void olderLeave() {
        lab.hears(new OlderReport(family.newest - 1, family.group));
        lab.hears(new LeaveGroup(family.group));
        lab.advance(LAST_MEMBER_QUERY_TIME);

        assertThat(calls()).containsExactly("join 1 (*,G)", "leave 1 (*,G)");
    }

    private MembershipQuery general() {
        return new MembershipQuery(
                family.newest, ofSeconds(10), family.everything(), false, 2, ofSeconds(125), List.of());
    }

    private MembershipQuery specific(boolean suppress, IpAddress... sources) {
        return new MembershipQuery(
                family.newest, ofSeconds(1), family.group, suppress, 2, ofSeconds(125), List.of(sources));
    }

    /** The calls to the manager, with letters for the addresses. */
    private List<String> calls() {
        return lab.calls().stream()
                .map(call -> call.replace(family.s1.toString() + ",", "S1,")
                        .replace(family.s2.toString() + ",", "S2,")
                        .replace(family.group.toString(), "G"))
                .toList();
    }
}
