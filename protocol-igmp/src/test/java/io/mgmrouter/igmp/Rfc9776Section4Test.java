package io.mgmrouter.igmp;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.igmp.codec.MembershipQuery;
import io.mgmrouter.igmp.codec.MembershipReport;
import io.mgmrouter.igmp.codec.Reasons;
import io.mgmrouter.igmp.codec.RecordType;
import io.mgmrouter.igmp.fsm.Timing;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.testkit.MemoryWire;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Messages: RFC 9776 section 4, RFC 9777 section 5")
@ParameterizedClass
@EnumSource
class Rfc9776Section4Test {

    /** From the end of a query without sources: flags, QQIC, two octets of a count. */
    private static final int FLAGS_FROM_END = 4;

    private final FamilyCase family;
    private final RouterLab lab;

    Rfc9776Section4Test(FamilyCase family) {
        this.family = family;
        this.lab = family.lab();
    }

    @Test
    @Tag("RFC3376-4.1.4")
    @Tag("RFC3810-5.1.6")
    @DisplayName("The reserved bits before the S flag are zero when sent, and ignored when received")
    void reservedBits() {
        byte[] sent = octets(lab.wire.log().getFirst().payload());
        assertThat(sent[sent.length - FLAGS_FROM_END] & 0xf0).isZero();

        sent[sent.length - FLAGS_FROM_END] |= (byte) 0xf0;
        family.sends(lab, family.lower, allNodes(), sent);
        assertThat(lab.iface().querier().isQuerier()).isFalse();
    }

    @Test
    @Tag("RFC3376-4.1.10")
    @Tag("RFC3810-5.1.12")
    @DisplayName("Octets behind the sources of a query are ignored, but belong to the checksum")
    void additionalDataOfAQuery() {
        byte[] sent = octets(lab.wire.log().getFirst().payload());
        byte[] longer = Arrays.copyOf(sent, sent.length + 6);
        Arrays.fill(longer, sent.length, longer.length, (byte) 0xa5);

        family.sends(lab, family.lower, allNodes(), longer);
        assertThat(lab.iface().querier().isQuerier()).isFalse();
    }

    @Test
    @Tag("RFC3376-4.2.1")
    @Tag("RFC3810-5.1.1")
    @Tag("RFC3810-5.2.1")
    @DisplayName("Code and reserved fields of a report are ignored")
    void reservedFieldsOfAReport() {
        byte[] report = octets(family.dialect.write(family.report(RecordType.CHANGE_TO_EXCLUDE_MODE)));
        report[1] = (byte) 0xff;
        report[4] = (byte) 0xff;
        report[5] = (byte) 0xff;

        family.sends(lab, station(), family.dialect.destinations().reportRouters(), report);
        assertThat(lab.calls()).containsExactly(family.text("join 1 (*,G)"));
    }

    @Test
    @Tag("RFC3376-4")
    @Tag("RFC3810-5")
    @DisplayName("A message of an unknown type is dropped without a word")
    void unknownType() {
        byte[] message = new byte[32];
        message[0] = (byte) 0xee;

        family.sends(lab, station(), allNodes(), message);
        assertThat(lab.calls()).isEmpty();
        assertThat(lab.drops().keySet()).isSubsetOf(Reasons.UNKNOWN_TYPE);
    }

    @Test
    @Tag("RFC3376-4.1.3")
    @Tag("RFC3376-4.1.9")
    @Tag("RFC3376-4.1.11")
    @Tag("RFC3376-4.1.12")
    @Tag("RFC3810-5.1.5")
    @Tag("RFC3810-5.1.11")
    @Tag("RFC3810-5.1.13")
    @Tag("RFC3810-5.1.15")
    @DisplayName("Three variants: general to all nodes, group-specific and group-and-source-specific to the group")
    void threeVariants() {
        assertThat(lab.wire.log()).extracting(MemoryWire.Frame::destination).containsExactly(allNodes());
        assertThat(lab.queries()).allMatch(MembershipQuery::isGeneral);

        lab.hears(family.report(RecordType.ALLOW_NEW_SOURCES, family.s1));
        lab.hears(family.report(RecordType.BLOCK_OLD_SOURCES, family.s1));
        assertThat(queryTo(family.group)).isEqualTo(specific(family.s1));
        lab.advance(ofSeconds(10));

        lab.hears(family.report(RecordType.CHANGE_TO_EXCLUDE_MODE));
        lab.hears(family.report(RecordType.CHANGE_TO_INCLUDE_MODE));
        assertThat(queryTo(family.group)).isEqualTo(specific());
    }

    @Test
    @Tag("RFC3376-4.1.6")
    @Tag("RFC3376-4.1.7")
    @Tag("RFC3810-5.1.8")
    @Tag("RFC3810-5.1.9")
    @DisplayName("Every query tells Robustness Variable and Query Interval")
    void theQuerierTellsItsVariables() {
        RouterLab other = family.lab("robustness", 7, "query.interval", 200);

        assertThat(other.queries()).isNotEmpty().allSatisfy(query -> {
            assertThat(query.robustness()).isEqualTo(7);
            assertThat(query.queryInterval()).isEqualTo(ofSeconds(200));
        });
    }

    @Test
    @Tag("RFC3376-4.1.6")
    @Tag("RFC3376-4.1.7")
    @Tag("RFC3810-5.1.8")
    @Tag("RFC3810-5.1.9")
    @DisplayName("A querier's variables are adopted; where it tells zero, the configured ones stay")
    void theVariablesOfTheQuerierAreAdopted() {
        lab.hears(family.lower, general(3, 20));
        assertThat(timing().groupMembershipInterval()).isEqualTo(ofSeconds(3 * 20 + 10));

        lab.hears(family.lower, general(0, 0));
        assertThat(timing().groupMembershipInterval()).isEqualTo(ofSeconds(2 * 125 + 10));
    }

    @Test
    @Tag("RFC3376-4.2.12")
    @Tag("RFC3810-5.2.12")
    @DisplayName("A record of an unknown type does not spoil the others of its report")
    void unknownRecord() {
        var record = family.report(RecordType.CHANGE_TO_EXCLUDE_MODE).records().getFirst();
        byte[] report = octets(family.dialect.write(new MembershipReport(List.of(record, record))));
        report[8] = 99;

        family.sends(lab, station(), family.dialect.destinations().reportRouters(), report);
        assertThat(lab.calls()).containsExactly(family.text("join 1 (*,G)"));
    }

    @Test
    @Tag("RFC3376-4.2.14")
    @Tag("RFC3810-5.2.14")
    @DisplayName("Reports are heard at the group of the routers that understand them")
    void destinationOfReports() {
        byte[] report = octets(family.dialect.write(family.report(RecordType.CHANGE_TO_EXCLUDE_MODE)));

        family.sends(lab, station(), allNodes(), report);
        assertThat(lab.calls()).isEmpty();
        family.sends(lab, station(), family.dialect.destinations().reportRouters(), report);
        assertThat(lab.calls()).hasSize(1);
    }

    private MembershipQuery queryTo(IpAddress group) {
        assertThat(lab.wire.log().getLast().destination()).isEqualTo(group);
        return lab.queries().getLast();
    }

    private MembershipQuery specific(IpAddress... sources) {
        return new MembershipQuery(
                family.newest, ofSeconds(1), family.group, false, 2, ofSeconds(125), List.of(sources));
    }

    private MembershipQuery general(int robustness, int interval) {
        Duration queryInterval = ofSeconds(interval);
        return new MembershipQuery(
                family.newest, ofSeconds(10), family.everything(), false, robustness, queryInterval, List.of());
    }

    private Timing timing() {
        return lab.iface().querier().timing(lab.iface().settings().timing());
    }

    private IpAddress allNodes() {
        return family.dialect.destinations().allNodes();
    }

    private IpAddress station() {
        return family == FamilyCase.IGMP ? RouterLab.HOST : RouterLab.HOST6;
    }

    private static byte[] octets(ByteBuffer buffer) {
        byte[] octets = new byte[buffer.remaining()];
        buffer.duplicate().get(octets);
        return octets;
    }
}
