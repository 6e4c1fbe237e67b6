package io.mgmrouter.pim.rp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.rp.GroupMapping.Standing;
import io.mgmrouter.pim.rp.RpSelection.Why;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("RP(G), RFC 7761 section 4.7")
class RpSetTest {

    private static final String ALL = "224.0.0.0/4";

    private final Set<IpAddress> unreachable = new HashSet<>();
    private final RpSet rps = new RpSet(
            new RpPolicy(Family.IPV4, IpAddress::isSourceSpecific, true), address -> !unreachable.contains(address));
    private final RpSet rps6 = new RpSet(new RpPolicy(Family.IPV6, IpAddress::isSourceSpecific, true), _ -> true);

    @Test
    @Tag("RFC7761-4.7.1")
    void theLongestRangeDecides() {
        rps.configure(List.of(rp("10.0.0.1", ALL), rp("10.0.0.2", "239.1.0.0/16"), rp("10.0.0.3", "239.1.1.1/32")));

        assertThat(rps.rp(address("230.0.0.1"))).contains(address("10.0.0.1"));
        assertThat(rps.rp(address("239.1.0.1"))).contains(address("10.0.0.2"));
        assertThat(rps.rp(address("239.1.1.1"))).contains(address("10.0.0.3"));
    }

    @Test
    @Tag("RFC7761-4.7.1")
    void ofTheBootstrapRoutersRpsThatWithTheLowestPriorityValueIsTaken() {
        learn(ALL, told("10.0.0.1", 2), told("10.0.0.2", 1), told("10.0.0.3", 2));

        for (int i = 0; i < 64; i++) {
            assertThat(selection("239.1.1." + i)).isEqualTo(chosen("10.0.0.2", Origin.BSR, ALL, Why.PRIORITY));
        }
    }

    @Test
    @Tag("RFC7761-4.7.1")
    @Tag("RFC7761-4.7.2")
    void theHashSpreadsGroupsOverEqualRpsFourByFour() {
        learn(ALL, told("10.0.0.1", 1), told("10.0.0.2", 1), told("10.0.0.3", 1), told("10.0.0.4", 9));

        List<String> chosen = Stream.of("239.1.1.0", "239.1.1.1", "239.1.1.3", "239.1.1.4", "239.1.1.8", "239.1.1.12")
                .map(group -> rps.rp(address(group)).orElseThrow().toString())
                .toList();

        // Computed by the formula with another program.
        assertThat(chosen).containsExactly("10.0.0.3", "10.0.0.3", "10.0.0.3", "10.0.0.2", "10.0.0.2", "10.0.0.3");
        assertThat(selection("239.1.1.4").why()).isEqualTo(Why.HASH);
    }

    @Test
    @Tag("RFC7761-4.7.1")
    void ofEqualHashValuesTheHighestAddressIsTaken() {
        // Both fold to the same word.
        rps6.learn(Map.of(
                prefix("ff00::/8"),
                new LearnedRange(126, List.of(told("2001:db8:1:2:3:4::", 1), told("2001:db8:3:4:1:2::", 1)))));

        assertThat(rps6.select(address("ff08::1")))
                .contains(chosen("2001:db8:3:4:1:2:0:0", Origin.BSR, "ff00::/8", Why.HIGHEST_ADDRESS));
    }

    @Test
    @Tag("RFC7761-4.7")
    void groupsThatAreNotForwardedAndSourceSpecificOnesHaveNone() {
        rps.configure(List.of(rp("10.0.0.1", ALL)));
        rps6.configure(List.of(rp("2001:db8::1", "ff00::/8")));

        assertThat(rps.rp(address("224.0.0.5"))).isEmpty();
        assertThat(rps.whyNone(address("224.0.0.5"))).isEqualTo("it is never forwarded");
        assertThat(rps.rp(address("232.1.1.1"))).isEmpty();
        assertThat(rps.whyNone(address("232.1.1.1"))).isEqualTo("it is source-specific");
        assertThat(rps.rp(address("10.0.0.1"))).isEmpty();
        assertThat(rps.rp(address("ff08::1"))).isEmpty();
        assertThat(rps6.rp(address("ff02::1:3"))).isEmpty();
        assertThat(rps6.rp(address("ff3e::1"))).isEmpty();
        assertThat(rps6.rp(address("ff08::1"))).contains(address("2001:db8::1"));
    }

    @Test
    @Tag("RFC6226-6")
    void staticRpsThatOverrideComeBeforeTheBootstrapRouters() {
        rps.configure(List.of(rp("10.0.0.1", ALL)));
        learn(ALL, told("10.0.0.2", 0));
        assertThat(selection("239.1.1.1")).isEqualTo(chosen("10.0.0.1", Origin.STATIC, ALL, Why.ONLY));

        rps.configure(List.of(new StaticRp(address("10.0.0.1"), List.of(prefix(ALL)), 0, false, Set.of())));
        assertThat(selection("239.1.1.1")).isEqualTo(chosen("10.0.0.2", Origin.BSR, ALL, Why.ONLY));

        learn(ALL);
        assertThat(selection("239.1.1.1")).isEqualTo(chosen("10.0.0.1", Origin.STATIC, ALL, Why.ONLY));
    }

    @Test
    @Tag("RFC6226-6")
    void aLongerRangeOfTheBootstrapRouterComesBeforeAStaticOneThatOverrides() {
        rps.configure(List.of(rp("10.0.0.1", ALL)));
        learn("239.1.0.0/16", told("10.0.0.2", 0));

        assertThat(rps.rp(address("239.1.1.1"))).contains(address("10.0.0.2"));
    }

    @Test
    void theFirstStaticRpThatCanBeReachedIsUsed() {
        rps.configure(List.of(ordered("10.0.0.1", 2), ordered("10.0.0.2", 1), ordered("10.0.0.3", 1)));
        assertThat(selection("239.1.1.1")).isEqualTo(chosen("10.0.0.3", Origin.STATIC, ALL, Why.ORDER));

        unreachable.add(address("10.0.0.3"));
        assertThat(rps.rp(address("239.1.1.1")))
                .as("until the routes are looked at")
                .contains(address("10.0.0.3"));
        assertThat(rps.routesChanged()).containsExactly(prefix(ALL));
        assertThat(selection("239.1.1.1")).isEqualTo(chosen("10.0.0.2", Origin.STATIC, ALL, Why.FAIL_OVER));

        unreachable.add(address("10.0.0.1"));
        assertThat(rps.routesChanged()).as("a loss of one that is not used").isEmpty();

        unreachable.add(address("10.0.0.2"));
        assertThat(rps.routesChanged()).containsExactly(prefix(ALL));
        assertThat(selection("239.1.1.1")).isEqualTo(chosen("10.0.0.3", Origin.STATIC, ALL, Why.NONE_REACHABLE));

        unreachable.clear();
        assertThat(rps.routesChanged()).as("the one that stood in all the time").isEmpty();
        assertThat(selection("239.1.1.1")).isEqualTo(chosen("10.0.0.3", Origin.STATIC, ALL, Why.ORDER));
        assertThat(rps.routesChanged()).isEmpty();
    }

    @Test
    @Tag("RFC3956-5")
    @Tag("RFC6226-6")
    void anRpInTheGroupComesBeforeAllOthersUnlessThatIsSwitchedOff() {
        rps6.configure(List.of(rp("2001:db8::9", "ff00::/8"), rp("2001:db8::8", "ff7e:140:2001:db8::/64")));
        IpAddress group = address("ff7e:140:2001:db8::1");
        assertThat(rps6.select(group))
                .contains(chosen("2001:db8::1", Origin.EMBEDDED, "ff7e:140:2001:db8::1/128", Why.EMBEDDED));
        assertThat(rps6.rp(address("ff7e:40:2001:db8::1")))
                .as("none, and no other")
                .isEmpty();
        assertThat(rps6.whyNone(address("ff7e:40:2001:db8::1")))
                .isEqualTo("it says that it contains its RP, but does not");

        assertThat(rps6.configure(new RpPolicy(Family.IPV6, IpAddress::isSourceSpecific, false)))
                .containsExactly(prefix("ff00::/8"));
        assertThat(rps6.rp(group)).contains(address("2001:db8::8"));
    }

    @Test
    void onlyRangesWhoseRpMayBeAnotherAreNamed() {
        assertThat(rps.configure(List.of(rp("10.0.0.1", ALL, "239.1.0.0/16")))).hasSize(2);
        assertThat(rps.configure(List.of(rp("10.0.0.1", ALL), rp("10.0.0.2", "239.1.0.0/16"))))
                .containsExactly(prefix("239.1.0.0/16"));
        assertThat(learn("239.1.0.0/16", told("10.0.0.3", 1))).as("overridden").isEmpty();
        assertThat(learn("239.2.0.0/16", told("10.0.0.3", 1))).containsExactly(prefix("239.2.0.0/16"));
        assertThat(learn("239.2.0.0/16", told("10.0.0.3", 1))).as("told again").isEmpty();
        assertThat(learn("239.2.0.0/16", told("10.0.0.3", 1), told("10.0.0.4", 2)))
                .as("a worse one beside")
                .isEmpty();
        assertThat(learn("239.2.0.0/16", told("10.0.0.3", 2), told("10.0.0.4", 2)))
                .containsExactly(prefix("239.2.0.0/16"));
        assertThat(rps.learn(Map.of(
                        prefix("239.2.0.0/16"),
                        new LearnedRange(16, List.of(told("10.0.0.3", 2), told("10.0.0.4", 2))))))
                .as("another hash mask")
                .containsExactly(prefix("239.2.0.0/16"));
        assertThat(learn("239.2.0.0/16")).containsExactly(prefix("239.2.0.0/16"));
        assertThat(rps.rp(address("239.2.0.1"))).contains(address("10.0.0.1"));
        rps.configure(List.of());
        assertThat(rps.rp(address("239.2.0.1"))).isEmpty();
        assertThat(rps.whyNone(address("239.2.0.1"))).isEqualTo("no RP is known for it");
    }

    @Test
    void theViewHasAllMappingsAndHowTheyStand() {
        unreachable.add(address("10.0.0.1"));
        rps.configure(List.of(ordered("10.0.0.1", 1), ordered("10.0.0.2", 2)));
        learn(ALL, told("10.0.0.3", 7));
        learn("239.1.0.0/16", told("10.0.0.3", 8), told("10.0.0.4", 7));

        assertThat(rps.view())
                .extracting(one -> one.range() + " " + one.rp() + " " + one.priority() + " " + one.standing())
                .containsExactly(
                        "224.0.0.0/4 10.0.0.1 1 " + Standing.UNREACHABLE,
                        "224.0.0.0/4 10.0.0.2 2 " + Standing.USED,
                        "224.0.0.0/4 10.0.0.3 7 " + Standing.STANDBY,
                        "239.1.0.0/16 10.0.0.4 7 " + Standing.USED,
                        "239.1.0.0/16 10.0.0.3 8 " + Standing.STANDBY);
    }

    private Set<IpPrefix> learn(String range, LearnedRange.Rp... told) {
        return rps.learn(Map.of(prefix(range), new LearnedRange(30, List.of(told))));
    }

    private RpSelection selection(String group) {
        return rps.select(address(group)).orElseThrow();
    }

    private static RpSelection chosen(String rp, Origin origin, String range, Why why) {
        return new RpSelection(address(rp), origin, prefix(range), why);
    }

    private static LearnedRange.Rp told(String rp, int priority) {
        return new LearnedRange.Rp(address(rp), priority, new Tick(0));
    }

    private static StaticRp rp(String rp, String... groups) {
        return new StaticRp(address(rp), Stream.of(groups).map(IpPrefix::parse).toList(), 0, true, Set.of());
    }

    private static StaticRp ordered(String rp, int order) {
        return new StaticRp(address(rp), List.of(prefix(ALL)), order, true, Set.of());
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text);
    }

    private static IpPrefix prefix(String text) {
        return IpPrefix.parse(text);
    }
}
