package io.mgmrouter.igmp.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaticGroupsTest {

    private static final Wanted ALL = new Wanted(true, Set.of());

    @Test
    void aGroupAloneMeansAllItsSources() {
        assertThat(v4("239.1.1.1").groups()).containsOnly(Map.entry(ip("239.1.1.1"), ALL));
    }

    @Test
    void aCountGoesOnByOneOrByTheStep() {
        assertThat(v4("239.2.0.254 count 3").groups())
                .containsOnlyKeys(ip("239.2.0.254"), ip("239.2.0.255"), ip("239.2.1.0"));
        assertThat(v4("239.2.0.0 count 2 step 0.0.1.0").groups()).containsOnlyKeys(ip("239.2.0.0"), ip("239.2.1.0"));
        StaticGroups v6 = StaticGroups.parse("ff3e::1 count 10 step ::1 source 2001:db8::5", Family.IPV6);
        assertThat(v6.groups()).hasSize(10);
        assertThat(v6.of(ip("ff3e::a"))).isEqualTo(new Wanted(false, Set.of(ip("2001:db8::5"))));
    }

    @Test
    void rulesAboutOneGroupAddUp() {
        StaticGroups both =
                v4("239.1.1.1 source 10.0.0.5").plus(v4("239.1.1.1")).plus(v4("239.1.1.1 source 10.0.0.6"));

        assertThat(both.of(ip("239.1.1.1"))).isEqualTo(new Wanted(true, Set.of(ip("10.0.0.5"), ip("10.0.0.6"))));
        assertThat(both.of(ip("239.1.1.2"))).isEqualTo(Wanted.NOTHING);
    }

    @Test
    void thereIsALimitToAllRulesTogether() {
        StaticGroups full = v4("239.1.0.0 count 65536");

        assertThat(full.plus(v4("239.1.1.1")).groups()).hasSize(65_536);
        assertThatThrownBy(() -> full.plus(v4("239.2.1.1"))).hasMessage("more than 65536 groups in all");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.1 | \"10.0.0.1\" is not a group that is forwarded",
                "224.0.0.5 | \"224.0.0.5\" is not a group that is forwarded",
                "ff3e::1 | \"ff3e::1\" is not IPv4",
                "239.1.1.x | \"239.1.1.x\" is not an IPv4 or IPv6 address",
                "239.1.1.1 count 0 | the count is 1 to 65536, not \"0\"",
                "239.1.1.1 count 65537 | the count is 1 to 65536, not \"65537\"",
                "239.1.1.1 count many | the count is 1 to 65536, not \"many\"",
                "239.1.1.1 step 0.0.0.1 | a step needs a count",
                "239.1.1.1 count 2 step ::1 | \"::1\" is not a step such as 0.0.0.1",
                "239.1.1.1 count 2 step 0.0.0.0 | \"0.0.0.0\" is not a step such as 0.0.0.1",
                "239.255.255.255 count 2 | \"239.255.255.255 count 2\" runs beyond the groups that are forwarded",
                "239.1.1.1 count 9 step 255.0.0.0 | \"239.1.1.1 count 9 step 255.0.0.0\" runs beyond the groups that"
                        + " are forwarded",
                "239.1.1.1 source 239.1.1.1 | \"239.1.1.1\" is not a unicast address"
            })
    void aWrongRuleIsRefusedWithTheWrongPart(String rule, String message) {
        assertThatThrownBy(() -> v4(rule)).hasMessage(message);
    }

    private static StaticGroups v4(String rule) {
        return StaticGroups.parse(rule, Family.IPV4);
    }

    private static IpAddress ip(String text) {
        return IpAddress.parse(text);
    }
}
