package io.mgmrouter.igmp;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.MembershipQuery;
import io.mgmrouter.igmp.codec.OlderReport;
import io.mgmrouter.igmp.codec.RecordType;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.testkit.MemoryWire;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A router configured for IGMPv2 (RFC 2236) or MLDv1 (RFC 2710)")
@ParameterizedClass
@EnumSource
class Rfc2236Test {

    private final FamilyCase family;
    private final int version;
    private final RouterLab lab;

    Rfc2236Test(FamilyCase family) {
        this.family = family;
        this.version = family.newest - 1;
        this.lab = family.lab("version", version);
    }

    @Test
    @Tag("RFC2236-3")
    @Tag("RFC2236-9")
    @Tag("RFC2710-4")
    @Tag("RFC2710-8")
    @Tag("RFC3376-7.3.1")
    @Tag("RFC3810-8.3.1")
    @DisplayName("It asks all nodes from its start on, in its own version")
    void generalQueries() {
        assertThat(lab.wire.log())
                .extracting(MemoryWire.Frame::destination)
                .containsExactly(family.dialect.destinations().allNodes());
        lab.advance(ofSeconds(31));
        lab.advance(ofSeconds(125));
        assertThat(lab.queries())
                .containsExactly(
                        MembershipQuery.older(version, ofSeconds(1), family.everything()),
                        MembershipQuery.older(version, ofSeconds(1), family.everything()),
                        MembershipQuery.older(version, ofSeconds(10), family.everything()));
    }

    @Test
    @Tag("RFC2236-3")
    @Tag("RFC2236-7")
    @Tag("RFC2236-9")
    @Tag("RFC2710-4")
    @Tag("RFC2710-6")
    @Tag("RFC2710-8")
    @DisplayName("A leave is asked about at the group, twice, a second apart; then the group ends")
    void checkingMembership() {
        lab.hears(new OlderReport(version, family.group));
        lab.queries();

        lab.hears(new LeaveGroup(family.group));
        assertThat(lab.wire.log().getLast().destination()).isEqualTo(family.group);
        lab.advance(ofMillis(1999));
        assertThat(lab.queries())
                .containsExactly(
                        MembershipQuery.older(version, ofSeconds(1), family.group),
                        MembershipQuery.older(version, ofSeconds(1), family.group));
        assertThat(lab.calls()).containsExactly(family.text("join 1 (*,G)"));
        lab.advance(ofMillis(1));
        assertThat(lab.calls()).containsExactly(family.text("leave 1 (*,G)"));
    }

    @Test
    @Tag("RFC2236-7")
    @Tag("RFC2710-6")
    @DisplayName("A report while it asks brings the group back, for the whole interval")
    void reportWhileChecking() {
        lab.hears(new OlderReport(version, family.group));
        lab.hears(new LeaveGroup(family.group));
        lab.advance(ofMillis(500));
        lab.hears(new OlderReport(version, family.group));
        lab.advance(ofSeconds(259));
        assertThat(lab.calls()).containsExactly(family.text("join 1 (*,G)"));
        lab.advance(ofSeconds(1));
        assertThat(lab.calls()).containsExactly(family.text("leave 1 (*,G)"));
    }

    @Test
    @Tag("RFC2236-7")
    @Tag("RFC2710-6")
    @DisplayName("A leave of a group without members is ignored")
    void leaveWithoutMembers() {
        lab.queries();
        lab.hears(new LeaveGroup(family.group));
        assertThat(lab.queries()).isEmpty();
        assertThat(lab.calls()).isEmpty();
    }

    @Test
    @Tag("RFC2236-3")
    @Tag("RFC2236-7")
    @Tag("RFC2710-4")
    @Tag("RFC2710-6")
    @DisplayName("One that is not the querier ignores leaves, and ends the group with the querier")
    void nonQuerier() {
        lab.hears(new OlderReport(version, family.group));
        lab.hears(family.lower, MembershipQuery.older(version, ofSeconds(10), family.everything()));
        lab.queries();

        lab.hears(new LeaveGroup(family.group));
        lab.advance(ofSeconds(10));
        assertThat(lab.queries()).isEmpty();
        lab.hears(family.lower, MembershipQuery.older(version, ofSeconds(1), family.group));
        lab.advance(ofSeconds(2));
        assertThat(lab.calls()).containsExactly(family.text("join 1 (*,G)"), family.text("leave 1 (*,G)"));
    }

    @Test
    @Tag("RFC2236-2.5")
    @Tag("RFC2710-3.7")
    @DisplayName("Octets behind a message are ignored")
    void longerMessages() {
        byte[] report = octets();
        byte[] longer = Arrays.copyOf(report, report.length + 4);
        Arrays.fill(longer, report.length, longer.length, (byte) 0x5a);

        family.sends(lab, station(), family.group, longer);
        assertThat(lab.calls()).containsExactly(family.text("join 1 (*,G)"));
    }

    @Test
    @Tag("RFC2236-2.2")
    @Tag("RFC2236-2.4")
    @Tag("RFC2710-3.4")
    @Tag("RFC2710-3.5")
    @Tag("RFC2710-3.6")
    @DisplayName("The response time and the reserved field of a report mean nothing")
    void fieldsThatMeanNothing() {
        byte[] report = octets();
        int fields = family == FamilyCase.IGMP ? 2 : 8;
        for (int i = 1; i < fields; i++) {
            report[i] = (byte) 0xff;
        }

        family.sends(lab, station(), family.group, report);
        assertThat(lab.calls()).containsExactly(family.text("join 1 (*,G)"));
    }

    @Test
    @Tag("RFC3376-7.3.1")
    @Tag("RFC3810-8.3.1")
    @DisplayName("Reports of a newer version are not understood")
    void newerReports() {
        lab.hears(family.report(RecordType.CHANGE_TO_EXCLUDE_MODE));

        assertThat(lab.calls()).isEmpty();
        assertThat(lab.drops()).containsOnlyKeys(Drops.NEWER_VERSION);
    }

    private IpAddress station() {
        return family == FamilyCase.IGMP ? RouterLab.HOST : RouterLab.HOST6;
    }

    private byte[] octets() {
        var buffer = family.dialect.write(new OlderReport(version, family.group));
        byte[] octets = new byte[buffer.remaining()];
        buffer.get(octets);
        return octets;
    }
}
