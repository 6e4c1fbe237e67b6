package io.mgmrouter.igmp;

import static io.mgmrouter.igmp.RouterLab.ip;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.OlderReport;
import io.mgmrouter.igmp.codec.RecordType;
import io.mgmrouter.ip.Ipv4Address;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("IGMP on one interface: what it may grow to")
class IgmpLimitsTest {

    private static final Ipv4Address SSM = ip("232.1.1.1");
    private static final Ipv4Address S1 = ip("10.9.0.1");
    private static final Ipv4Address S2 = ip("10.9.0.2");

    private RouterLab lab = RouterLab.running();

    @Test
    void groupsBeyondTheLimitAreRefusedAndCounted() {
        lab = RouterLab.running("group.limit", 2);
        IntStream.range(0, 5).forEach(i -> lab.hears(new OlderReport(2, new Ipv4Address(0xef010100 + i))));

        assertThat(lab.calls()).hasSize(2);
        assertThat(lab.drops()).containsEntry(Drops.GROUP_LIMIT, 3L);
        lab.hears(new LeaveGroup(new Ipv4Address(0xef010100)));
        lab.advance(ofSeconds(2));
        lab.hears(new OlderReport(2, new Ipv4Address(0xef010104)));
        assertThat(lab.calls()).as("room again").hasSize(2);
    }

    @Test
    void sourcesBeyondTheLimitsAreRefusedAndCounted() {
        lab = RouterLab.running("source.limit", 2, "source.limit.total", 3);
        lab.hears(RecordType.ALLOW_NEW_SOURCES, SSM, S1, S2, ip("10.9.0.3"), S1);
        assertThat(lab.calls()).hasSize(2);
        assertThat(lab.drops()).containsEntry(Drops.SOURCE_LIMIT, 1L);

        lab.hears(RecordType.ALLOW_NEW_SOURCES, ip("232.2.2.2"), S1, S2);
        assertThat(lab.calls()).as("three in all").hasSize(1);
        lab.hears(RecordType.MODE_IS_INCLUDE, SSM, S1, S2);
        assertThat(lab.drops()).as("known ones are refreshed").containsEntry(Drops.SOURCE_LIMIT, 2L);
    }

    @Test
    void tenThousandGroupsExpireInSlices() {
        lab = RouterLab.running("host.group.limit", 0);
        IntStream.range(0, 10_000).forEach(i -> lab.hears(new OlderReport(2, new Ipv4Address(0xef000000 + i))));
        assertThat(lab.calls()).hasSize(10_000);

        lab.advance(Duration.ofSeconds(260));

        assertThat(lab.calls())
                .hasSize(10_000)
                .allSatisfy(call -> assertThat(call).startsWith("leave"));
        assertThat(lab.iface().groups().size()).isZero();
    }
}
