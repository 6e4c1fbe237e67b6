package io.mgmrouter.mgm.win32.view;

import static io.mgmrouter.mgm.win32.IN_ADDR.inet_addr;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.win32.IN_ADDR;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The key a walk goes on behind")
class StartKeyTest {

    @ParameterizedTest
    @CsvSource({
        "10.0.0.9, 239.1.1.1, '(10.0.0.9,239.1.1.1)'",
        "0.0.0.0, 0.0.0.0, beginning",
        "10.0.0.9, 10.0.0.9, beginning",
        "0.0.0.0, 224.0.0.0, beginning",
        "0.0.0.0, 239.1.1.1, '(255.255.255.255,239.1.1.0)'",
        "230.0.0.1, 239.1.1.1, '(223.255.255.255,239.1.1.1)'",
        "240.0.0.1, 239.1.1.1, '(240.0.0.1,239.1.1.1)'",
        "0.0.0.0, 240.0.0.0, '(255.255.255.255,239.255.255.255)'",
        "9.9.9.9, 255.255.255.255, '(255.255.255.255,239.255.255.255)'",
    })
    @Tag("MGM-096")
    void isTheLastFlowThereCanBeAtOrBefore(String source, String group, String expected) {
        assertThat(StartKey.behind(inet_addr(source), inet_addr(group))
                        .map(Sg::toString)
                        .orElse("beginning"))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.9", "192.0.2.255", "0.0.0.0"})
    void addressesReadAsTheyAreWritten(String address) {
        assertThat(IN_ADDR.inet_ntoa(inet_addr(address))).isEqualTo(address);
    }
}
