package io.mgmrouter.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkListener;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.route.Route;
import io.mgmrouter.route.RouteLookup;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("Links and routes follow the kernel, in a namespace of its own")
class LinksAndRoutesTest {

    private KernelLab lab;
    private LinuxPlatform linux;

    @BeforeEach
    void makeRouter() {
        lab = KernelLab.make();
        lab.run("""
            ip link add west type veth peer name peer
            ip addr add 10.1.0.1/24 dev west; ip addr add 10.1.0.7/24 dev west; ip addr add 10.9.0.1/24 dev west
            ip link set peer up; ip link set west up
            """);
        linux = lab.call(LinuxPlatform::new);
    }

    @AfterEach
    void tearDown() {
        if (linux != null) {
            linux.close();
            lab.close();
        }
    }

    @Test
    void aLinkIsShownAsTheKernelHasItPrimaryAddressesFirst() {
        Link west = linux.links().link("west").orElseThrow();

        assertThat(west.up()).isTrue();
        assertThat(west.multicast()).isTrue();
        assertThat(west.loopback()).isFalse();
        assertThat(west.mtu()).isEqualTo(1500);
        assertThat(west.addresses())
                .map(a -> a.toString())
                .filteredOn(a -> a.startsWith("10."))
                .containsExactly("10.1.0.1/24", "10.9.0.1/24", "10.1.0.7/24");
        assertThat(linux.links().link(west.index())).contains(west);
        assertThat(linux.links().link("lo").orElseThrow().loopback()).isTrue();
    }

    @Test
    void aLinkThatComesChangesAndGoesIsReported() throws Exception {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        LinkService.Subscription subscription = linux.links().subscribe(new LinkListener() {
            @Override
            public void linkChanged(Link link) {
                events.add(link.name() + " up=" + link.up() + " " + link.addresses());
            }

            @Override
            public void linkVanished(Link last) {
                events.add(last.name() + " gone");
            }
        });
        assertThat(events.poll()).startsWith("lo up=true");

        lab.run("ip link add late type veth peer name other; ip link set other up");
        lab.run("sysctl -qw net.ipv6.conf.late.disable_ipv6=1");
        await(events, "late up=false []"::equals);
        lab.run("ip link set late up; ip addr add 10.3.0.1/24 dev late");
        await(events, "late up=true [10.3.0.1/24]"::equals);
        lab.run("ip addr del 10.3.0.1/24 dev late");
        await(events, "late up=true []"::equals);
        lab.run("ip link set late down; ip link set late name later");
        await(events, "later up=false []"::equals);
        lab.run("ip link del later");
        await(events, "later gone"::equals);
        lab.run("ip link set peer down");
        await(events, event -> event.startsWith("west up=false"));

        subscription.close();
        events.clear();
        lab.run("ip link set peer up");
        assertThat(events).isEmpty();
    }

    @Test
    void aLookupTellsPrefixWayAndOrigin() {
        int west = linux.links().link("west").orElseThrow().index();
        lab.run("""
            ip route add default via 10.1.0.250
            ip route add 10.77.0.0/16 via 10.1.0.9 metric 20 proto ospf
            ip route add 10.78.0.0/16 nexthop via 10.1.0.9 nexthop via 10.1.0.8
            ip route add blackhole 10.79.0.0/16
            """);

        assertThat(lookup("10.1.0.55"))
                .contains(new Route(IpPrefix.parse("10.1.0.0/24"), west, Optional.empty(), 0, 0, "kernel"));
        assertThat(lookup("10.77.1.1"))
                .contains(new Route(
                        IpPrefix.parse("10.77.0.0/16"),
                        west,
                        Optional.of(IpAddress.parse("10.1.0.9")),
                        20,
                        110,
                        "ospf"));
        assertThat(lookup("10.78.1.1").flatMap(Route::nextHop))
                .isEqualTo(lookup("10.78.1.1").flatMap(Route::nextHop))
                .isPresent();
        assertThat(lookup("192.0.2.1").map(Route::prefix)).contains(IpPrefix.parse("0.0.0.0/0"));
        assertThat(lookup("10.79.1.1")).isEmpty();
        assertThat(lookup("2001:db8::1")).isEmpty();
        assertThat(linux.routes().routes())
                .extracting(route -> route.prefix().toString())
                .contains("0.0.0.0/0", "10.1.0.0/24", "10.77.0.0/16", "10.78.0.0/16")
                .doesNotContain("10.79.0.0/16");
    }

    @ParameterizedTest
    @CsvSource({"10.78.0.0/16, 10.78.0.%d, 10.1.0.", "2001:db8:78::/48, 2001:db8:78::%d, 2001:db8:1::"})
    void overEqualWaysSourcesAreSpreadAndThoseOfALostOneMoveAlone(String prefix, String source, String hops)
            throws Exception {
        lab.run("ip addr add 2001:db8:1::1/64 dev west nodad");
        BlockingQueue<Set<IpPrefix>> events = new LinkedBlockingQueue<>();
        RouteLookup.Subscription subscription = linux.routes().subscribe(events::add);
        String three = " nexthop via %1$s6 nexthop via %1$s8 nexthop via %1$s9".formatted(hops);
        lab.run("ip route add " + prefix + three);
        await(events, about(IpPrefix.parse(prefix)));
        List<String> before = ways(source);
        assertThat(Set.copyOf(before)).containsExactlyInAnyOrder(hops + "6", hops + "8", hops + "9");

        lab.run("ip route replace " + prefix + " nexthop via %1$s9 nexthop via %1$s6".formatted(hops));
        await(events, about(IpPrefix.parse(prefix)));
        List<String> after = ways(source);

        assertThat(Set.copyOf(after)).containsExactlyInAnyOrder(hops + "6", hops + "9");
        for (int i = 0; i < before.size(); i++) {
            if (!before.get(i).equals(hops + "8")) {
                assertThat(after.get(i)).as("source " + i).isEqualTo(before.get(i));
            }
        }
        subscription.close();
    }

    /** On a busy machine the kernel's other news may come with it; "everything" then stands for all. */
    private static Predicate<Set<IpPrefix>> about(IpPrefix prefix) {
        IpPrefix everything = new IpPrefix(prefix.network(), 0);
        return prefixes -> prefixes.contains(prefix) || prefixes.contains(everything);
    }

    private List<String> ways(String source) {
        return IntStream.rangeClosed(1, 60)
                .mapToObj(i -> lookup(source.formatted(i)))
                .map(route -> route.flatMap(Route::nextHop).orElseThrow().toString())
                .toList();
    }

    @Test
    void aChangedRouteIsReportedAndAnswersFollow() throws Exception {
        BlockingQueue<Set<IpPrefix>> events = new LinkedBlockingQueue<>();
        RouteLookup.Subscription subscription = linux.routes().subscribe(events::add);
        assertThat(lookup("10.77.1.1")).isEmpty();

        lab.run("ip route add 10.77.0.0/16 via 10.1.0.9");
        await(events, about(IpPrefix.parse("10.77.0.0/16")));
        assertThat(lookup("10.77.1.1").flatMap(Route::nextHop)).contains(IpAddress.parse("10.1.0.9"));

        lab.run("ip route replace 10.77.0.0/16 via 10.1.0.8");
        await(events, about(IpPrefix.parse("10.77.0.0/16")));
        assertThat(lookup("10.77.1.1").flatMap(Route::nextHop)).contains(IpAddress.parse("10.1.0.8"));

        lab.run("ip link set west down");
        await(events, about(IpPrefix.parse("0.0.0.0/0")));
        assertThat(lookup("10.77.1.1")).isEmpty();
        subscription.close();
    }

    @Test
    void anIpv6LookupTellsPrefixWayAndOriginAndFollowsChanges() throws Exception {
        lab.run("ip addr add 2001:db8:1::1/64 dev west nodad");
        int west = linux.links().link("west").orElseThrow().index();
        BlockingQueue<Set<IpPrefix>> events = new LinkedBlockingQueue<>();
        RouteLookup.Subscription subscription = linux.routes().subscribe(events::add);
        IpPrefix prefix = IpPrefix.parse("2001:db8:77::/48");
        assertThat(lookup("2001:db8:77::1")).isEmpty();

        lab.run("ip route add 2001:db8:77::/48 via fe80::9 dev west metric 20 proto ospf");
        await(events, about(prefix));
        assertThat(lookup("2001:db8:77::1"))
                .contains(new Route(prefix, west, Optional.of(IpAddress.parse("fe80::9")), 20, 110, "ospf"));
        assertThat(lookup("2001:db8:1::55"))
                .contains(new Route(IpPrefix.parse("2001:db8:1::/64"), west, Optional.empty(), 256, 0, "kernel"));
        lab.run("ip route add blackhole 2001:db8:79::/48; ip route add default via fe80::7 dev west");
        await(events, about(IpPrefix.parse("::/0")));
        assertThat(lookup("2001:db8:79::1")).isEmpty();
        assertThat(lookup("2001:db8:99::1").map(Route::prefix)).contains(IpPrefix.parse("::/0"));
        assertThat(linux.routes().routes())
                .extracting(Route::prefix)
                .contains(prefix, IpPrefix.parse("2001:db8:1::/64"), IpPrefix.parse("::/0"))
                .doesNotContain(IpPrefix.parse("2001:db8:79::/48"));

        lab.run("ip route replace 2001:db8:77::/48 nexthop via fe80::8 dev west nexthop via fe80::9 dev west");
        await(events, about(prefix));
        assertThat(lookup("2001:db8:77::1").flatMap(Route::nextHop)).isPresent();

        lab.run("ip link set west down");
        await(events, about(IpPrefix.parse("::/0")));
        assertThat(lookup("2001:db8:77::1")).isEmpty();
        subscription.close();
    }

    @Test
    void anIpv6AddressIsShownOnceItIsUsableAndGoesWithIt() throws Exception {
        BlockingQueue<String> events = new LinkedBlockingQueue<>();
        lab.run("ip addr flush dev west; echo 1 > /proc/sys/net/ipv6/conf/west/accept_dad");
        LinkService.Subscription subscription = linux.links().subscribe(new LinkListener() {
            @Override
            public void linkChanged(Link link) {
                events.add(link.name() + " " + link.addresses());
            }

            @Override
            public void linkVanished(Link last) {}
        });
        await(events, "west []"::equals);

        lab.run("ip addr add 2001:db8:1::1/64 dev west");
        assertThat(lab.run("ip addr show dev west")).contains("2001:db8:1::1/64 scope global tentative");
        assertThat(linux.links().link("west").orElseThrow().addresses()).isEmpty();
        await(events, "west [2001:db8:1::1/64]"::equals);
        lab.run("ip addr del 2001:db8:1::1/64 dev west");
        await(events, "west []"::equals);
        subscription.close();
    }

    @Test
    void showLinksListsThemAndRefusesArguments() throws Exception {
        ShowLinks command = new ShowLinks(linux.links());

        assertThat(command.run(List.of()).rows()).anyMatch(row -> row.get(1).equals("west"));
        assertThat(catchThrowableOfType(CommandException.class, () -> command.run(List.of("west"))))
                .hasMessageContaining("takes no arguments");
    }

    private Optional<Route> lookup(String address) {
        return linux.routes().lookup(IpAddress.parse(address));
    }

    private static <T> void await(BlockingQueue<T> events, Predicate<T> wanted) throws InterruptedException {
        for (T event = events.poll(5, TimeUnit.SECONDS); event != null; event = events.poll(5, TimeUnit.SECONDS)) {
            if (wanted.test(event)) {
                return;
            }
        }
        throw new AssertionError("the expected event did not come within five seconds");
    }
}
