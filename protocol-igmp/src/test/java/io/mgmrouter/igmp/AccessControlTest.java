package io.mgmrouter.igmp;

import static io.mgmrouter.igmp.RouterLab.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.igmp.codec.GroupRecord;
import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.MembershipReport;
import io.mgmrouter.igmp.codec.OlderReport;
import io.mgmrouter.igmp.codec.RecordType;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Who may join what on an interface")
class AccessControlTest {

    private static final Ipv4Address GROUP = ip("239.1.1.1");
    private static final Ipv4Address SSM = ip("232.1.1.1");
    private static final Ipv4Address S1 = ip("10.9.0.1");
    private static final Ipv4Address S2 = ip("10.9.0.2");

    @Test
    void whatTheListDeniesIsCountedAndNotJoined() {
        RouterLab lab = RouterLab.running("access", new String[] {"deny group 239.1.0.0/16 host 10.0.0.20"});

        lab.hears(new OlderReport(2, GROUP));
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        assertThat(lab.calls()).isEmpty();
        assertThat(lab.drops()).isEqualTo(Map.of("access-denied", 2L));

        lab.hears(ip("10.0.0.21"), new OlderReport(2, GROUP));
        assertThat(lab.calls()).containsExactly("join 1 (*,239.1.1.1)");
    }

    @Test
    void ofSeveralSourcesTheAllowedOnesAreJoined() {
        RouterLab lab = RouterLab.running("access", new String[] {"allow source 10.9.0.1"}, "access.default", "deny");

        lab.hears(RecordType.ALLOW_NEW_SOURCES, SSM, S1, S2);
        lab.hears(RecordType.MODE_IS_EXCLUDE, GROUP);

        assertThat(lab.calls()).containsExactly("join 1 (10.9.0.1,232.1.1.1)");
        assertThat(lab.drops()).isEqualTo(Map.of("access-denied", 2L));
    }

    @Test
    void whoWasDeniedAfterwardsMayStillLeave() {
        RouterLab lab = RouterLab.running();
        lab.hears(new OlderReport(2, GROUP));
        lab.configure(RouterLab.ID, "eth0", "access.default", "deny");
        lab.hears(new LeaveGroup(GROUP));
        lab.advance(Duration.ofSeconds(2));

        assertThat(lab.calls()).containsExactly("join 1 (*,239.1.1.1)", "leave 1 (*,239.1.1.1)");
    }

    @Test
    void listsWorkForMld() {
        IpAddress group = IpAddress.parse("ff3e::1");
        RouterLab lab = RouterLab.running(
                Dialect.MLD,
                "access",
                new String[] {"allow group ff3e::/32 source 2001:db8::/32"},
                "access.default",
                "deny");

        lab.hears(RecordType.ALLOW_NEW_SOURCES, group, IpAddress.parse("2001:db8::1"), IpAddress.parse("2001:db9::1"));

        assertThat(lab.calls()).containsExactly("join 1 (2001:db8::1,ff3e::1)");
    }

    @Test
    @Tag("RFC4604-2.2")
    void anotherRangeCanBeSourceSpecific() {
        RouterLab lab = RouterLab.running("ssm.range", new String[] {"239.1.0.0/16"});

        lab.hears(new OlderReport(2, GROUP));
        lab.hears(new OlderReport(2, SSM));

        assertThat(lab.calls()).containsExactly("join 1 (*,232.1.1.1)");
        assertThat(lab.drops()).isEqualTo(Map.of("any-source-in-ssm-range", 1L));
    }

    @Test
    void hostsThatNameNoSourceGetTheMappedOnes() {
        RouterLab lab = RouterLab.running("ssm.mapping", new String[] {"232.1.0.0/16 source 10.9.0.1 10.9.0.2"});

        lab.hears(new OlderReport(2, SSM));
        assertThat(lab.calls()).containsExactlyInAnyOrder("join 1 (10.9.0.1,232.1.1.1)", "join 1 (10.9.0.2,232.1.1.1)");
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, SSM);
        assertThat(lab.calls()).isEmpty();

        lab.hears(new LeaveGroup(SSM));
        lab.advance(Duration.ofSeconds(2));
        assertThat(lab.calls())
                .containsExactlyInAnyOrder("leave 1 (10.9.0.1,232.1.1.1)", "leave 1 (10.9.0.2,232.1.1.1)");
    }

    @Test
    void aMappedSourceStillHasToBeAllowed() {
        RouterLab lab = RouterLab.running(
                "ssm.mapping", new String[] {"232.1.0.0/16 source 10.9.0.1 10.9.0.2"}, "access", new String[] {
                    "deny source 10.9.0.1"
                });

        lab.hears(new MembershipReport(List.of(new GroupRecord(RecordType.MODE_IS_EXCLUDE, SSM, List.of()))));

        assertThat(lab.calls()).containsExactly("join 1 (10.9.0.2,232.1.1.1)");
    }
}
