package io.mgmrouter.igmp;

import static io.mgmrouter.igmp.RouterLab.ip;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.igmp.codec.GroupRecord;
import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.MembershipReport;
import io.mgmrouter.igmp.codec.OlderReport;
import io.mgmrouter.igmp.codec.RecordType;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Leaves that count at once")
@Tag("RFC3376-A.2")
class ImmediateLeaveTest {

    private static final Ipv4Address GROUP = ip("239.1.1.1");
    private static final Ipv4Address SSM = ip("232.1.1.1");
    private static final Ipv4Address S1 = ip("10.9.0.1");
    private static final Ipv4Address S2 = ip("10.9.0.2");
    private static final Ipv4Address A = ip("10.0.0.21");
    private static final Ipv4Address B = ip("10.0.0.22");

    @Test
    void theLastKnownHostLeavesAtOnceAndNobodyIsAsked() {
        RouterLab lab = settled("tracked");
        says(lab, A, RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        says(lab, B, RecordType.MODE_IS_EXCLUDE, GROUP);
        lab.calls();

        says(lab, A, RecordType.CHANGE_TO_INCLUDE_MODE, GROUP);
        lab.advance(ofSeconds(3));
        assertThat(lab.calls()).isEmpty();
        says(lab, B, RecordType.CHANGE_TO_INCLUDE_MODE, GROUP);

        assertThat(lab.calls()).containsExactly("leave 1 (*,239.1.1.1)");
        assertThat(lab.queries()).isEmpty();
    }

    @Test
    void sourcesEndOneByOneWithTheLastHostThatWantsThem() {
        RouterLab lab = settled("tracked");
        says(lab, A, RecordType.ALLOW_NEW_SOURCES, SSM, S1, S2);
        says(lab, B, RecordType.ALLOW_NEW_SOURCES, SSM, S1);
        lab.calls();

        says(lab, A, RecordType.BLOCK_OLD_SOURCES, SSM, S1, S2);
        assertThat(lab.calls()).containsExactly("leave 1 (10.9.0.2,232.1.1.1)");
        says(lab, B, RecordType.CHANGE_TO_INCLUDE_MODE, SSM);
        assertThat(lab.calls()).containsExactly("leave 1 (10.9.0.1,232.1.1.1)");
        assertThat(lab.queries()).isEmpty();
    }

    @Test
    void whoNarrowsItsWishKeepsWhatItNames() {
        RouterLab lab = settled("tracked");
        says(lab, A, RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        lab.calls();

        says(lab, A, RecordType.CHANGE_TO_INCLUDE_MODE, GROUP, S1);

        assertThat(lab.calls()).containsExactly("join 1 (10.9.0.1,239.1.1.1)", "leave 1 (*,239.1.1.1)");
    }

    @Test
    void anOlderHostThatKeepsSilentIsAskedFirst() {
        RouterLab lab = settled("tracked");
        lab.hears(A, new OlderReport(2, GROUP));
        says(lab, B, RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        lab.calls();

        lab.hears(A, new LeaveGroup(GROUP));
        says(lab, B, RecordType.CHANGE_TO_INCLUDE_MODE, GROUP);

        assertThat(lab.calls()).isEmpty();
        assertThat(lab.queries()).isNotEmpty();
        lab.advance(ofSeconds(2));
        assertThat(lab.calls()).containsExactly("leave 1 (*,239.1.1.1)");
    }

    @Test
    void hostsThatGetMappedSourcesKeepSilentToo() {
        RouterLab lab = RouterLab.running(
                "leave.immediate", "tracked", "ssm.mapping", new String[] {"232.1.0.0/16 source 10.9.0.1"});
        settle(lab);
        says(lab, B, RecordType.ALLOW_NEW_SOURCES, SSM, S1);
        says(lab, B, RecordType.BLOCK_OLD_SOURCES, SSM, S1);

        assertThat(lab.calls()).containsExactly("join 1 (10.9.0.1,232.1.1.1)");
        assertThat(lab.queries()).isNotEmpty();
    }

    @Test
    void untilEveryHostHadTimeToReportNobodyIsTheLastOne() {
        RouterLab lab = RouterLab.running("leave.immediate", "tracked");
        says(lab, A, RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        says(lab, A, RecordType.CHANGE_TO_INCLUDE_MODE, GROUP);

        assertThat(lab.calls()).containsExactly("join 1 (*,239.1.1.1)");
    }

    @Test
    void aHostThatCouldNotBeTrackedMayBeTheLastOne() {
        RouterLab lab = RouterLab.running("leave.immediate", "tracked", "host.tracking.limit", 1);
        settle(lab);
        says(lab, A, RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        says(lab, B, RecordType.CHANGE_TO_EXCLUDE_MODE, GROUP);
        says(lab, A, RecordType.CHANGE_TO_INCLUDE_MODE, GROUP);

        assertThat(lab.calls()).containsExactly("join 1 (*,239.1.1.1)");
        lab.advance(ofSeconds(1));
        says(lab, B, RecordType.MODE_IS_EXCLUDE, GROUP);
        lab.advance(ofSeconds(10));
        assertThat(lab.calls()).isEmpty();
    }

    @Test
    void alwaysMeansEvenIfThereAreOthers() {
        RouterLab lab = RouterLab.running("leave.immediate", "always");
        lab.hears(A, new OlderReport(2, GROUP));
        lab.hears(B, new OlderReport(2, GROUP));
        lab.queries();

        lab.hears(A, new LeaveGroup(GROUP));

        assertThat(lab.calls()).containsExactly("join 1 (*,239.1.1.1)", "leave 1 (*,239.1.1.1)");
        assertThat(lab.queries()).isEmpty();
    }

    @Test
    void mldHostsAreTrackedAlike() {
        IpAddress group = IpAddress.parse("ff15::1");
        RouterLab lab = RouterLab.running(Dialect.MLD, "leave.immediate", "tracked");
        settle(lab);
        lab.hears(RecordType.CHANGE_TO_EXCLUDE_MODE, group);
        lab.hears(RecordType.CHANGE_TO_INCLUDE_MODE, group);

        assertThat(lab.calls()).containsExactly("join 1 (*,ff15::1)", "leave 1 (*,ff15::1)");
    }

    private static RouterLab settled(String immediateLeave) {
        RouterLab lab = RouterLab.running("leave.immediate", immediateLeave);
        settle(lab);
        return lab;
    }

    /** Every host has had time to report. */
    private static void settle(RouterLab lab) {
        lab.advance(ofSeconds(261));
        lab.queries();
    }

    private static void says(RouterLab lab, IpAddress host, RecordType type, IpAddress group, IpAddress... sources) {
        lab.hears(host, new MembershipReport(List.of(new GroupRecord(type, group, List.of(sources)))));
    }
}
