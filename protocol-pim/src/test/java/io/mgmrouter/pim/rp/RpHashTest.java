package io.mgmrouter.pim.rp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The values were computed by the RFC's formula with another program, in numbers of any length. */
@DisplayName("Hash of groups and RPs, RFC 7761 section 4.7.2")
@Tag("RFC7761-4.7.2")
class RpHashTest {

    @ParameterizedTest
    @CsvSource({
        "239.1.1.1, 30, 10.0.0.1, 1679372561",
        "239.1.1.1, 30, 10.0.0.2, 694951000",
        "239.1.1.2, 30, 10.0.0.1, 1679372561",
        "239.1.1.4, 30, 10.0.0.1, 514038453",
        "239.1.1.4, 30, 10.0.0.2, 1677100540",
        "224.0.1.40, 32, 192.168.255.254, 139116684",
        "239.255.255.255, 0, 172.16.0.9, 649286825",
        "ff08::1, 126, 2001:db8::1, 2089574329",
        "ff08::1, 126, 2001:db8::2, 1105152768",
        "ff3e:40:2001:db8::8000:1, 126, 2001:db8:1::ffff, 1114596375",
        "ff08::4, 128, 2001:db8::1, 1798602749",
        "ff08::4, 126, 2001:db8::2, 814181188"
    })
    void theValueIsThatOfTheFormula(String group, int maskLength, String rp, int value) {
        assertThat(RpHash.value(IpAddress.parse(group), maskLength, IpAddress.parse(rp)))
                .isEqualTo(value);
    }

    @Test
    void aMaskLongerThanTheAddressIsThatOfTheAddress() {
        IpAddress group = IpAddress.parse("224.0.1.40");
        IpAddress rp = IpAddress.parse("192.168.255.254");

        assertThat(RpHash.value(group, Family.IPV6.bits(), rp)).isEqualTo(RpHash.value(group, 32, rp));
    }
}
