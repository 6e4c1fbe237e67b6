package io.mgmrouter.igmp.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SsmPolicyTest {

    @ParameterizedTest
    @CsvSource({
        "232.0.0.0, true",
        "232.255.255.255, true",
        "231.255.255.255, false",
        "233.0.0.0, false",
        "ff3e::1, true",
        "ff31::8000:1, true",
        "ff3e:1::1, false",
        "ff2e::1, false",
        "ff3f:0:1::, true"
    })
    void theStandardRangesAreThoseOfRfc4607(String group, boolean expected) {
        IpAddress address = IpAddress.parse(group);
        List<IpPrefix> ranges = SsmPolicy.standardRanges(address.family());

        assertThat(new SsmPolicy(ranges, List.of()).isSourceSpecific(address)).isEqualTo(expected);
        assertThat(new SsmPolicy(new ArrayList<>(ranges), List.of()).isSourceSpecific(address))
                .isEqualTo(expected);
        assertThat(address.isSourceSpecific()).isEqualTo(expected);
    }

    @Test
    void thoseWhoNameNoSourceGetTheMappedOnes() {
        SsmPolicy policy = policy("232.1.0.0/16 source 10.9.0.1", "232.1.1.0/24 source 10.9.0.2 10.9.0.3");

        assertThat(policy.sources(IpAddress.parse("232.1.2.1"))).containsExactly(IpAddress.parse("10.9.0.1"));
        assertThat(policy.sources(IpAddress.parse("232.1.1.1"))).hasSize(3);
        assertThat(policy.sources(IpAddress.parse("232.2.1.1"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "232.1.0.0/16 | it names no source",
                "232.1.0.0/16 10.0.0.1 | \"10.0.0.1\" is not one of [source]",
                "10.1.0.0/16 source 10.0.0.1 | \"10.1.0.0/16\" holds other than multicast addresses",
                "232.1.0.0/16 source 239.0.0.1 | \"239.0.0.1\" is not a unicast address",
                "232.1.0.0/16 source 2001:db8::1 | \"2001:db8::1\" is not IPv4"
            })
    void aWrongMappingIsRefusedWithTheWrongPart(String mapping, String message) {
        assertThatThrownBy(() -> SsmPolicy.Mapping.parse(mapping, Family.IPV4)).hasMessage(message);
    }

    private static SsmPolicy policy(String... mappings) {
        return new SsmPolicy(
                SsmPolicy.standardRanges(Family.IPV4),
                Stream.of(mappings)
                        .map(mapping -> SsmPolicy.Mapping.parse(mapping, Family.IPV4))
                        .toList());
    }
}
