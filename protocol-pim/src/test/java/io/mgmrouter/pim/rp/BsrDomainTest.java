package io.mgmrouter.pim.rp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.pim.codec.Bootstrap;
import io.mgmrouter.pim.codec.GroupRps;
import io.mgmrouter.pim.rp.BsrDomain.Router;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Three routers in a row; the outer ones only hear of each other through the middle one. */
@DisplayName("Bootstrap routers of a domain, RFC 5059")
class BsrDomainTest {

    private static final String ALL = "224.0.0.0/4";

    private final BsrDomain domain = new BsrDomain();

    @Test
    @Tag("RFC5059-3.1")
    @Tag("RFC5059-3.4")
    @Tag("RFC5059-3.6")
    void theBestCandidateIsElectedAndAllRoutersChooseTheSameRps() {
        Router one = domain.candidate(64).offering(10, ALL);
        Router two = domain.follower().offering(10, ALL);
        Router three = domain.candidate(65);
        start(one, two, three);

        domain.pass(25);

        assertThat(three.state()).isEqualTo("elected");
        assertThat(one.state()).isEqualTo("candidate");
        assertThat(two.state()).isEqualTo("accept preferred");
        Set<String> chosen = new HashSet<>();
        IntStream.range(0, 256).mapToObj(i -> "239.1.1." + i).forEach(group -> {
            assertThat(one.rp(group)).isEqualTo(two.rp(group)).isEqualTo(three.rp(group));
            chosen.add(one.rp(group));
        });
        assertThat(chosen).containsExactlyInAnyOrder("10.0.0.1", "10.0.0.2");
    }

    @Test
    @Tag("RFC5059-3.1.1")
    void ofEqualPrioritiesTheHighestAddressIsElectedWithoutAnotherSpeaking() {
        Router one = domain.candidate(64);
        Router two = domain.follower();
        Router three = domain.candidate(64);
        three.start();
        two.start();
        domain.pass(1);
        one.start();

        domain.pass(30);

        assertThat(three.state()).isEqualTo("elected");
        assertThat(one.flooded)
                .as("only what it forwards")
                .allMatch(message -> message.bsr().equals(three.address()));
    }

    @Test
    @Tag("RFC5059-3.1.1")
    @Tag("RFC5059-3.1.2")
    void aBootstrapRouterThatDiesIsReplacedAndNoRpIsForgottenMeanwhile() {
        Router one = domain.candidate(10).offering(10, ALL);
        Router two = domain.follower().offering(10, "239.0.0.0/8");
        Router three = domain.candidate(20);
        start(one, two, three);
        domain.pass(300);
        assertThat(one.elected()).contains(three.address());

        three.die();
        for (int seconds = 0; seconds < 300; seconds++) {
            domain.pass(1);
            assertThat(two.rp("239.1.1.1")).as("after %s s", seconds).isEqualTo("10.0.0.2");
            assertThat(two.rp("230.1.1.1")).as("after %s s", seconds).isEqualTo("10.0.0.1");
        }

        assertThat(one.state()).isEqualTo("elected");
        assertThat(two.elected()).contains(one.address());
    }

    @Test
    @Tag("RFC5059-3.1.1")
    void aBootstrapRouterThatEndsIsReplacedAtOnce() {
        Router one = domain.candidate(10).offering(10, ALL);
        Router two = domain.follower();
        Router three = domain.candidate(20);
        start(one, two, three);
        domain.pass(120);

        three.stop();
        domain.pass(30);

        assertThat(one.state()).isEqualTo("elected");
        assertThat(two.elected()).contains(one.address());
        assertThat(two.rp("239.1.1.1")).isEqualTo("10.0.0.1");
    }

    @Test
    @Tag("RFC5059-3.1.1")
    void aCandidateThatBecomesBetterTakesOver() {
        Router one = domain.candidate(10);
        Router two = domain.follower().offering(10, ALL);
        Router three = domain.candidate(20);
        start(one, two, three);
        domain.pass(120);
        assertThat(three.state()).isEqualTo("elected");

        one.become(BsrDomain.role(Optional.of(one.address()), 30));
        domain.pass(30);

        assertThat(one.state()).isEqualTo("elected");
        assertThat(three.state()).isEqualTo("candidate");
        assertThat(two.elected()).contains(one.address());
        assertThat(two.rp("239.1.1.1")).isEqualTo("10.0.0.2");

        one.become(BsrDomain.role(Optional.empty(), 0));
        domain.pass(30);
        assertThat(three.state()).isEqualTo("elected");
        assertThat(one.state()).isEqualTo("accept preferred");
    }

    @Test
    @Tag("RFC5059-3.2")
    @Tag("RFC5059-3.3")
    void aCandidateRpThatWithdrawsIsForgottenEverywhereWithinTheMinimumInterval() {
        Router one = domain.candidate(64);
        Router two = domain.follower().offering(5, ALL);
        Router three = domain.follower().offering(10, ALL);
        start(one, two, three);
        domain.pass(120);
        assertThat(three.rp("239.1.1.1")).isEqualTo("10.0.0.2");

        two.offerNothing();
        domain.pass(11);

        assertThat(one.rp("239.1.1.1")).isEqualTo("10.0.0.3");
        assertThat(two.rp("239.1.1.1")).isEqualTo("10.0.0.3");
        assertThat(three.rp("239.1.1.1")).isEqualTo("10.0.0.3");

        three.offerNothing();
        domain.pass(11);

        assertThat(two.rp("239.1.1.1")).as("the last one of the range").isEqualTo("none");
        assertThat(two.bsr().zones().getFirst().table().ranges()).isEmpty();
    }

    @Test
    @Tag("RFC5059-3.3")
    void aCandidateRpThatFallsSilentIsForgottenAfterItsHoldtime() {
        Router one = domain.candidate(64);
        Router two = domain.follower();
        Router three = domain.follower().offering(10, ALL);
        start(one, two, three);
        domain.pass(120);

        three.die();
        domain.pass(80);
        assertThat(two.rp("239.1.1.1")).isEqualTo("10.0.0.3");
        domain.pass(90);

        assertThat(one.rp("239.1.1.1")).isEqualTo("none");
        assertThat(two.rp("239.1.1.1")).isEqualTo("none");
    }

    @Test
    @Tag("RFC5059-3.5")
    void aRouterThatRestartsIsToldByItsNeighborAtOnce() {
        Router one = domain.candidate(64).offering(10, ALL);
        Router two = domain.follower();
        Router three = domain.follower();
        start(one, two, three);
        domain.pass(120);

        three.die();
        three.rps.learn(Map.of(IpPrefix.parse(ALL), new LearnedRange(30, List.of())));
        three.start();
        two.tell(three);

        assertThat(three.rp("239.1.1.1")).isEqualTo("10.0.0.1");
        assertThat(three.elected()).contains(one.address());
        assertThat(three.flooded.getLast().noForward())
                .as("what it had forwarded")
                .isFalse();
    }

    @Test
    @Tag("RFC5059-4.1.1")
    void aLostFragmentLeavesWhatWasKnownOfItsRangesUntilThatExpires() {
        Router one = domain.candidate(64);
        IntStream.range(0, 40).forEach(i -> one.offering(10, "239." + i + ".0.0/16"));
        Router two = domain.follower();
        Router three = domain.follower();
        domain.mtu(256);
        start(one, two, three);
        domain.pass(120);
        assertThat(known(three)).hasSize(40);
        assertThat(one.flooded.getLast().groups()).hasSize(40);

        // From now on three never gets the fragment in which 239.7.0.0/16 is.
        domain.lose((router, fragment) -> router == three && tellsOf(fragment, "239.7.0.0/16"));
        domain.pass(60);
        assertThat(known(three)).as("a hole in one message").hasSize(40);
        domain.pass(180);

        assertThat(known(two)).hasSize(40);
        assertThat(known(three)).hasSizeBetween(30, 39).doesNotContain(IpPrefix.parse("239.7.0.0/16"));
        assertThat(three.elected()).as("the other fragments count").contains(one.address());

        domain.lose((_, _) -> false);
        domain.pass(60);
        assertThat(known(three)).hasSize(40);
    }

    @Test
    @Tag("RFC5059-3.1")
    void anElectionSurvivesTheLossOfAThirdOfTheMessages() {
        Router one = domain.candidate(10).offering(10, ALL);
        Router two = domain.follower().offering(20, "239.0.0.0/8");
        Router three = domain.candidate(20);
        Random dice = new Random(5);
        domain.lose((_, _) -> dice.nextInt(3) == 0);
        start(one, two, three);

        domain.pass(400);

        assertThat(three.state()).isEqualTo("elected");
        Stream.of(one, two, three).forEach(router -> {
            assertThat(router.rp("239.1.1.1")).isEqualTo("10.0.0.2");
            assertThat(router.rp("230.1.1.1")).isEqualTo("10.0.0.1");
        });
    }

    private static Set<IpPrefix> known(Router router) {
        return router.bsr().zones().getFirst().table().ranges();
    }

    private static boolean tellsOf(Bootstrap fragment, String range) {
        return fragment.groups().stream().map(GroupRps::group).anyMatch(IpPrefix.parse(range)::equals);
    }

    private static void start(Router... routers) {
        Stream.of(routers).forEach(Router::start);
    }
}
