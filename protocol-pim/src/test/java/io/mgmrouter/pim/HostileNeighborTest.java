package io.mgmrouter.pim;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.pim.codec.Assert;
import io.mgmrouter.pim.codec.JoinPrune;
import io.mgmrouter.pim.codec.PimCodec;
import io.mgmrouter.pim.codec.RegisterStop;
import io.mgmrouter.testkit.fuzz.Mutations;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("What routers may not do, and what harm those do that do it all the same")
class HostileNeighborTest {

    private static final String SELF = "10.0.0.1";
    private static final String NEIGHBOR = "10.0.0.2";
    private static final IpAddress GROUP = IpAddress.parse("239.1.1.1");
    private static final JoinPrune JOIN = new JoinPrune(IpAddress.parse(SELF), 210, List.of());

    private final Lan lan = new Lan(Dialect.IPV4);
    private final Lan.Router router = lan.router(SELF, "neighbor.limit", 10);

    @Test
    @Tag("RFC7761-4.3.1")
    void joinsAndAssertsOfStrangersAreDropped() {
        lan.send(NEIGHBOR, JOIN);
        lan.send(NEIGHBOR, new Assert(IpPrefix.host(GROUP), IpAddress.parse("10.9.0.9"), false, 1, 1));

        assertThat(router.takeHeard()).isEmpty();
        assertThat(router.drops()).containsEntry("not-a-neighbor", 2L);
        lan.send(NEIGHBOR, Lan.hello(105, 1, 5));
        lan.send(NEIGHBOR, JOIN);
        assertThat(router.takeHeard()).endsWith("JoinPrune from " + NEIGHBOR);
    }

    @Test
    @Tag("RFC7761-4.9")
    void messagesOfNeighboursComeOverOneHopToAllRoutersFromTheLink() {
        lan.send(NEIGHBOR, lan.dialect.allPimRouters(), 2, Lan.hello(105, 1, 5));
        lan.send(NEIGHBOR, IpAddress.parse(SELF), 1, Lan.hello(105, 1, 5));
        lan.send(NEIGHBOR, IpAddress.parse("224.0.0.1"), 1, Lan.hello(105, 1, 5));
        lan.send("192.168.7.7", Lan.hello(105, 1, 5));

        assertThat(router.drops())
                .containsEntry("bad-ttl", 1L)
                .containsEntry("bad-destination", 2L)
                .containsEntry("source-not-on-link", 1L);
        assertThat(router.pim.neighborCount()).isZero();
    }

    @Test
    @Tag("RFC7761-4.9")
    void whatIsSentToARouterAloneMayComeFromAnywhereButNotToAGroup() {
        RegisterStop stop = new RegisterStop(IpPrefix.host(GROUP), IpAddress.parse("10.9.0.9"));
        lan.send("192.168.7.7", IpAddress.parse(SELF), 40, stop);
        assertThat(router.takeHeard()).containsExactly("RegisterStop from 192.168.7.7");

        lan.send("192.168.7.7", lan.dialect.allPimRouters(), 40, stop);
        assertThat(router.takeHeard()).isEmpty();
        assertThat(router.drops()).containsEntry("bad-destination", 1L);
    }

    @Test
    void whatThisRouterSentItselfIsNotHeard() {
        lan.send(SELF, Lan.hello(105, 1, 5));

        assertThat(router.takeHeard()).isEmpty();
        assertThat(router.pim.counters().received()).isEmpty();
        assertThat(router.drops()).isEmpty();
    }

    @Test
    void neighboursAreLimitedAndThoseThatAreThereStay() {
        for (int i = 2; i < 250; i++) {
            lan.send("10.0.0." + i, Lan.hello(105, 1, 5));
        }

        assertThat(router.pim.neighborCount()).isEqualTo(10);
        assertThat(router.drops()).containsEntry("neighbor-limit", 238L);
        lan.advance(ofSeconds(100));
        lan.send(NEIGHBOR, Lan.hello(105, 1, 5));
        lan.advance(ofSeconds(10));
        assertThat(router.pim.neighborWith(IpAddress.parse(NEIGHBOR))).isPresent();
        assertThat(router.pim.neighborCount()).isEqualTo(1);
    }

    @Test
    void aFilterKeepsRoutersFromBeingNeighboursAndEndsThoseThatAre() {
        lan.send(NEIGHBOR, Lan.hello(105, 1, 5));
        lan.send("10.0.0.3", Lan.hello(105, 1, 5));

        router.configure("neighbor.filter", List.of("deny 10.0.0.2/32"));
        assertThat(router.takeHeard()).contains("gone " + NEIGHBOR).doesNotContain("gone 10.0.0.3");
        lan.send(NEIGHBOR, Lan.hello(105, 1, 5));
        assertThat(router.pim.neighborCount()).isEqualTo(1);
        assertThat(router.drops()).containsEntry("neighbor-filter", 1L);
    }

    @Test
    void aFlooderIsLimitedAndNobodyElseIs() {
        router.configure("message.rate", 50);
        lan.send(NEIGHBOR, Lan.hello(105, 1, 5));
        lan.send("10.0.0.3", Lan.hello(105, 1, 5));
        router.takeHeard();

        for (int i = 0; i < 10_000; i++) {
            lan.send(NEIGHBOR, JOIN);
        }
        lan.send("10.0.0.3", JOIN);
        assertThat(router.takeHeard()).hasSize(51).endsWith("JoinPrune from 10.0.0.3");
        assertThat(router.drops()).containsEntry("message-rate", 9950L);
        lan.advance(ofSeconds(1));
        lan.send(NEIGHBOR, JOIN);
        assertThat(router.takeHeard()).hasSize(1);
    }

    @Test
    void aStormOfNewGenerationIdsCostsFewHellos() {
        lan.send(NEIGHBOR, Lan.hello(105, 1, 5));
        lan.advance(ofSeconds(6));
        lan.wire.clearLog();

        for (int i = 0; i < 10_000; i++) {
            lan.send(NEIGHBOR, Lan.hello(105, 1, i));
            lan.advance(ofMillis(1));
        }

        assertThat(lan.sentFrom(SELF)).hasSizeLessThan(120);
        assertThat(router.drops().get("hello-rate")).isGreaterThan(9800);
        assertThat(router.takeHeard()).hasSizeLessThan(120);
    }

    @Test
    void damagedHellosChangeNothingAndAreCounted() {
        IpAddress from = IpAddress.parse(NEIGHBOR);
        IpAddress to = lan.dialect.allPimRouters();
        ByteBuffer sound = PimCodec.encode(Lan.hello(105, 1, 5, "10.1.0.2"), from, to);
        byte[] octets = new byte[sound.remaining()];
        sound.get(octets);
        Mutations mutations = new Mutations(List.of(octets), new Random(3));

        for (int i = 0; i < 20_000; i++) {
            lan.sendOctets(from, to, 1, ByteBuffer.wrap(mutations.next()));
        }

        long dropped = router.pim.channelCounters().dropped().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        assertThat(dropped).isGreaterThan(15_000);
        assertThat(router.pim.neighborCount()).isLessThanOrEqualTo(1);
    }
}
