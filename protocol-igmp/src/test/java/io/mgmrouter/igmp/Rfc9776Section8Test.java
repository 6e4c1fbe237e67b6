package io.mgmrouter.igmp;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.igmp.fsm.Timing;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName(
        "Timers and their defaults: RFC 9776 section 8, RFC 9777 section 9, RFC 2236 section 8, RFC 2710 section 7")
@ParameterizedClass
@EnumSource
class Rfc9776Section8Test {

    private final Dialect dialect;

    Rfc9776Section8Test(FamilyCase family) {
        this.dialect = family.dialect;
    }

    @Test
    @Tag("RFC3376-8.1")
    @Tag("RFC3810-9.1")
    @DisplayName("Robustness Variable: 2, can be set, never 0")
    void robustnessVariable() {
        assertThat(timing().robustness()).isEqualTo(2);
        assertThat(timing("robustness", 7).robustness()).isEqualTo(7);
        assertThatThrownBy(() -> timing("robustness", 0)).hasMessageContaining("robustness=0 is not allowed");
    }

    @Test
    @Tag("RFC3376-8.2")
    @Tag("RFC3810-9.2")
    @Tag("RFC2236-8")
    @Tag("RFC2710-7")
    @DisplayName("Query Interval: 125 s, can be set")
    void queryInterval() {
        assertThat(timing().queryInterval()).isEqualTo(ofSeconds(125));
        assertThat(timing("query.interval", 30).queryInterval()).isEqualTo(ofSeconds(30));
    }

    @Test
    @Tag("RFC3376-8.3")
    @Tag("RFC3810-9.3")
    @Tag("RFC2236-8")
    @Tag("RFC2710-7")
    @DisplayName("Query Response Interval: 10 s, can be set, less than the Query Interval")
    void queryResponseInterval() {
        assertThat(timing().queryResponseInterval()).isEqualTo(ofSeconds(10));
        assertThatThrownBy(() -> timing("query.interval", 10, "query.response.interval", 10_000))
                .hasMessageContaining("less than query.interval");
    }

    @Test
    @Tag("RFC3376-8.4")
    @Tag("RFC3376-8.13")
    @Tag("RFC3810-9.4")
    @Tag("RFC3810-9.13")
    @Tag("RFC2236-8")
    @Tag("RFC2710-7")
    @DisplayName("Group Membership and Older Host Present Interval: Robustness x Query Interval + Response Interval")
    void groupMembershipInterval() {
        Timing timing = timing("robustness", 3, "query.interval", 20, "query.response.interval", 4000);

        assertThat(timing.groupMembershipInterval()).isEqualTo(ofSeconds(64));
        assertThat(timing.olderHostPresentInterval()).isEqualTo(ofSeconds(64));
    }

    @Test
    @Tag("RFC3376-8.5")
    @Tag("RFC3810-9.5")
    @Tag("RFC2236-8")
    @Tag("RFC2710-7")
    @DisplayName("Other Querier Present Interval: Robustness x Query Interval + half a Response Interval")
    void otherQuerierPresentInterval() {
        Timing timing = timing("robustness", 3, "query.interval", 20, "query.response.interval", 4000);

        assertThat(timing.otherQuerierPresentInterval()).isEqualTo(ofSeconds(62));
    }

    @Test
    @Tag("RFC3376-8.6")
    @Tag("RFC3376-8.7")
    @Tag("RFC3810-9.6")
    @Tag("RFC3810-9.7")
    @Tag("RFC2236-8")
    @Tag("RFC2710-7")
    @DisplayName("Start: as many queries as the Robustness Variable, a quarter of the Query Interval apart")
    void startup() {
        Timing timing = timing("robustness", 3, "query.interval", 100);

        assertThat(timing.startupQueryCount()).isEqualTo(3);
        assertThat(timing.startupQueryInterval()).isEqualTo(ofSeconds(25));
    }

    @Test
    @Tag("RFC3376-8.8")
    @Tag("RFC3376-8.9")
    @Tag("RFC3376-8.10")
    @Tag("RFC3810-9.8")
    @Tag("RFC3810-9.9")
    @Tag("RFC3810-9.10")
    @Tag("RFC2236-8")
    @Tag("RFC2710-7")
    @DisplayName("Last Member Query: 1 s, as often as the Robustness Variable; the time is their product")
    void lastMemberQuery() {
        Timing timing = timing("robustness", 3);

        assertThat(timing.lastMemberQueryInterval()).isEqualTo(ofSeconds(1));
        assertThat(timing.lastMemberQueryCount()).isEqualTo(3);
        assertThat(timing.lastMemberQueryTime()).isEqualTo(ofSeconds(3));
    }

    private Timing timing(Object... keysAndValues) {
        Map<String, Object> properties = new HashMap<>(Map.of(InterfaceSettings.INTERFACE, "eth0"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            properties.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return InterfaceSettings.of(dialect, Map.of(), properties).timing();
    }
}
