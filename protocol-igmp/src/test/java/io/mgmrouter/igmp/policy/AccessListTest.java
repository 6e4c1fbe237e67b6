package io.mgmrouter.igmp.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccessListTest {

    private static final IpAddress GROUP = IpAddress.parse("239.1.1.1");
    private static final IpAddress OTHER = IpAddress.parse("239.2.1.1");
    private static final IpAddress SOURCE = IpAddress.parse("10.9.0.1");
    private static final IpAddress HOST = IpAddress.parse("10.0.0.20");

    @Test
    void theFirstRuleThatMatchesDecides() {
        AccessList list = list(false, "deny group 239.1.1.0/24", "allow group 239.0.0.0/8");

        assertThat(list.allows(GROUP, HOST)).isFalse();
        assertThat(list.allows(OTHER, HOST)).isTrue();
        assertThat(list.allows(IpAddress.parse("238.1.1.1"), HOST)).isFalse();
    }

    @Test
    void everyClauseHasToMatch() {
        AccessList list = list(true, "deny group 239.1.0.0/16 source 10.9.0.0/24 host 10.0.0.0/28");

        assertThat(list.allows(SOURCE, GROUP, IpAddress.parse("10.0.0.1"))).isFalse();
        assertThat(list.allows(SOURCE, GROUP, HOST)).isTrue();
        assertThat(list.allows(SOURCE, OTHER, IpAddress.parse("10.0.0.1"))).isTrue();
        assertThat(list.allows(IpAddress.parse("10.8.0.1"), GROUP, IpAddress.parse("10.0.0.1")))
                .isTrue();
    }

    @Test
    void aRuleAboutSourcesSaysNothingAboutAllOfThem() {
        AccessList list = list(false, "allow source 10.9.0.0/24");

        assertThat(list.allows(SOURCE, GROUP, HOST)).isTrue();
        assertThat(list.allows(GROUP, HOST)).isFalse();
    }

    @Test
    void prefixesOfIpv6Work() {
        AccessList list = new AccessList(
                List.of(AccessList.Rule.parse("allow group ff3e::/32 source 2001:db8::/32", Family.IPV6)), false);

        assertThat(list.allows(IpAddress.parse("2001:db8::1"), IpAddress.parse("ff3e::1"), IpAddress.parse("fe80::1")))
                .isTrue();
        assertThat(list.allows(IpAddress.parse("2001:db9::1"), IpAddress.parse("ff3e::1"), IpAddress.parse("fe80::1")))
                .isFalse();
    }

    @Test
    void onlyAListThatCanRefuseIsNotOpen() {
        assertThat(AccessList.OPEN.isOpen()).isTrue();
        assertThat(list(true, "allow group 239.0.0.0/8").isOpen()).isTrue();
        assertThat(list(true, "deny host 10.0.0.1").isOpen()).isFalse();
        assertThat(list(false).isOpen()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "permit group 239.0.0.0/8 | \"permit\" is neither allow nor deny",
                "deny grop 239.0.0.0/8 | \"grop\" is not one of [group, source, host]",
                "deny group | \"group\" lacks its value",
                "deny group 239.0.0.0/8 group 238.0.0.0/8 | \"group\" is there twice",
                "deny group 239.0.0.0/8 238.0.0.0/8 | \"group\" takes one value, not [239.0.0.0/8, 238.0.0.0/8]",
                "deny group 10.0.0.0/8 | \"10.0.0.0/8\" holds other than multicast addresses",
                "deny group 0.0.0.0/0 | \"0.0.0.0/0\" holds other than multicast addresses",
                "deny group ff3e::/32 | \"ff3e::/32\" is not IPv4",
                "deny host 10.0.0.0/33 | prefix length of 10.0.0.0 must be 0 to 32, not 33"
            })
    void aWrongRuleIsRefusedWithTheWrongPart(String rule, String message) {
        assertThatThrownBy(() -> AccessList.Rule.parse(rule, Family.IPV4)).hasMessage(message);
    }

    private static AccessList list(boolean otherwise, String... rules) {
        return new AccessList(
                Stream.of(rules)
                        .map(rule -> AccessList.Rule.parse(rule, Family.IPV4))
                        .toList(),
                otherwise);
    }
}
