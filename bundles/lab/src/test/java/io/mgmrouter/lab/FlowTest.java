package io.mgmrouter.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A flow's text")
class FlowTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.1.0.2",
                "0.0.0.0",
                "2001:db8:1::2",
                "ff3e::8000:1",
                "::1",
                "2001:db8::",
                "::",
                "2001:0:1:0:1:0:1:0",
                "1:0:0:2::",
                "1::2:0:0:3:0",
                "fe80::10:0:0:1"
            })
    void shortensAddressesAsTheStandardWantsIt(String address) {
        assertThat(Flow.text(Flow.address(address))).isEqualTo(address);
    }

    @Test
    void isSourceAndGroup() {
        assertThat(Flow.of("10.1.0.2", "232.1.0.1")).hasToString("(10.1.0.2,232.1.0.1)");
    }
}
