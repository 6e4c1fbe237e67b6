package io.mgmrouter.pim;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.pim.codec.Assert;
import io.mgmrouter.pim.codec.Hello;
import io.mgmrouter.pim.codec.JoinPrune;
import io.mgmrouter.pim.codec.PimMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Routers on a link: Hellos, neighbours, the designated router, RFC 7761 section 4.3")
class PimInterfaceTest {

    private static final String R1 = "10.0.0.1";
    private static final String R2 = "10.0.0.2";
    private static final String R3 = "10.0.0.3";
    private static final IpAddress GROUP = ip("239.1.1.1");
    private static final IpAddress SOURCE = ip("10.9.0.9");
    private static final IpAddress RP = ip("10.8.0.8");

    private final Lan lan = new Lan(Dialect.IPV4);

    @Test
    @Tag("RFC7761-4.3.1")
    void routersMeetWithinTheTriggeredDelayAndStayNeighbours() {
        Lan.Router one = lan.router(R1);
        Lan.Router two = lan.router(R2);
        lan.advance(ofSeconds(5));

        assertThat(one.takeHeard()).contains("up " + R2);
        assertThat(two.takeHeard()).contains("up " + R1);
        lan.advance(ofSeconds(1000));
        assertThat(one.takeHeard()).isEmpty();
        assertThat(one.pim.neighborCount()).isEqualTo(1);
        assertThat(one.drops()).isEmpty();
    }

    @Test
    @Tag("RFC7761-4.3.1")
    void aHelloSaysWhatIsConfigured() {
        lan.router(
                R1,
                "hello.interval",
                10,
                "dr.priority",
                4_294_967_295L,
                "propagation.delay",
                700,
                "override.interval",
                3000);
        lan.advance(ofSeconds(5));

        assertThat(lan.sentFrom(R1).getFirst()).isInstanceOfSatisfying(Hello.class, hello -> {
            assertThat(hello.holdtime()).hasValue(35);
            assertThat(hello.drPriority()).hasValue(4_294_967_295L);
            assertThat(hello.generationId()).isPresent();
            assertThat(hello.lanPruneDelay()).hasValueSatisfying(delay -> {
                assertThat(delay.propagationDelay()).isEqualTo(700);
                assertThat(delay.overrideInterval()).isEqualTo(3000);
            });
        });
    }

    @Test
    @Tag("RFC7761-4.3.2")
    void theHighestAddressOfThreeIsTheDesignatedRouterAndThenTheHighestPriority() {
        List<Lan.Router> routers = lan.routers(R1, R2, R3);
        assertThat(routers)
                .allSatisfy(router ->
                        assertThat(router.pim.neighborhood().designatedRouter()).isEqualTo(ip(R3)));
        assertThat(routers.getLast().pim.isDesignatedRouter()).isTrue();

        routers.getFirst().configure("dr.priority", 2);
        assertThat(routers.get(1).pim.neighborhood().designatedRouter()).isEqualTo(ip(R1));
        assertThat(routers.getFirst().pim.isDesignatedRouter()).isTrue();
        assertThat(routers.getLast().takeHeard()).endsWith("changed dr=" + R1);
    }

    @Test
    @Tag("RFC7761-4.3.1")
    void aGoodbyeEndsTheNeighbourAndTheNextOneTakesOverAtOnce() {
        List<Lan.Router> routers = lan.routers(R1, R2);
        routers.getFirst().takeHeard();

        routers.getLast().pim.close();
        lan.loop.drain();

        assertThat(routers.getFirst().takeHeard()).containsExactly("gone " + R2, "changed dr=" + R1);
    }

    @Test
    @Tag("RFC7761-4.3.1")
    void aSilentNeighbourIsGoneWhenItsHoldtimeIsOver() {
        Lan.Router one = lan.router(R1);
        lan.send(R2, Lan.hello(20, 1, 5));
        lan.advance(ofSeconds(19));
        assertThat(one.pim.neighborCount()).isEqualTo(1);

        lan.advance(ofSeconds(1));
        assertThat(one.takeHeard()).endsWith("gone " + R2, "changed dr=" + R1);
    }

    @Test
    @Tag("RFC7761-4.3.1")
    void aHelloWithoutHoldtimeCountsForTheDefault() {
        Lan.Router one = lan.router(R1);
        lan.send(
                R2,
                new Hello(OptionalInt.empty(), OptionalLong.empty(), OptionalInt.empty(), Optional.empty(), List.of()));
        lan.advance(ofSeconds(104));
        assertThat(one.pim.neighborCount()).isEqualTo(1);
        assertThat(one.pim.suppression()).isTrue();

        lan.advance(ofSeconds(1));
        assertThat(one.pim.neighborCount()).isZero();
    }

    @Test
    @Tag("RFC7761-4.3.1")
    void aNewGenerationIdIsARestartAndIsAnsweredWithAHello() {
        Lan.Router one = lan.router(R1);
        lan.send(R2, Lan.hello(105, 1, 5));
        lan.advance(ofSeconds(6));
        one.takeHeard();
        lan.sentFrom(R1);

        lan.send(R2, Lan.hello(105, 1, 6));
        assertThat(one.takeHeard()).containsExactly("restarted " + R2);
        lan.advance(ofSeconds(5));
        assertThat(lan.sentFrom(R1)).hasSize(1).allMatch(Hello.class::isInstance);
    }

    @Test
    @Tag("RFC7761-4.3.1")
    void eachStartHasAnotherGenerationId() {
        Lan.Router one = lan.router(R1);
        one.pim.close();

        assertThat(lan.router(R1).pim.generationId()).isNotEqualTo(one.pim.generationId());
    }

    @Test
    @Tag("RFC7761-4.3.1")
    void aHelloGoesAheadOfTheFirstJoinAndOfAnAssertToANewNeighbour() {
        Lan.Router one = lan.router(R1, "triggered.hello.delay", 60_000);
        one.pim.join(ip(R2), new StarG(GROUP), RP, false);
        lan.loop.drain();
        assertThat(kinds(lan.sentFrom(R1))).containsExactly("Hello", "JoinPrune");

        lan.send(R3, Lan.hello(105, 1, 5));
        one.pim.send(new Assert(IpPrefix.host(GROUP), SOURCE, false, 1, 1));
        assertThat(kinds(lan.sentFrom(R1))).containsExactly("Hello", "Assert");
        one.pim.send(new Assert(IpPrefix.host(GROUP), SOURCE, false, 1, 1));
        assertThat(kinds(lan.sentFrom(R1))).containsExactly("Assert");
    }

    @Test
    @Tag("RFC7761-4.3.1")
    void aNewAddressSaysGoodbyeForTheOldOneAndIntroducesItselfAtOnce() {
        List<Lan.Router> routers = lan.routers(R1, R2);
        routers.getFirst().takeHeard();
        lan.wire.clearLog();

        routers.getLast().linkChanges("10.0.0.7");

        assertThat(routers.getFirst().takeHeard())
                .startsWith("gone " + R2)
                .endsWith("up 10.0.0.7", "changed dr=10.0.0.7");
        assertThat(routers.getLast().takeHeard()).endsWith("changed dr=10.0.0.7");
    }

    @Test
    @Tag("RFC7761-4.3.4")
    void aNeighbourIsKnownByAllItsAddressesAndWhoClaimsOneLastHasIt() {
        List<Lan.Router> routers = lan.routers(R1, R2);
        PimInterface one = routers.getFirst().pim;
        routers.getLast().linkChanges(R2, "10.1.0.2", "10.2.0.2");
        assertThat(one.neighborWith(ip("10.1.0.2"))).contains(ip(R2));
        assertThat(one.neighborWith(ip("10.2.0.2"))).contains(ip(R2));
        assertThat(one.neighborWith(ip("10.3.0.2"))).isEmpty();

        lan.send(R3, Lan.hello(105, 1, 5, "10.1.0.2"));
        assertThat(one.neighborWith(ip("10.1.0.2"))).contains(ip(R3));
        lan.send(R3, Lan.hello(105, 1, 5));
        assertThat(one.neighborWith(ip("10.1.0.2"))).isEmpty();
        lan.send(R3, Lan.hello(105, 1, 5, R2));
        assertThat(one.neighborWith(ip(R2)))
                .as("a primary address stays its owner's")
                .contains(ip(R2));
        routers.getLast().pim.close();
        lan.loop.drain();
        assertThat(one.neighborWith(ip("10.2.0.2"))).isEmpty();
    }

    @Test
    @Tag("RFC7761-4.3.3")
    void theLongestDelaysOfAllAreInForce() {
        Lan.Router one = lan.router(R1);
        Lan.Router two = lan.router(R2, "propagation.delay", 1000, "override.interval", 4000);
        lan.advance(ofSeconds(6));

        assertThat(one.pim.propagationDelay()).isEqualTo(ofSeconds(1));
        assertThat(one.pim.joinPruneOverrideInterval()).isEqualTo(ofSeconds(5));
        assertThat(one.pim.suppression()).isFalse();
        two.configure("propagation.delay", 100);
        assertThat(one.pim.propagationDelay()).isEqualTo(ofMillis(500));
    }

    @Test
    @Tag("RFC7761-4.9.5")
    void theJoinsOfOneTurnShareAMessage() {
        Lan.Router one = lan.routers(R1, R2).getFirst();
        lan.wire.clearLog();

        one.pim.join(ip(R2), new StarG(GROUP), RP, false);
        one.pim.prune(ip(R2), new Sg(SOURCE, GROUP), SOURCE, true);
        one.pim.join(ip(R2), new Sg(SOURCE, ip("232.1.1.1")), SOURCE, false);
        assertThat(lan.wire.log()).isEmpty();
        lan.loop.drain();

        assertThat(lan.joinPrunesFrom(R1)).singleElement().satisfies(message -> {
            assertThat(message.upstreamNeighbor()).isEqualTo(ip(R2));
            assertThat(message.holdtime()).isEqualTo(210);
            assertThat(message.groups()).hasSize(2);
            assertThat(message.groups().getFirst().joins()).singleElement().satisfies(entry -> {
                assertThat(entry.wildcard()).isTrue();
                assertThat(entry.rpt()).isTrue();
                assertThat(entry.address()).isEqualTo(RP);
            });
            assertThat(message.groups().getFirst().prunes())
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.rpt()).isTrue());
            assertThat(message.groups().getLast().joins())
                    .singleElement()
                    .satisfies(entry -> assertThat(entry.rpt()).isFalse());
        });
    }

    @Test
    void aNewerWishTakesThePlaceOfOneThatWaits() {
        Lan.Router one = lan.routers(R1, R2).getFirst();
        lan.wire.clearLog();

        one.pim.join(ip(R2), new StarG(GROUP), RP, false);
        one.pim.prune(ip(R2), new StarG(GROUP), RP, false);
        lan.loop.drain();

        assertThat(lan.joinPrunesFrom(R1)).singleElement().satisfies(message -> {
            assertThat(message.groups().getFirst().joins()).isEmpty();
            assertThat(message.groups().getFirst().prunes()).hasSize(1);
        });
    }

    @Test
    void fiftyThousandJoinsGoOutInPacketsOfTheLinkNeverManyAtOnceAndAllWithinASecond() {
        Lan.Router one = lan.routers(R1, R2).getFirst();
        lan.wire.clearLog();
        IntStream.range(0, 50_000).forEach(i -> one.pim.join(ip(R2), sg(i), SOURCE, false));

        List<Integer> perStep = new ArrayList<>();
        List<JoinPrune> all = new ArrayList<>();
        lan.loop.drain();
        for (int step = 0; step < 100; step++) {
            assertThat(lan.wire.log()).allMatch(frame -> frame.payload().remaining() <= 1480);
            List<JoinPrune> sent = lan.joinPrunesFrom(R1);
            perStep.add(sent.size());
            all.addAll(sent);
            lan.advance(ofMillis(10));
        }

        assertThat(perStep).allMatch(sent -> sent <= 24);
        assertThat(all.stream().mapToInt(message -> message.groups().size()).sum())
                .isEqualTo(50_000);
    }

    @Test
    void aPassiveInterfaceIsSilentDeafAndAlwaysTheDesignatedRouter() {
        Lan.Router one = lan.router(R1, "passive", true);
        lan.send(R2, Lan.hello(105, 100, 5));
        one.pim.join(ip(R2), new StarG(GROUP), RP, false);
        lan.advance(ofSeconds(100));

        assertThat(lan.sentFrom(R1)).isEmpty();
        assertThat(one.takeHeard()).isEmpty();
        assertThat(one.pim.isDesignatedRouter()).isTrue();
        assertThat(one.drops()).containsEntry("passive", 1L);
    }

    @Test
    void passiveComesAndGoesWhileTheInterfaceRuns() {
        List<Lan.Router> routers = lan.routers(R1, R2);
        routers.getFirst().takeHeard();

        routers.getLast().configure("passive", true);
        assertThat(routers.getFirst().takeHeard()).containsExactly("gone " + R2, "changed dr=" + R1);
        assertThat(routers.getLast().pim.neighborCount()).isZero();
        routers.getLast().configure("passive", false);
        assertThat(routers.getFirst().takeHeard()).startsWith("up " + R2);
    }

    @Test
    void overIpv6ItIsTheSame() {
        Lan six = new Lan(Dialect.IPV6);
        List<Lan.Router> routers = six.routers("fe80::1", "fe80::2");
        routers.getFirst().linkChanges("fe80::1", "2001:db8::1");

        assertThat(routers.getLast().pim.neighborWith(ip("2001:db8::1"))).contains(ip("fe80::1"));
        assertThat(routers.getLast().pim.isDesignatedRouter()).isTrue();
        assertThat(routers.getFirst().pim.domainAddress()).contains(ip("2001:db8::1"));
        six.send("fe80::3", Lan.hello(105, 1, 4));
        assertThat(routers.getFirst().pim.neighborCount()).isEqualTo(2);
        six.send("2001:db8::3", Lan.hello(105, 1, 4));
        assertThat(routers.getFirst().drops()).containsEntry("source-not-link-local", 1L);
    }

    @Test
    void aNeighbourThatIsWatchedIsGoneAsSoonAsItIsFoundDead() {
        List<Lan.Router> routers = lan.routers(R1, R2);
        FakeLiveness liveness = new FakeLiveness();
        routers.getFirst().takeHeard();
        routers.getFirst().pim.liveness(Optional.of(liveness));
        assertThat(liveness.watched()).containsExactly(R1 + " -> " + R2);

        liveness.dies(R2);
        lan.loop.drain();
        assertThat(routers.getFirst().takeHeard()).containsExactly("gone " + R2, "changed dr=" + R1);
        assertThat(liveness.watched()).isEmpty();

        lan.advance(ofSeconds(30));
        assertThat(liveness.watched()).as("back with its next Hello").hasSize(1);
        routers.getFirst().pim.liveness(Optional.empty());
        assertThat(liveness.watched()).isEmpty();
        assertThat(routers.getFirst().pim.neighborCount()).isEqualTo(1);
    }

    private static Sg sg(int i) {
        return new Sg(SOURCE, ip("239." + (1 + i / 65_536) + "." + i / 256 % 256 + "." + i % 256));
    }

    private static List<String> kinds(List<PimMessage> messages) {
        return messages.stream()
                .map(message -> message.getClass().getSimpleName())
                .toList();
    }

    private static IpAddress ip(String text) {
        return IpAddress.parse(text);
    }
}
