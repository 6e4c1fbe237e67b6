package io.mgmrouter.pim.rp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpSettingsTest {

    private static final IpPrefix ALL = IpPrefix.parse("224.0.0.0/4");
    private static final IpPrefix ALL6 = IpPrefix.parse("ff00::/8");

    @Test
    void aStaticRpIsForAllGroupsOfItsFamilyUnlessSomeAreNamed() {
        assertThat(RpSettings.staticRp("a", Map.of("address", "10.0.0.1")))
                .isEqualTo(new StaticRp(address("10.0.0.1"), List.of(ALL), 0, true, Set.of()));
        assertThat(RpSettings.staticRp("a", Map.of("address", "2001:db8::1")).groups())
                .containsExactly(ALL6);
        assertThat(RpSettings.staticRp(
                        "a",
                        Map.of(
                                "address",
                                "10.0.0.1",
                                "groups",
                                new String[] {"239.0.0.0/8", "230.0.0.0/8"},
                                "order",
                                "3",
                                "override.bsr",
                                false,
                                "anycast.peers",
                                List.of("10.0.0.2", "10.0.0.3"))))
                .isEqualTo(new StaticRp(
                        address("10.0.0.1"),
                        List.of(IpPrefix.parse("239.0.0.0/8"), IpPrefix.parse("230.0.0.0/8")),
                        3,
                        false,
                        Set.of(address("10.0.0.2"), address("10.0.0.3"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "address | 239.1.1.1 | address=239.1.1.1 is not allowed; allowed: a unicast address that is not"
                        + " link-local",
                "address | fe80::1 | address=fe80::1 is not allowed; allowed: a unicast address that is not link-local",
                "address | rp1 | address=rp1 is not allowed; allowed: a unicast address that is not link-local",
                "address | '' | address is missing; give the address of the RP",
                "groups | 10.0.0.0/8 | groups=\"10.0.0.0/8\" is not allowed, \"10.0.0.0/8\" holds other than multicast"
                        + " addresses; allowed: a range of groups such as 239.0.0.0/8 or ff08::/16",
                "groups | ff08::/16 | groups=\"ff08::/16\" is not allowed, \"ff08::/16\" is not IPv4; allowed: a range"
                        + " of groups such as 239.0.0.0/8 or ff08::/16",
                "order | -1 | order=-1 is not allowed; allowed: 0 to 1000",
                "override.bsr | perhaps | override.bsr=perhaps is not allowed; allowed: true or false",
                "anycast.peers | 10.0.0.1 | anycast.peers=\"10.0.0.1\" is not allowed, it is not a router's own address"
                        + " beside 10.0.0.1; allowed: addresses of the routers that share the RP's, other than that one"
            })
    void aBadStaticRpIsRefusedWithASentence(String key, String value, String sentence) {
        assertThatThrownBy(() -> RpSettings.staticRp("a", with(Map.of("address", "10.0.0.1"), key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pim rp a: " + sentence);
    }

    @Test
    void embeddedRpsAreThereUnlessSwitchedOff() {
        assertThat(RpSettings.embeddedRp(Map.of())).isTrue();
        assertThat(RpSettings.embeddedRp(Map.of("enabled", false))).isFalse();
        assertThatThrownBy(() -> RpSettings.embeddedRp(Map.of("enabled", 3)))
                .hasMessage("pim embedded-rp: enabled=3 is not allowed; allowed: true or false");
    }

    @Test
    void aRouterIsNoCandidateUnlessToldSo() {
        BsrRole role = BsrSettings.of(Map.of()).role(Family.IPV6, _ -> Optional.of(address("2001:db8::1")));

        assertThat(role)
                .isEqualTo(new BsrRole(
                        Family.IPV6,
                        Optional.empty(),
                        64,
                        126,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(130),
                        true,
                        List.of(),
                        4096));
    }

    @Test
    void aCandidateIsOneInTheFamiliesInWhichItHasAnAddress() {
        BsrSettings settings = BsrSettings.of(Map.of(
                "candidate",
                true,
                "address",
                "10.0.0.1",
                "priority",
                200,
                "hash.mask.length",
                24,
                "interval",
                20,
                "zones",
                List.of("239.255.0.0/16", "ff05::/16")));

        BsrRole role = settings.role(Family.IPV4, _ -> Optional.empty());
        assertThat(role.candidate()).contains(address("10.0.0.1"));
        assertThat(role.priority()).isEqualTo(200);
        assertThat(role.hashMaskLength()).isEqualTo(24);
        assertThat(role.timeout()).isEqualTo(Duration.ofSeconds(50));
        assertThat(role.zones()).containsExactly(IpPrefix.parse("239.255.0.0/16"));
        assertThat(settings.role(Family.IPV6, _ -> Optional.empty()).candidate())
                .isEmpty();
    }

    @Test
    void anInterfaceLendsItsAddressOfEachFamily() {
        BsrSettings settings = BsrSettings.of(Map.of("candidate", true, "interface", "lo"));

        assertThat(settings.role(
                                Family.IPV6,
                                name -> Optional.of(name).filter("lo"::equals).map(_ -> address("2001:db8::1")))
                        .candidate())
                .contains(address("2001:db8::1"));
        assertThat(settings.role(Family.IPV4, _ -> Optional.of(address("2001:db8::1")))
                        .candidate())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "priority | 256 | priority=256 is not allowed; allowed: 0 to 255",
                "hash.mask.length | 33 | hash.mask.length=33 is not allowed; allowed: 0 to 32",
                "hash.mask.length.ipv6 | 129 | hash.mask.length.ipv6=129 is not allowed; allowed: 0 to 128",
                "interval | 0 | interval=0 is not allowed; allowed: 1 to 3600 seconds",
                "timeout | 60 | timeout=60 is not allowed; allowed: more than interval, 60 seconds",
                "candidate | true | candidate=true is not allowed; allowed: false, unless address or interface says by"
                        + " which address",
                "address | 127.0.0.1 | address=\"127.0.0.1\" is not allowed, other routers cannot use it; allowed: a"
                        + " unicast address of the router that is not link-local, one per family",
                "zones | 10.0.0.0/8 | zones=\"10.0.0.0/8\" is not allowed, \"10.0.0.0/8\" holds other than multicast"
                        + " addresses; allowed: a range of groups such as 239.0.0.0/8 or ff08::/16",
                "mapping.limit | 0 | mapping.limit=0 is not allowed; allowed: 1 to 100000"
            })
    void aBadBootstrapRouterIsRefusedWithASentence(String key, String value, String sentence) {
        assertThatThrownBy(() -> BsrSettings.of(Map.of(key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pim bsr: " + sentence);
    }

    @Test
    void contradictionsAreRefused() {
        assertThatThrownBy(() -> BsrSettings.of(Map.of("candidate", true, "accept", false, "interface", "lo")))
                .hasMessage("pim bsr: accept=false is not allowed; allowed: true for a candidate, which must hear of"
                        + " better ones");
        assertThatThrownBy(() -> BsrSettings.of(Map.of("address", "10.0.0.1", "interface", "lo")))
                .hasMessage("pim bsr: interface=lo is not allowed; allowed: none beside address");
        assertThatThrownBy(() -> BsrSettings.of(Map.of("address", List.of("10.0.0.1", "10.0.0.2"))))
                .hasMessageContaining("one per family");
    }

    @Test
    void aCandidateRpIsForAllGroupsUnlessSomeAreNamed() {
        CandidateRpSettings settings =
                CandidateRpSettings.of("a", Map.of("address", List.of("10.0.0.1", "2001:db8::1")));

        assertThat(settings.role(Family.IPV4, _ -> Optional.empty()))
                .contains(new CandidateRpRole(address("10.0.0.1"), List.of(ALL), 192, Duration.ofSeconds(60), 150));
        assertThat(settings.role(Family.IPV6, _ -> Optional.empty())
                        .orElseThrow()
                        .groups())
                .containsExactly(ALL6);
        assertThat(CandidateRpSettings.of("a", Map.of("address", "10.0.0.1", "groups", "ff08::/16"))
                        .role(Family.IPV4, _ -> Optional.empty()))
                .as("no groups of the family")
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "priority | 256 | priority=256 is not allowed; allowed: 0 to 255",
                "interval | 16384 | interval=16384 is not allowed; allowed: 1 to 16383 seconds",
                "holdtime | 60 | holdtime=60 is not allowed; allowed: more than interval, 60 seconds",
                "holdtime | 65536 | holdtime=65536 is not allowed; allowed: 2 to 65535 seconds",
                "groups | all | groups=\"all\" is not allowed, \"all\" is not an IPv4 or IPv6 address; allowed: a"
                        + " range of groups such as 239.0.0.0/8 or ff08::/16"
            })
    void aBadCandidateRpIsRefusedWithASentence(String key, String value, String sentence) {
        assertThatThrownBy(() -> CandidateRpSettings.of("a", with(Map.of("address", "10.0.0.1"), key, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("pim candidate-rp a: " + sentence);
    }

    @Test
    void aCandidateRpMustHaveAnAddressAndNoMoreGroupsThanAMessageHolds() {
        assertThatThrownBy(() -> CandidateRpSettings.of("a", Map.of()))
                .hasMessage(
                        "pim candidate-rp a: address is missing; give the RP's address, or its interface with the key"
                                + " interface");
        List<String> groups =
                IntStream.range(0, 256).mapToObj(i -> "239.1." + i + ".0/24").toList();
        assertThatThrownBy(() -> CandidateRpSettings.of("a", Map.of("interface", "lo", "groups", groups)))
                .hasMessage("pim candidate-rp a: groups=256 ranges is not allowed; allowed: 1 to 255");
    }

    private static Map<String, Object> with(Map<String, Object> properties, String key, String value) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put(key, value);
        return all;
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text);
    }
}
