package io.mgmrouter.igmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.igmp.InterfacePolicy.ImmediateLeave;
import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.settings.SettingsReader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterfacePolicyTest {

    @Test
    void byDefaultNothingIsRefusedOrAdded() {
        InterfacePolicy policy = policy(Map.of());

        assertThat(policy.passive()).isFalse();
        assertThat(policy.requireTtl()).isTrue();
        assertThat(policy.access().isOpen()).isTrue();
        assertThat(policy.ssm().isSourceSpecific(IpAddress.parse("232.1.1.1"))).isTrue();
        assertThat(policy.rates().rate()).isZero();
        assertThat(policy.rates().hostRate()).isZero();
        assertThat(policy.immediateLeave()).isEqualTo(ImmediateLeave.NEVER);
        assertThat(policy.staticGroups().groups()).isEmpty();
        assertThat(policy.localJoins().groups()).isEmpty();
        assertThat(policy.advertisementInterval()).isEmpty();
    }

    @Test
    void listsAreReadFromArraysCollectionsAndSingleTexts() {
        String rule = "deny group 239.0.0.0/8";

        assertThat(policy(Map.of("access", new String[] {rule, rule})).access().rules())
                .hasSize(2);
        assertThat(policy(Map.of("access", List.of(rule))).access().rules()).hasSize(1);
        assertThat(policy(Map.of("access", rule)).access().rules()).hasSize(1);
    }

    @Test
    void anEmptyRangeMeansThatNoGroupIsSourceSpecific() {
        assertThat(policy(Map.of("ssm.range", new String[] {})).ssm().isSourceSpecific(IpAddress.parse("232.1.1.1")))
                .isFalse();
    }

    @Test
    void aBurstIsTheRateUnlessItIsSaid() {
        InterfacePolicy policy = policy(Map.of("report.rate", 100, "host.report.rate", 10, "host.report.burst", 50));

        assertThat(policy.rates().burst()).isEqualTo(100);
        assertThat(policy.rates().hostBurst()).isEqualTo(50);
    }

    @Test
    void discoveryIsOnlyOnIfItIsSaid() {
        assertThat(policy(Map.of("router.discovery.interval", 30)).advertisementInterval())
                .isEmpty();
        assertThat(policy(Map.of("router.discovery", true)).advertisementInterval())
                .contains(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "passive | maybe | true or false",
                "access.default | perhaps | allow, deny",
                "leave.immediate | now | never, tracked, always",
                "limit.warning | 101 | 0 to 100 percent, 0 for never",
                "report.rate | -1 | 0 to 1000000 reports per second, 0 for no limit",
                "host.report.burst | 0 | 1 to 1000000 reports",
                "host.group.limit | many | a whole number, 0 to 1000000 groups, 0 for no limit",
                "history.size | 1000001 | 0 to 1000000 events",
                "router.discovery.interval | 3 | 4 to 180 seconds",
            })
    void aBadValueIsRefusedWithASentence(String key, String value, String allowed) {
        assertThatThrownBy(() -> policy(Map.of(key, value)))
                .hasMessage("igmp: " + key + "=" + value + " is not allowed; allowed: " + allowed);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "access; forbid host 10.0.0.1; \"forbid\" is neither allow nor deny;"
                        + " allow|deny [group PREFIX] [source PREFIX] [host PREFIX]",
                "ssm.range; 10.0.0.0/8; \"10.0.0.0/8\" holds other than multicast addresses;"
                        + " prefixes of multicast addresses",
                "ssm.mapping; 232.1.1.1; it names no source; GROUP-PREFIX source ADDRESS...",
                "static.groups; 10.0.0.1; \"10.0.0.1\" is not a group that is forwarded;"
                        + " GROUP [count NUMBER [step ADDRESS]] [source ADDRESS...]",
                "static.groups; 232.1.1.1; 232.1.1.1 is source-specific, and no source is named;"
                        + " GROUP [count NUMBER [step ADDRESS]] [source ADDRESS...]"
            })
    void aBadRuleIsRefusedWithItsWrongPart(String key, String rule, String wrong, String syntax) {
        assertThatThrownBy(() -> policy(Map.of(key, new String[] {rule})))
                .hasMessage("igmp: " + key + "=\"" + rule + "\" is not allowed, " + wrong + "; allowed: " + syntax);
    }

    @Test
    void whatNeedsTrackingIsRefusedWithoutIt() {
        assertThatThrownBy(() -> policy(Map.of("host.tracking", false, "leave.immediate", "tracked")))
                .hasMessage("igmp: leave.immediate=tracked is not allowed; allowed: never or always, unless"
                        + " host.tracking is true");
        assertThatThrownBy(() -> policy(Map.of("host.tracking", false, "host.group.limit", 5)))
                .hasMessage("igmp: host.group.limit=5 is not allowed; allowed: 0, unless host.tracking is true");
    }

    @Test
    void allStaticGroupsTogetherAreLimited() {
        String[] rules = {"239.1.0.0 count 65536", "239.2.0.0"};

        assertThatThrownBy(() -> policy(Map.of("static.groups", rules)))
                .hasMessageContaining("more than 65536 groups in all");
    }

    private static InterfacePolicy policy(Map<String, Object> properties) {
        return InterfacePolicy.read(Family.IPV4, new SettingsReader("igmp", properties));
    }
}
