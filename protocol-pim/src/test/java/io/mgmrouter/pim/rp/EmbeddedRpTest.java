package io.mgmrouter.pim.rp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RPs in groups, RFC 3956")
class EmbeddedRpTest {

    @ParameterizedTest
    @Tag("RFC3956-4")
    @CsvSource({
        // The four examples of section 7.
        "ff7e:b40:2001:db8:beef:feed::1234, 2001:db8:beef:feed::b",
        "ff7e:f20:2001:db8::4321, 2001:db8::f",
        "ff7e:130:2001:db8:beef::1, 2001:db8:beef::1",
        "ff78:f40:2001:db8:dead:beef:0:1, 2001:db8:dead:beef::f",
        // Bits of the network prefix beyond its length, and the reserved ones, do not count.
        "ff7e:120:2001:db8:ffff:ffff:0:1, 2001:db8::1",
        "ff7e:f120:2001:db8::1, 2001:db8::1",
        "ff7e:101:8000::1, 8000::1",
    })
    void theRpIsThePrefixAndItsInterfaceIdentifier(String group, String rp) {
        assertThat(EmbeddedRp.of(IpAddress.parse(group))).contains(IpAddress.parse(rp));
    }

    @ParameterizedTest
    @Tag("RFC3956-3")
    @ValueSource(
            strings = {
                "ff7e:40:2001:db8:beef:feed::1", // no interface identifier
                "ff7e:100:2001:db8::1", // no prefix
                "ff7e:141:2001:db8::1", // 65 bits of it
                "ff7e:1ff:2001:db8::1",
                "ff7e:140:fe80::1", // a link's address
                "ff7e:140:ff08::1", // a group
                "ff7e:140::1" // the loopback address
            })
    void whatIsNoAddressOfARouterIsNoRp(String group) {
        assertThat(EmbeddedRp.claims(IpAddress.parse(group))).isTrue();
        assertThat(EmbeddedRp.of(IpAddress.parse(group))).isEmpty();
    }

    @ParameterizedTest
    @Tag("RFC3956-2")
    @ValueSource(strings = {"ff3e:140:2001:db8::1", "fffe:140:2001:db8::1", "ff6e:140:2001:db8::1", "239.1.1.1"})
    void groupsWithOtherFlagsContainNone(String group) {
        assertThat(EmbeddedRp.claims(IpAddress.parse(group))).isFalse();
        assertThat(EmbeddedRp.of(IpAddress.parse(group))).isEmpty();
    }
}
