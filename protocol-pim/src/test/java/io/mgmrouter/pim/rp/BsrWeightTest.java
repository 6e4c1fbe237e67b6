package io.mgmrouter.pim.rp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Weights of candidates, RFC 5059 sections 3.1.4 and 5")
class BsrWeightTest {

    @ParameterizedTest
    @Tag("RFC5059-5")
    @CsvSource({
        // own priority and address, the former's, milliseconds by the formula
        "64, 10.0.0.1, 64, 10.0.0.1, 5000",
        "64, 10.0.0.1, 64, 10.0.0.2, 5063",
        "64, 10.0.0.1, 64, 250.0.0.1, 6994",
        "64, 10.0.0.1, 65, 10.0.0.2, 8922",
        "0, 10.0.0.1, 255, 10.0.0.2, 22922",
        "0, 240.0.0.1, 255, 10.0.0.2, 21125",
        "64, 10.0.0.9, 10, 10.0.0.200, 5474",
        "64, 2001:db8::1, 64, 2001:db8::2, 5016",
        "0, 2001:db8::1, 255, 2001:db8::2, 22750"
    })
    void theOverrideIsShorterTheBetterTheCandidate(int priority, String own, int best, String former, long millis) {
        Duration override = weight(priority, own).override(weight(best, former));

        assertThat(override.toMillis()).isBetween(millis - 1, millis + 1);
    }

    @Test
    @Tag("RFC5059-3.1.4")
    void priorityDecidesAndThenTheAddressAsAnUnsignedNumber() {
        assertThat(weight(2, "10.0.0.1").isAtLeast(weight(1, "200.0.0.1"))).isTrue();
        assertThat(weight(1, "10.0.0.1").isAtLeast(weight(1, "200.0.0.1"))).isFalse();
        assertThat(weight(1, "200.0.0.1").isAtLeast(weight(1, "10.0.0.1"))).isTrue();
        assertThat(weight(1, "10.0.0.1").isAtLeast(weight(1, "10.0.0.1"))).isTrue();
    }

    private static BsrWeight weight(int priority, String address) {
        return new BsrWeight(priority, IpAddress.parse(address));
    }
}
