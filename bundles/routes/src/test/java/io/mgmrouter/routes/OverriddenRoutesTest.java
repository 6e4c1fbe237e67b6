package io.mgmrouter.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.link.Link;
import io.mgmrouter.route.Route;
import io.mgmrouter.route.RouteLookup;
import io.mgmrouter.testkit.FakeLinkService;
import io.mgmrouter.testkit.FakeRoutes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Static routes stand in front of the kernel's, and change nothing in it")
class OverriddenRoutesTest {

    private final FakeRoutes kernel = new FakeRoutes()
            .connected("10.1.0.0/24", 1)
            .connected("10.2.0.0/24", 2)
            .via("10.9.0.0/16", 1, "10.1.0.9")
            .connected("2001:db8:1::/64", 1)
            .via("2001:db8:9::/48", 1, "2001:db8:1::9");
    private final FakeLinkService links = new FakeLinkService().with(1, "eth1").with(2, "eth2");
    private final OverriddenRoutes routes = new OverriddenRoutes(kernel, links);
    private final List<String> told = new ArrayList<>();
    private final RouteLookup.Subscription subscription =
            routes.subscribe(prefixes -> told.add(new TreeSet<>(prefixes).toString()));

    @Test
    void withoutAnyTheKernelsAnswersAreThoseThatCount() {
        assertThat(routes.lookup(IpAddress.parse("10.9.1.1"))).isEqualTo(kernel.lookup(IpAddress.parse("10.9.1.1")));
        assertThat(routes.lookup(IpAddress.parse("10.77.1.1"))).isEmpty();
        assertThat(routes.routes()).hasSameSizeAs(kernel.routes());
    }

    @Test
    void ofEquallyLongPrefixesTheStaticOneWinsAndOtherwiseTheLonger() {
        put("equal", "10.9.0.0/16", "10.2.0.9", "");
        put("shorter", "10.0.0.0/8", "10.2.0.8", "");
        put("longer", "10.9.5.0/24", "10.2.0.5", "");

        assertThat(way("10.9.1.1")).isEqualTo("2 10.2.0.9");
        assertThat(way("10.9.5.1")).isEqualTo("2 10.2.0.5");
        assertThat(way("10.1.0.77")).as("the kernel's is longer").isEqualTo("1 -");
        assertThat(way("10.77.1.1")).isEqualTo("2 10.2.0.8");
        assertThat(routes.routes())
                .filteredOn(route -> route.origin().equals("override"))
                .extracting(Route::prefix)
                .containsExactlyInAnyOrder(
                        IpPrefix.parse("10.9.0.0/16"), IpPrefix.parse("10.0.0.0/8"), IpPrefix.parse("10.9.5.0/24"));
    }

    @Test
    void metricAndPreferenceAreThoseConfigured() {
        routes.put("a", StaticRoute.of("10.9.0.0/16", "10.2.0.9", "", 20, 110));

        assertThat(routes.lookup(IpAddress.parse("10.9.1.1")))
                .contains(new Route(
                        IpPrefix.parse("10.9.0.0/16"),
                        2,
                        Optional.of(IpAddress.parse("10.2.0.9")),
                        20,
                        110,
                        "override"));
    }

    @Test
    void ofSeveralForOnePrefixTheBestThatCountsIsUsed() {
        routes.put("backup", StaticRoute.of("10.9.0.0/16", "10.1.0.7", "eth1", 0, 10));
        routes.put("main", StaticRoute.of("10.9.0.0/16", "10.2.0.9", "eth2", 9, 5));
        assertThat(way("10.9.1.1")).isEqualTo("2 10.2.0.9");
        told.clear();

        down(2, "eth2");

        assertThat(told).containsExactly("[10.9.0.0/16]");
        assertThat(way("10.9.1.1")).isEqualTo("1 10.1.0.7");
    }

    @Test
    void anInterfaceAloneMeansThatTheSourcesAreOnTheLink() {
        put("tunnel", "10.9.0.0/16", "", "eth2");

        assertThat(way("10.9.1.1")).isEqualTo("2 -");
        assertThat(routes.lookup(IpAddress.parse("10.9.1.1")).orElseThrow().connected())
                .isTrue();
    }

    @Test
    void aNextHopIsFoundWhereverTheKernelReachesIt() {
        put("far", "10.66.0.0/16", "10.9.0.1", "");
        assertThat(way("10.66.1.1")).as("the neighbour toward it").isEqualTo("1 10.1.0.9");

        kernel.via("10.9.0.0/16", 2, "10.2.0.9");

        assertThat(way("10.66.1.1")).isEqualTo("2 10.2.0.9");
        assertThat(told).last().asString().contains("10.66.0.0/16").contains("10.9.0.0/16");
    }

    @Test
    void whoseInterfaceIsDownOrGoneDoesNotCount() {
        put("a", "10.9.0.0/16", "10.2.0.9", "eth2");
        put("b", "10.8.0.0/16", "10.2.0.9", "eth7");
        assertThat(way("10.8.1.1")).isEqualTo("none");

        down(2, "eth2");
        assertThat(way("10.9.1.1")).isEqualTo("1 10.1.0.9");
        links.with(7, "eth7");
        assertThat(way("10.8.1.1")).isEqualTo("7 10.2.0.9");
        links.remove(7);
        assertThat(way("10.8.1.1")).isEqualTo("none");
    }

    @Test
    void aChangeIsToldWhereItMakesADifferenceAndNowhereElse() {
        put("a", "10.9.0.0/16", "10.2.0.9", "");
        put("a", "10.9.0.0/16", "10.2.0.9", "eth2");
        put("a", "10.8.0.0/16", "10.2.0.9", "eth2");
        routes.remove("a");
        routes.remove("a");

        assertThat(told).containsExactly("[10.9.0.0/16]", "[10.8.0.0/16, 10.9.0.0/16]", "[10.8.0.0/16]");
        subscription.close();
        put("a", "10.9.0.0/16", "10.2.0.9", "");
        assertThat(told).hasSize(3);
    }

    @Test
    void bothFamiliesAreAlike() {
        put("six", "2001:db8:9::/48", "fe80::2", "eth2");
        put("four", "0.0.0.0/0", "10.2.0.9", "");

        assertThat(way("2001:db8:9::1")).isEqualTo("2 fe80::2");
        assertThat(way("2001:db8:66::1")).isEqualTo("none");
        assertThat(way("192.0.2.1")).isEqualTo("2 10.2.0.9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | 10.2.0.9 | '' | 0 | 0 | prefix must be like 10.0.0.0/8 or 2001:db8::/32, not \"\"",
                "10.0.0.0/40 | 10.2.0.9 | '' | 0 | 0 | prefix must be like",
                "239.0.0.0/8 | 10.2.0.9 | '' | 0 | 0 | prefix must be one of sources, not of groups: 239.0.0.0/8",
                "10.0.0.0/8 | '' | '' | 0 | 0 | needs next.hop, interface, or both: neither is given",
                "10.0.0.0/8 | eth1 | '' | 0 | 0 | next.hop must be an address, not \"eth1\"",
                "10.0.0.0/8 | fe80::1 | '' | 0 | 0 | next.hop must be a unicast address of the family of 10.0.0.0/8",
                "10.0.0.0/8 | 224.0.0.1 | '' | 0 | 0 | next.hop must be a unicast address",
                "10.0.0.0/8 | 10.2.0.9 | '' | -1 | 0 | metric must be 0 to 4294967295, not -1",
                "10.0.0.0/8 | 10.2.0.9 | '' | 0 | 256 | preference must be 0 to 255, not 256"
            })
    void aWrongConfigurationIsRefusedInOneSentence(
            String prefix, String nextHop, String name, long metric, int preference, String sentence) {
        assertThatThrownBy(() -> StaticRoute.of(prefix, nextHop, name, metric, preference))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("io.mgmrouter.route.static: ")
                .hasMessageContaining(sentence);
    }

    private void put(String name, String prefix, String nextHop, String interfaceName) {
        routes.put(name, StaticRoute.of(prefix, nextHop, interfaceName, 0, 0));
    }

    private String way(String destination) {
        return routes.lookup(IpAddress.parse(destination))
                .map(route -> route.interfaceIndex() + " "
                        + route.nextHop().map(IpAddress::toString).orElse("-"))
                .orElse("none");
    }

    private void down(int index, String name) {
        links.change(new Link(index, name, false, true, false, false, 1500, List.of()));
    }
}
