package io.mgmrouter.pim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.pim.policy.FlowFilter;
import io.mgmrouter.pim.tib.SptSwitch;
import io.mgmrouter.pim.tib.TreeSettings;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("What can be configured, and what is said about the rest")
class InterfaceSettingsTest {

    @Test
    @Tag("RFC7761-4.11")
    void theDefaultsAreThoseOfTheStandard() {
        InterfaceSettings settings = InterfaceSettings.of(Map.of(), Map.of("interface", "eth0"));
        TreeSettings trees = PimSettings.trees(Map.of(), Family.IPV4);

        assertThat(settings.hello().period()).isEqualTo(Duration.ofSeconds(30));
        assertThat(settings.hello().holdtime()).isEqualTo(105);
        assertThat(settings.hello().triggeredDelay()).isEqualTo(Duration.ofSeconds(5));
        assertThat(settings.hello().drPriority()).isEqualTo(1);
        assertThat(settings.hello().delays().propagationDelay()).isEqualTo(Duration.ofMillis(500));
        assertThat(settings.hello().delays().overrideInterval()).isEqualTo(Duration.ofMillis(2500));
        assertThat(settings.joinPruneHoldtime()).isEqualTo(210);
        assertThat(trees.joinPrunePeriod()).isEqualTo(Duration.ofSeconds(60));
        assertThat(trees.keepalivePeriod()).isEqualTo(Duration.ofSeconds(210));
        assertThat(trees.registerSuppressionTime()).isEqualTo(Duration.ofSeconds(60));
        assertThat(trees.registerProbeTime()).isEqualTo(Duration.ofSeconds(5));
        assertThat(trees.rpKeepalivePeriod()).isEqualTo(Duration.ofSeconds(185));
        assertThat(trees.assertTime()).isEqualTo(Duration.ofSeconds(180));
        assertThat(trees.assertOverrideInterval()).isEqualTo(Duration.ofSeconds(3));
        assertThat(trees.sptSwitch().apply(ip("239.1.1.1"))).isEqualTo(SptSwitch.IMMEDIATE);
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource(
            delimiter = ';',
            value = {
                "hello.interval ; 0 ; 1 to 18000 seconds",
                "hello.interval ; often ; a whole number, 1 to 18000 seconds",
                "hello.holdtime ; 29 ; at least hello.interval, 30 seconds",
                "hello.holdtime ; 65536 ; 1 to 65535 seconds",
                "triggered.hello.delay ; -1 ; 0 to 60000 milliseconds",
                "dr.priority ; 4294967296 ; 0 to 4294967295",
                "propagation.delay ; 32768 ; 0 to 32767 milliseconds",
                "override.interval ; 65536 ; 0 to 65535 milliseconds",
                "join.prune.interval ; 18001 ; 1 to 18000 seconds",
                "join.prune.holdtime ; 59 ; at least join.prune.interval, 60 seconds",
                "passive ; perhaps ; true or false",
                "neighbor.limit ; 0 ; 1 to 10000",
                "message.rate ; 1000001 ; 0 to 1000000 messages per second",
                "families ; IPV5 ; IPV4, IPV6",
                "neighbor.filter ; deny ; allow|deny PREFIX",
                "neighbor.filter ; permit 10.0.0.0/8 ; allow|deny PREFIX",
                "neighbor.filter ; deny 10.0.0.0/33 ; allow|deny PREFIX",
                "join.filter ; deny grp 239.0.0.0/8 ; allow|deny [group PREFIX] [source PREFIX]",
                "join.filter ; deny group 10.0.0.0/8 ; allow|deny [group PREFIX] [source PREFIX]",
                "join.filter ; deny group 239.0.0.0/8 source 2001:db8::/32 ; allow|deny [group PREFIX] [source PREFIX]",
                "boundary ; 10.0.0.0/8 ; prefixes of groups",
                "keepalive.period ; 0 ; 1 to 64800 seconds",
                "register.suppression.time ; 1 ; 2 to 3600 seconds",
                "register.probe.time ; 30 ; 1 to 29 seconds",
                "assert.time ; 1 ; 2 to 3600 seconds",
                "assert.override.interval ; 180 ; 1 to 179 seconds",
                "spt.switch ; later ; immediate, never or NUMBER kbit/s, 1 to 1000000000",
                "spt.switch ; 0 kbit/s ; immediate, never or NUMBER kbit/s, 1 to 1000000000",
                "spt.switch.rules ; 239.0.0.0/8 ; GROUP-PREFIX immediate, never or NUMBER kbit/s, 1 to 1000000000",
                "register.accept ; allow source ; allow|deny [group PREFIX] [source PREFIX]",
                "register.rate.limit ; -1 ; 0 to 10000000 packets per second",
                "ssm.range ; 10.0.0.0/8 ; prefixes of groups",
                "state.limit ; 0 ; 1 to 100000000",
                "border ; 1 ; true or false"
            })
    void whatIsNotAllowedIsRefusedWithKeyValueAndWhatIsAllowed(String key, String value, String allowed) {
        assertThatThrownBy(() -> PimSettings.trees(Map.of(key, value), Family.IPV4))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("pim: " + key + "=")
                .hasMessageContaining(value)
                .hasMessageEndingWith("allowed: " + allowed);
    }

    @Test
    void anInterfaceHasAName() {
        assertThatThrownBy(() -> InterfaceSettings.of(Map.of(), Map.of()))
                .hasMessage("pim interface: interface is missing; give the name of an interface");
    }

    @Test
    void holdtimesFollowTheirPeriods() {
        InterfaceSettings settings = InterfaceSettings.of(
                Map.of("join.prune.interval", 7), Map.of("interface", "eth0", "hello.interval", 1));

        assertThat(settings.hello().holdtime()).isEqualTo(4);
        assertThat(settings.joinPruneHoldtime()).isEqualTo(25);
    }

    @Test
    void whatNoRuleMatchesGetsTheOppositeOfItsFamilysLastRule() {
        InterfaceSettings.Policy exceptions = policy("neighbor.filter", "deny 10.0.0.2/32");
        assertThat(exceptions.neighbors().allows(ip("10.0.0.2"))).isFalse();
        assertThat(exceptions.neighbors().allows(ip("10.0.0.3"))).isTrue();
        assertThat(exceptions.neighbors().allows(ip("fe80::3"))).isTrue();

        InterfaceSettings.Policy permissions = policy("neighbor.filter", "deny 10.0.0.2/32", "allow 10.0.0.0/24");
        assertThat(permissions.neighbors().allows(ip("10.0.0.2"))).isFalse();
        assertThat(permissions.neighbors().allows(ip("10.0.0.3"))).isTrue();
        assertThat(permissions.neighbors().allows(ip("10.0.1.3"))).isFalse();
        assertThat(permissions.neighbors().allows(ip("fe80::3"))).isTrue();
    }

    @Test
    void aRuleAboutSourcesSaysNothingAboutTheSharedTree() {
        FlowFilter joins = policy("join.filter", "deny group 239.1.0.0/16 source 10.0.0.0/8", "deny group 239.2.0.0/16")
                .joins();

        assertThat(joins.allows(new Sg(ip("10.1.1.1"), ip("239.1.0.1")))).isFalse();
        assertThat(joins.allows(new Sg(ip("11.1.1.1"), ip("239.1.0.1")))).isTrue();
        assertThat(joins.allows(new StarG(ip("239.1.0.1")))).isTrue();
        assertThat(joins.allows(new StarG(ip("239.2.0.1")))).isFalse();
    }

    @Test
    void theSourceSpecificRangeOfOneFamilyLeavesTheOthersAlone() {
        assertThat(ssm(Family.IPV4, "232.0.0.0/8", "239.232.0.0/16").test(ip("239.232.1.1")))
                .isTrue();
        assertThat(ssm(Family.IPV6, "239.232.0.0/16").test(ip("ff3e::1"))).isTrue();
        assertThat(ssm(Family.IPV4, "239.232.0.0/16").test(ip("232.1.1.1"))).isFalse();
        assertThat(ssm(Family.IPV6).test(ip("ff3e::1"))).isFalse();
    }

    @Test
    @Tag("RFC7761-4.2.1")
    void theTimeToLeaveTheSharedTreeGoesByGroup() {
        TreeSettings trees = PimSettings.trees(
                Map.of(
                        "spt.switch",
                        "never",
                        "spt.switch.rules",
                        List.of("239.1.0.0/16 64 kbit/s", "239.0.0.0/8 immediate")),
                Family.IPV4);

        assertThat(trees.sptSwitch().apply(ip("239.1.1.1"))).isEqualTo(new SptSwitch(64));
        assertThat(trees.sptSwitch().apply(ip("239.2.1.1"))).isEqualTo(SptSwitch.IMMEDIATE);
        assertThat(trees.sptSwitch().apply(ip("238.2.1.1"))).isEqualTo(SptSwitch.NEVER);
    }

    private static InterfaceSettings.Policy policy(String key, String... rules) {
        Map<String, Object> properties = new HashMap<>(Map.of("interface", "eth0"));
        properties.put(key, rules);
        return InterfaceSettings.of(Map.of(), properties).policy();
    }

    private static Predicate<IpAddress> ssm(Family family, String... ranges) {
        return PimSettings.trees(Map.of("ssm.range", ranges), family).ssm();
    }

    private static IpAddress ip(String text) {
        return IpAddress.parse(text);
    }
}
