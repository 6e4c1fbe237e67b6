package io.mgmrouter.igmp;

import static io.mgmrouter.igmp.RouterLab.ip;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.igmp.codec.RouterDiscovery;
import io.mgmrouter.igmp.discovery.DiscoveryMessage;
import io.mgmrouter.igmp.discovery.DiscoveryMessage.Advertisement;
import io.mgmrouter.igmp.discovery.DiscoveryMessage.Solicitation;
import io.mgmrouter.igmp.discovery.DiscoveryMessage.Termination;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.testkit.MemoryWire;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Multicast Router Discovery on an interface")
class RouterAdvertiserTest {

    private static final IpAddress OTHER = ip("10.0.0.9");

    @Test
    @Tag("RFC4286-3.2")
    void advertisementsTellIntervalsAndRobustness() {
        RouterLab lab = RouterLab.running("router.discovery", true, "query.interval", 60);

        lab.advance(ofSeconds(6));

        assertThat(discovery(lab)).hasSize(3).containsOnly(new Advertisement(20, 60, 2));
        lab.advance(ofSeconds(41));
        assertThat(discovery(lab)).hasSize(2);
    }

    @Test
    @Tag("RFC4286-3.3")
    @Tag("RFC4286-5.2")
    void theyGoToAllSnoopersWithTtl1AndRouterAlert() {
        RouterLab lab = RouterLab.running("router.discovery", true);
        lab.advance(ofSeconds(7));
        lab.configure(RouterLab.ID, "eth0");

        assertThat(lab.wire.log())
                .filteredOn(frame -> frame.destination().equals(ip("224.0.0.106")))
                .as("three advertisements and a termination")
                .hasSize(4)
                .allSatisfy(frame -> {
                    assertThat(frame.ttl()).isOne();
                    assertThat(frame.routerAlert()).isTrue();
                });
    }

    @Test
    @Tag("RFC4286-3.4")
    @Tag("RFC4286-4.4")
    void aQuestionIsAnsweredWithinTwoSeconds() {
        RouterLab lab = RouterLab.running("router.discovery", true);
        lab.advance(ofSeconds(7));
        discovery(lab);

        lab.hears(OTHER, new RouterDiscovery(new Solicitation()));
        lab.hears(OTHER, new RouterDiscovery(new Solicitation()));
        lab.advance(ofSeconds(2));

        assertThat(discovery(lab)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"2, true, bad-ttl", "1, false, no-router-alert"})
    @Tag("RFC4286-4.2")
    void aQuestionFromElsewhereIsDropped(int ttl, boolean routerAlert, String reason) {
        RouterLab lab = RouterLab.running("router.discovery", true);
        lab.advance(ofSeconds(7));
        discovery(lab);

        lab.wire.send(new MemoryWire.Frame(
                OTHER, ip("224.0.0.2"), ttl, routerAlert, lab.dialect.write(new RouterDiscovery(new Solicitation()))));
        lab.advance(ofSeconds(2));

        assertThat(discovery(lab)).isEmpty();
        assertThat(lab.drops()).containsOnlyKeys(reason);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Tag("RFC4286-5.3")
    void theEndIsTold(boolean stopped) {
        RouterLab lab = RouterLab.running("router.discovery", true);
        lab.advance(ofSeconds(7));
        discovery(lab);

        if (stopped) {
            lab.router.close();
            lab.loop.drain();
        } else {
            lab.configure(RouterLab.ID, "eth0");
        }

        assertThat(discovery(lab)).containsExactly(new Termination());
        lab.advance(ofSeconds(100));
        assertThat(discovery(lab)).isEmpty();
    }

    @Test
    @Tag("RFC4286-3.5")
    void withoutDiscoveryNothingIsSentButOthersAreHeard() {
        RouterLab lab = RouterLab.running(Dialect.MLD);
        IpAddress other = IpAddress.parse("fe80::9");

        lab.hears(other, new RouterDiscovery(new Solicitation()));
        lab.hears(other, new RouterDiscovery(new Advertisement(20, 125, 2)));
        lab.advance(ofSeconds(59));

        assertThat(discovery(lab)).isEmpty();
        assertThat(lab.iface().advertiser().others()).containsExactly(other);
        lab.hears(other, new RouterDiscovery(new Termination()));
        assertThat(lab.iface().advertiser().others()).isEmpty();
    }

    @Test
    void advertisementsSentElsewhereAreDropped() {
        RouterLab lab = RouterLab.running();
        lab.wire.send(new MemoryWire.Frame(
                OTHER,
                ip("224.0.0.1"),
                1,
                true,
                lab.dialect.write(new RouterDiscovery(new Advertisement(20, 125, 2)))));
        lab.loop.drain();

        assertThat(lab.drops()).containsOnlyKeys("bad-destination");
    }

    private static List<DiscoveryMessage> discovery(RouterLab lab) {
        return lab.sent().stream()
                .filter(RouterDiscovery.class::isInstance)
                .map(message -> ((RouterDiscovery) message).message())
                .toList();
    }
}
