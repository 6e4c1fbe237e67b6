package io.mgmrouter.igmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterfaceSettingsTest {

    @Test
    void defaultsAreThoseOfTheRfc() {
        InterfaceSettings settings = settings(Map.of(), Map.of());

        assertThat(settings.version()).isEqualTo(3);
        assertThat(settings.requireRouterAlert()).isTrue();
        assertThat(settings.timing().groupMembershipInterval()).isEqualTo(Duration.ofSeconds(260));
        assertThat(settings.timing().otherQuerierPresentInterval()).isEqualTo(Duration.ofSeconds(255));
        assertThat(settings.timing().lastMemberQueryTime()).isEqualTo(Duration.ofSeconds(2));
        assertThat(settings.timing().startupQueryInterval()).isEqualTo(Duration.ofSeconds(31));
        assertThat(settings.timing().startupQueryCount()).isEqualTo(2);
        assertThat(settings.timing().startupResponseInterval()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void anInterfaceOverridesWhatIsGlobal() {
        InterfaceSettings settings =
                settings(Map.of("query.interval", 60, "robustness", 3), Map.of("query.interval", 20L, "version", "2"));

        assertThat(settings.timing().queryInterval()).isEqualTo(Duration.ofSeconds(20));
        assertThat(settings.timing().robustness()).isEqualTo(3);
        assertThat(settings.timing().lastMemberQueryCount()).isEqualTo(3);
        assertThat(settings.version()).isEqualTo(2);
    }

    @Test
    @Tag("RFC2236-4")
    @Tag("RFC1112-I")
    void version1HostsTakeTenSecondsWhateverIsConfigured() {
        InterfaceSettings settings = settings(Map.of(), Map.of("version", 1, "startup.query.response.interval", 500));

        assertThat(settings.timing().startupResponseInterval()).isEqualTo(Duration.ofSeconds(10));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version | 4 | 1 to 3",
                "query.interval | 0 | 1 to 31744 seconds",
                "query.interval | soon | a whole number, 1 to 31744 seconds",
                "query.response.interval | 99 | 100 to 3174400 milliseconds",
                "query.response.interval | 125000 | less than query.interval, 125 seconds",
                "robustness | 8 | 1 to 7",
                "group.limit | 0 | 1 to 1000000",
                "require.router.alert | perhaps | true or false"
            })
    void aBadValueIsRefusedWithASentence(String key, String value, String allowed) {
        assertThatThrownBy(() -> settings(Map.of(), Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("igmp interface eth0: " + key + "=" + value + " is not allowed; allowed: " + allowed);
    }

    @Test
    @Tag("RFC2236-2.2")
    void version2CannotExpressLongResponseTimes() {
        assertThatThrownBy(() -> settings(Map.of("query.response.interval", 25_600), Map.of("version", 2)))
                .hasMessageContaining("100 to 25500 milliseconds");
    }

    @Test
    void theInterfaceMustBeNamed() {
        assertThatThrownBy(() -> InterfaceSettings.of(Dialect.IGMP, Map.of("interface", "eth0"), Map.of()))
                .hasMessage("igmp interface: interface is missing; give the name of an interface");
    }

    private static InterfaceSettings settings(Map<String, Object> global, Map<String, Object> ofInterface) {
        Map<String, Object> named = new HashMap<>(ofInterface);
        named.put("interface", "eth0");
        return InterfaceSettings.of(Dialect.IGMP, global, named);
    }
}
