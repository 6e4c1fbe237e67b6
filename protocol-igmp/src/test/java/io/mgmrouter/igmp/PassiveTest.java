package io.mgmrouter.igmp;

import static io.mgmrouter.igmp.RouterLab.ip;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.MembershipQuery;
import io.mgmrouter.igmp.codec.OlderReport;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.mgm.StarG;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("An interface that asks nothing")
class PassiveTest {

    private static final Ipv4Address GROUP = ip("239.1.1.1");
    private static final Ipv4Address HIGHER = ip("10.0.0.9");
    private static final Ipv4Address LOWER = ip("10.0.0.2");

    private final RouterLab lab = RouterLab.running("passive", true);

    @Test
    void nothingIsEverSentAndMembersAreLearned() {
        lab.hears(new OlderReport(2, GROUP));
        lab.hears(new LeaveGroup(GROUP));
        lab.advance(ofSeconds(1000));

        assertThat(lab.sent()).isEmpty();
        assertThat(lab.calls()).containsExactly("join 1 (*,239.1.1.1)", "leave 1 (*,239.1.1.1)");
    }

    @Test
    void itLearnsFromWhoeverAsksTheLowestFirst() {
        lab.hears(HIGHER, query(50));
        assertThat(querier()).isEqualTo(HIGHER);
        lab.hears(LOWER, query(60));
        lab.hears(HIGHER, query(50));

        assertThat(querier()).isEqualTo(LOWER);
        assertThat(lab.iface().querier().timing(lab.iface().settings().timing()).queryInterval())
                .isEqualTo(ofSeconds(60));
    }

    @Test
    void aQuerierThatFallsSilentIsForgottenAndNotReplaced() {
        lab.hears(HIGHER, query(50));
        lab.advance(ofSeconds(2 * 50 + 5).minusMillis(1));
        assertThat(querier()).isEqualTo(HIGHER);
        lab.advance(Duration.ofMillis(1));

        assertThat(querier()).isEqualTo(Ipv4Address.UNSPECIFIED);
        lab.advance(ofSeconds(1000));
        assertThat(lab.sent()).isEmpty();
    }

    @Test
    void theQuerierSpecificQuestionLowersTimers() {
        lab.hears(LOWER, query(125));
        lab.hears(new OlderReport(2, GROUP));
        lab.hears(LOWER, new MembershipQuery(3, ofSeconds(1), GROUP, false, 2, ofSeconds(125), List.of()));
        lab.advance(ofSeconds(2));

        assertThat(lab.calls()).containsExactly("join 1 (*,239.1.1.1)", "leave 1 (*,239.1.1.1)");
    }

    @Test
    void switchedOffItAsksAtOnce() {
        lab.configure(RouterLab.ID, "eth0");

        assertThat(lab.queries()).hasSize(1);
        lab.configure(RouterLab.ID, "eth0", "passive", true);
        lab.advance(ofSeconds(1000));
        assertThat(lab.queries()).isEmpty();
    }

    @Test
    void membersFromBeforeAreHeldUntilEverybodyHadToReport() {
        RouterLab after = new RouterLab();
        after.session.hold(RouterLab.ETH0, new StarG(GROUP));
        after.router.start();
        after.configure(RouterLab.ID, "eth0", "passive", true);
        after.attach();
        after.advance(ofSeconds(260));
        assertThat(after.calls()).doesNotContain("resynced");
        after.advance(ofSeconds(2));

        assertThat(after.calls()).contains("resynced");
    }

    private IpAddress querier() {
        return lab.iface().querierAddress(lab.iface().querier());
    }

    private static MembershipQuery query(int interval) {
        return new MembershipQuery(3, ofSeconds(10), Ipv4Address.UNSPECIFIED, false, 2, ofSeconds(interval), List.of());
    }
}
