package io.mgmrouter.mgm.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.route.Route;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RouteUsesTest {

    private final Map<IpPrefix, Route> routes = new HashMap<>();
    private final RouteUses uses = new RouteUses(this::lookup);
    private final Group group = new Group(IpAddress.parse("239.1.1.1"));

    RouteUsesTest() {
        route("10.0.0.0/8", 1);
        route("10.1.0.0/16", 2);
        route("2001:db8::/32", 3);
    }

    private void route(String prefix, int interfaceIndex) {
        IpPrefix network = IpPrefix.parse(prefix);
        routes.put(network, new Route(network, interfaceIndex, Optional.empty(), 0, 0, "static"));
    }

    private Optional<Route> lookup(IpAddress destination) {
        return routes.values().stream()
                .filter(route -> route.prefix().contains(destination))
                .max(Comparator.comparing(route -> route.prefix().length()));
    }

    private Source source(String address) {
        Source source = new Source(group, IpAddress.parse(address));
        uses.add(source);
        return source;
    }

    private List<String> concerned(String... changed) {
        return uses
                .concerned(new ChangedPrefixes(
                        Stream.of(changed).map(IpPrefix::parse).toList()))
                .stream()
                .map(source -> source.address.toString())
                .sorted()
                .toList();
    }

    @Test
    void aChangeConcernsTheSourcesInsideIt() {
        List.of("10.1.0.9", "10.1.2.9", "10.2.0.9", "192.0.2.9", "2001:db8::9").forEach(this::source);

        assertThat(concerned("10.1.0.0/16")).containsExactly("10.1.0.9", "10.1.2.9");
        assertThat(concerned("10.1.2.0/24")).containsExactly("10.1.2.9");
        assertThat(concerned("10.0.0.0/8")).containsExactly("10.1.0.9", "10.1.2.9", "10.2.0.9");
        assertThat(concerned("192.0.2.0/24", "10.2.0.9/32")).containsExactly("10.2.0.9", "192.0.2.9");
        assertThat(concerned("0.0.0.0/0")).containsExactly("10.1.0.9", "10.1.2.9", "10.2.0.9", "192.0.2.9");
        assertThat(concerned("::/0")).containsExactly("2001:db8::9");
        assertThat(concerned("10.3.0.0/16", "172.16.0.0/12", "2001:db9::/32")).isEmpty();
    }

    @Test
    void aSourceFollowsItsRouteFromOneToTheNext() {
        Source source = source("10.1.0.9");
        Source other = source("10.1.0.10");
        route("10.1.0.8/31", 4);
        uses.renew(source);
        uses.renew(other);

        assertThat(source.route.route).contains(routes.get(IpPrefix.parse("10.1.0.8/31")));
        assertThat(other.route.route).contains(routes.get(IpPrefix.parse("10.1.0.0/16")));
        routes.clear();
        uses.renew(source);
        assertThat(source.route.route).isEmpty();
        assertThat(concerned("10.1.0.0/16")).containsExactly("10.1.0.10", "10.1.0.9");
    }

    @Test
    void sourcesGoInAnyOrderAndLeaveNothingBehind() {
        List<Source> sources = Stream.of("10.1.0.1", "10.1.0.2", "10.1.0.3", "10.1.0.4", "10.1.0.5")
                .map(this::source)
                .toList();

        for (int gone : new int[] {2, 0, 4}) {
            uses.remove(sources.get(gone));
        }
        assertThat(concerned("10.1.0.0/16")).containsExactly("10.1.0.2", "10.1.0.4");
        uses.remove(sources.get(1));
        uses.remove(sources.get(3));
        assertThat(uses.isEmpty()).isTrue();
    }

    @Test
    void twoWaysUnderOnePrefixAreTwoRoutes() {
        Source source = source("10.1.0.9");
        route("10.1.0.0/16", 5);
        Source later = source("10.1.0.10");

        assertThat(source.route).isNotSameAs(later.route);
        uses.renew(source);
        assertThat(source.route).isSameAs(later.route);
    }
}
