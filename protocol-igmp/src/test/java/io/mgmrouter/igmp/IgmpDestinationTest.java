package io.mgmrouter.igmp;

import static io.mgmrouter.igmp.RouterLab.HOST;
import static io.mgmrouter.igmp.RouterLab.ip;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.igmp.codec.MembershipMessage;
import io.mgmrouter.igmp.codec.MembershipQuery;
import io.mgmrouter.igmp.codec.OlderReport;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.testkit.MemoryWire;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Where IGMP messages may be sent to, and who is obeyed")
class IgmpDestinationTest {

    private static final Ipv4Address GROUP = ip("239.1.1.1");
    private static final Ipv4Address LOWER = ip("10.0.0.2");
    private static final Ipv4Address HIGHER = ip("10.0.0.99");

    private final RouterLab lab = RouterLab.running();

    @ParameterizedTest
    @ValueSource(strings = {"224.0.0.1", "224.0.0.2", "224.0.0.22", "10.0.0.5"})
    @Tag("RFC3376-4.1.12")
    @Tag("RFC3376-4.2.14")
    void queriesAndOldReportsAreTakenOnAnyAddressOfTheInterface(String destination) {
        send(LOWER, destination, query(Ipv4Address.UNSPECIFIED));
        send(HOST, destination, new OlderReport(2, GROUP));

        assertThat(lab.iface().querierAddress(lab.iface().querier())).isEqualTo(LOWER);
        assertThat(lab.calls()).containsExactly("join 1 (*,239.1.1.1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"239.1.1.2", "10.0.0.6"})
    @Tag("RFC3376-4.1.12")
    @Tag("RFC3376-4.2.14")
    void othersAreNotForThisRouter(String destination) {
        send(LOWER, destination, query(Ipv4Address.UNSPECIFIED));
        send(HOST, destination, new OlderReport(2, GROUP));

        assertThat(lab.drops()).containsEntry(Drops.BAD_DESTINATION, 2L).hasSize(1);
        assertThat(lab.iface().querier().isQuerier()).isTrue();
    }

    @Test
    @Tag("RFC2236-3")
    @Tag("RFC3376-6.6.1")
    void onlyTheElectedQuerierLowersTimers() {
        send(HOST, "239.1.1.1", new OlderReport(2, GROUP));
        lab.calls();

        send(HIGHER, "239.1.1.1", query(GROUP));
        send(LOWER, "224.0.0.1", query(Ipv4Address.UNSPECIFIED));
        send(HIGHER, "239.1.1.1", query(GROUP));
        lab.advance(ofSeconds(10));

        assertThat(lab.calls()).isEmpty();
    }

    private void send(IpAddress from, String destination, MembershipMessage message) {
        lab.wire.send(new MemoryWire.Frame(from, ip(destination), 1, true, Dialect.IGMP.write(message)));
        lab.loop.drain();
    }

    private static MembershipQuery query(IpAddress group) {
        return new MembershipQuery(3, ofSeconds(1), group, false, 2, ofSeconds(125), List.of());
    }
}
