package io.mgmrouter.igmp.discovery;

import static io.mgmrouter.igmp.discovery.AdvertiserState.Event.SOLICITED;
import static io.mgmrouter.igmp.discovery.AdvertiserState.Event.TIMER_DUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.mgmrouter.igmp.discovery.DiscoveryMessage.Advertisement;
import io.mgmrouter.igmp.discovery.DiscoveryMessage.Solicitation;
import io.mgmrouter.igmp.discovery.DiscoveryMessage.Termination;
import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.loop.Tick;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DiscoveryTest {

    private static final Duration INTERVAL = Duration.ofSeconds(20);
    private static final Tick START = new Tick(0);

    @ParameterizedTest
    @EnumSource
    @Tag("RFC4286-3.2")
    @Tag("RFC4286-4.1")
    @Tag("RFC4286-5.1")
    void messagesComeBackAsTheyWere(Family family) throws MalformedPacketException {
        for (DiscoveryMessage message : List.of(new Advertisement(20, 125, 2), new Solicitation(), new Termination())) {
            assertThat(DiscoveryMessage.decode(family, message.encode(family))).isEqualTo(message);
            assertThat(DiscoveryMessage.types(family))
                    .contains(message.encode(family).get(0) & 0xff);
        }
    }

    @Test
    @Tag("RFC4286-3.2")
    @Tag("RFC4286-4.1")
    @Tag("RFC4286-5.1")
    void octetsAreThoseOfTheRfc() {
        assertThat(hex(new Advertisement(20, 125, 2).encode(Family.IPV4))).isEqualTo("3014cf6c007d0002");
        assertThat(hex(new Advertisement(20, 125, 2).encode(Family.IPV6))).isEqualTo("97140000007d0002");
        assertThat(hex(new Termination().encode(Family.IPV4))).isEqualTo("3200cdff");
        assertThat(hex(new Solicitation().encode(Family.IPV6))).isEqualTo("98000000");
    }

    @ParameterizedTest
    @CsvSource({"3014cf, truncated", "3014cf6c007d00, truncated", "33000000, unknown-type", "97000000, unknown-type"})
    void brokenOnesAreRefused(String octets, String reason) {
        ByteBuffer packet = ByteBuffer.wrap(HexFormat.of().parseHex(octets));

        assertThatThrownBy(() -> DiscoveryMessage.decode(Family.IPV4, packet))
                .isInstanceOfSatisfying(
                        MalformedPacketException.class,
                        e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    @Tag("RFC4286-3.1")
    @Tag("RFC4286-3.4")
    void threeAreSentInQuickSuccessionAndThenOnePerInterval() {
        assertThat(sent(AdvertiserState.start(START, 0.5), 0.5, Duration.ofSeconds(63)))
                .containsExactly(1000L, 2000L, 3000L, 23_000L, 43_000L, 63_000L);
    }

    @Test
    @Tag("RFC4286-3.1")
    void theIntervalVariesByAFortieth() {
        AdvertiserState state = new AdvertiserState(0, START, START);

        assertThat(state.step(TIMER_DUE, INTERVAL, START, 0).next().next()).isEqualTo(at(19_500));
        assertThat(state.step(TIMER_DUE, INTERVAL, START, 0.75).next().next()).isEqualTo(at(20_250));
    }

    @Test
    @Tag("RFC4286-4.4")
    void questionsAreAnsweredSoonAndAllTogether() {
        AdvertiserState state = new AdvertiserState(0, START, at(20_000));
        for (int i = 0; i < 1000; i++) {
            state = state.step(SOLICITED, INTERVAL, START, 0.5).next();
        }

        assertThat(sent(state, 0.5, Duration.ofSeconds(20))).containsExactly(1000L);
    }

    @Test
    @Tag("RFC4286-3.1.6")
    void questionsCauseAtMostTenASecond() {
        AdvertiserState state = new AdvertiserState(0, START, at(20_000));
        int sent = 0;
        for (int millis = 0; millis < 1000; millis++) {
            state = state.step(SOLICITED, INTERVAL, at(millis), 0).next();
            AdvertiserState.Step step = state.step(TIMER_DUE, INTERVAL, at(millis), 0);
            state = step.next();
            sent += step.send() ? 1 : 0;
        }

        assertThat(sent).isEqualTo(10);
    }

    @Test
    @Tag("RFC4286-3.1.5")
    void otherRoutersCountForThreeIntervals() {
        DiscoveredRouters routers = new DiscoveredRouters();
        IpAddress router = IpAddress.parse("10.0.0.9");
        routers.advertised(router, new Advertisement(20, 125, 2), START);

        assertThat(routers.present(at(59_999))).containsExactly(router);
        assertThat(routers.present(at(60_000))).isEmpty();
        routers.advertised(router, new Advertisement(20, 125, 2), START);
        routers.terminated(router);
        assertThat(routers.present(START)).isEmpty();
    }

    @Test
    void inventedRoutersFillNoMemory() {
        DiscoveredRouters routers = new DiscoveredRouters();
        for (int i = 0; i < 10_000; i++) {
            routers.advertised(new Ipv4Address(i), new Advertisement(255, 125, 2), START);
        }
        assertThat(routers.present(START)).hasSize(64);
    }

    private static List<Long> sent(AdvertiserState first, double chance, Duration length) {
        List<Long> sent = new ArrayList<>();
        AdvertiserState state = first;
        while (at(length.toMillis()).reached(state.next())) {
            Tick now = state.next();
            AdvertiserState.Step step = state.step(TIMER_DUE, INTERVAL, now, chance);
            if (step.send()) {
                sent.add(now.nanos() / 1_000_000);
            }
            state = step.next();
        }
        return sent;
    }

    private static Tick at(long millis) {
        return START.plus(Duration.ofMillis(millis));
    }

    private static String hex(ByteBuffer octets) {
        byte[] bytes = new byte[octets.remaining()];
        octets.duplicate().get(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
