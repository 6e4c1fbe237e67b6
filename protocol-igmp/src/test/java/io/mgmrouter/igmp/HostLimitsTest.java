package io.mgmrouter.igmp;

import static io.mgmrouter.igmp.RouterLab.HOST;
import static io.mgmrouter.igmp.RouterLab.ip;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.igmp.codec.GroupRecord;
import io.mgmrouter.igmp.codec.MembershipQuery;
import io.mgmrouter.igmp.codec.MembershipReport;
import io.mgmrouter.igmp.codec.OlderReport;
import io.mgmrouter.igmp.codec.RecordType;
import io.mgmrouter.igmp.history.EventKind;
import io.mgmrouter.igmp.history.HistoryEvent;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.testkit.MemoryWire;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Hosts that want too much")
class HostLimitsTest {

    private static final Ipv4Address FLOODER = ip("10.0.0.66");

    @Test
    void aHostWithFiftyThousandGroupsIsHeldAtItsLimitAndNobodyElseNoticesIt() {
        RouterLab lab = RouterLab.running("host.group.limit", 100);

        flood(lab, 50_000);
        assertThat(lab.calls()).hasSize(100);
        assertThat(lab.drops()).isEqualTo(Map.of("host-group-limit", 49_900L));
        assertThat(events(lab, EventKind.HOST_GROUP_LIMIT)).singleElement().satisfies(event -> {
            assertThat(event.host()).contains(FLOODER);
            assertThat(event.times()).isEqualTo(49_900);
        });

        lab.hears(HOST, new OlderReport(2, ip("239.200.1.1")));
        assertThat(lab.calls()).containsExactly("join 1 (*,239.200.1.1)");
    }

    @Test
    void byDefaultOneHostCanNotTakeTheRoomOfAll() {
        RouterLab lab = RouterLab.running();

        flood(lab, 50_000);

        assertThat(lab.calls()).hasSize(4096);
        assertThat(lab.drops()).isEqualTo(Map.of("host-group-limit", 50_000L - 4096));
    }

    @Test
    void aHostAtItsLimitMayConfirmAndReplaceItsGroups() {
        RouterLab lab = RouterLab.running("host.group.limit", 1);
        lab.hears(new OlderReport(2, ip("239.1.1.1")));
        lab.hears(new OlderReport(2, ip("239.1.1.1")));
        assertThat(lab.drops()).isEmpty();

        lab.advance(Duration.ofSeconds(260));
        lab.hears(new OlderReport(2, ip("239.1.1.2")));

        assertThat(lab.calls())
                .containsExactly("join 1 (*,239.1.1.1)", "leave 1 (*,239.1.1.1)", "join 1 (*,239.1.1.2)");
    }

    @Test
    void aHostThatReportsTooFastLosesOnlyItsOwnReports() {
        RouterLab lab = RouterLab.running("host.report.rate", 10, "host.report.burst", 20, "report.rate", 1000);

        flood(lab, 50_000);
        lab.hears(HOST, new OlderReport(2, ip("239.200.1.1")));

        assertThat(lab.iface().groups().size()).isEqualTo(21);
        assertThat(lab.drops()).isEqualTo(Map.of("host-report-rate", 49_980L));
        assertThat(events(lab, EventKind.RATE_LIMIT))
                .extracting(HistoryEvent::times)
                .containsExactly(49_980);
        lab.advance(Duration.ofSeconds(1));
        flood(lab, 50_000);
        assertThat(lab.iface().groups().size()).isEqualTo(21);
        assertThat(lab.drops()).isEqualTo(Map.of("host-report-rate", 99_970L));
    }

    @Test
    void theInterfaceLimitHoldsForAllTogether() {
        RouterLab lab = RouterLab.running("report.rate", 5);

        flood(lab, 10);

        assertThat(lab.drops()).isEqualTo(Map.of("report-rate", 5L));
    }

    @Test
    void queriesAreNotLimited() {
        RouterLab lab = RouterLab.running("report.rate", 1, "host.report.rate", 1);
        flood(lab, 3);

        lab.hears(ip("10.0.0.2"), MembershipQuery.older(2, Duration.ofSeconds(10), ip("0.0.0.0")));

        assertThat(lab.iface().querier().isQuerier()).isFalse();
    }

    @Test
    void sourcesOfAllInterfacesAreLimitedTogether() {
        RouterLab lab = RouterLab.running("source.limit.router", 3);
        MemoryWire other = lab.links.add(RouterLab.link(2, "eth1", true, "10.0.0.6"));
        lab.configure("other", "eth1", "source.limit.router", 3);
        lab.hears(RecordType.ALLOW_NEW_SOURCES, ip("232.1.1.1"), ip("10.9.0.1"), ip("10.9.0.2"));

        other.send(frame(lab, "232.1.1.2", "10.9.0.3", "10.9.0.4"));
        lab.loop.drain();
        assertThat(lab.calls()).contains("join 2 (10.9.0.3,232.1.1.2)").doesNotContain("join 2 (10.9.0.4,232.1.1.2)");

        lab.router.remove("other");
        lab.loop.drain();
        lab.hears(RecordType.ALLOW_NEW_SOURCES, ip("232.1.1.3"), ip("10.9.0.5"));
        assertThat(lab.calls()).contains("join 1 (10.9.0.5,232.1.1.3)");
    }

    @Test
    void aTtlOtherThan1IsRefusedUnlessAllowed() {
        RouterLab lab = RouterLab.running();
        ByteBuffer report = lab.dialect.write(new OlderReport(2, ip("239.1.1.1")));
        MemoryWire.Frame far = new MemoryWire.Frame(HOST, ip("239.1.1.1"), 64, true, report);
        lab.wire.send(far);
        lab.loop.drain();
        assertThat(lab.drops()).isEqualTo(Map.of("bad-ttl", 1L));

        lab.configure(RouterLab.ID, "eth0", "require.ttl", false);
        lab.wire.send(far);
        lab.loop.drain();
        assertThat(lab.calls()).containsExactly("join 1 (*,239.1.1.1)");
    }

    private static void flood(RouterLab lab, int groups) {
        for (int i = 0; i < groups; i++) {
            lab.hears(FLOODER, new OlderReport(2, new Ipv4Address(0xef100000 + i)));
        }
        lab.wire.clearLog();
    }

    private static MemoryWire.Frame frame(RouterLab lab, String group, String... sources) {
        var report = new MembershipReport(List.of(new GroupRecord(
                RecordType.ALLOW_NEW_SOURCES,
                ip(group),
                Stream.of(sources).map(RouterLab::ip).map(IpAddress.class::cast).toList())));
        return new MemoryWire.Frame(HOST, lab.destination(report), 1, true, lab.dialect.write(report));
    }

    private static List<HistoryEvent> events(RouterLab lab, EventKind kind) {
        return lab.iface().chronicle().history().events(event -> event.kind() == kind);
    }
}
