package io.mgmrouter.igmp.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.igmp.fsm.FilterEvent;
import io.mgmrouter.igmp.fsm.FilterEvent.Allow;
import io.mgmrouter.igmp.fsm.FilterEvent.Block;
import io.mgmrouter.igmp.fsm.FilterEvent.IsEx;
import io.mgmrouter.igmp.fsm.FilterEvent.IsIn;
import io.mgmrouter.igmp.fsm.FilterEvent.ToEx;
import io.mgmrouter.igmp.fsm.FilterEvent.ToIn;
import io.mgmrouter.igmp.fsm.HostVersion;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.loop.Tick;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HostTrackerTest {

    private static final Duration GMI = Duration.ofSeconds(260);
    private static final IpAddress G = IpAddress.parse("239.1.1.1");
    private static final IpAddress A = IpAddress.parse("10.0.0.1");
    private static final IpAddress B = IpAddress.parse("10.0.0.2");
    private static final IpAddress S1 = IpAddress.parse("10.9.0.1");
    private static final IpAddress S2 = IpAddress.parse("10.9.0.2");
    private static final Tick START = new Tick(0);

    private final HostTracker tracker = new HostTracker(100, START);
    private Tick now = START;

    @Test
    void whoWantsAllSourcesIsKnownUntilTheLastOneLeaves() {
        hears(A, new ToEx(Set.of()));
        hears(B, new IsEx(Set.of(S1)));

        hears(A, new ToIn(Set.of()));
        assertThat(tracker.anyoneWantsAll(G, now)).isTrue();
        hears(B, new ToIn(Set.of()));
        assertThat(tracker.anyoneWantsAll(G, now)).isFalse();
        assertThat(tracker.size()).isZero();
    }

    @Test
    void sourcesAreKnownUntilTheLastHostBlocksThem() {
        hears(A, new Allow(Set.of(S1, S2)));
        hears(B, new IsIn(Set.of(S1)));

        hears(A, new Block(Set.of(S1, S2)));

        assertThat(tracker.unwanted(G, Set.of(S1, S2), now)).containsExactly(S2);
        assertThat(tracker.knows(A, G)).isFalse();
    }

    @Test
    void anAnswerAboutSomeSourcesTakesNothingBack() {
        hears(A, new Allow(Set.of(S1)));
        hears(A, new IsIn(Set.of(S2)));
        assertThat(tracker.unwanted(G, Set.of(S1, S2), now)).isEmpty();

        hears(B, new IsEx(Set.of()));
        hears(B, new IsIn(Set.of(S1)));
        assertThat(tracker.anyoneWantsAll(G, now)).isTrue();
    }

    @Test
    void aMemberThatIsSilentNoLongerCounts() {
        hears(A, new IsEx(Set.of()));
        now = now.plus(GMI);

        assertThat(tracker.anyoneWantsAll(G, now)).isFalse();
        assertThat(tracker.views(now)).isEmpty();
        assertThat(tracker.size()).isOne();

        hears(B, new IsEx(Set.of()));
        assertThat(tracker.size()).isOne();
    }

    @Test
    void eachSourceOfAHostRunsOutByItself() {
        hears(A, new IsIn(Set.of(S1)));
        now = now.plus(Duration.ofSeconds(200));
        hears(A, new IsIn(Set.of(S2)));
        now = now.plus(Duration.ofSeconds(100));

        assertThat(tracker.unwanted(G, Set.of(S1, S2), now)).containsExactly(S1);
        assertThat(tracker.views(now))
                .containsExactly(new HostTracker.View(
                        A, G, false, Set.of(S2), HostVersion.V3, START.plus(Duration.ofSeconds(200))));
    }

    @Test
    void knowledgeIsIncompleteAtFirstAndAfterSomethingCouldNotBeTracked() {
        HostTracker small = new HostTracker(1, START.plus(GMI));
        assertThat(small.isComplete(START)).isFalse();
        now = START.plus(GMI);
        assertThat(small.isComplete(now)).isTrue();

        small.heard(A, G, HostVersion.V3, new IsEx(Set.of()), now, now.plus(GMI));
        assertThat(small.isComplete(now)).isTrue();
        small.heard(B, G, HostVersion.V3, new IsEx(Set.of()), now, now.plus(GMI));
        assertThat(small.isComplete(now)).isFalse();
        assertThat(small.size()).isOne();
        assertThat(small.isComplete(now.plus(GMI))).isTrue();
    }

    @Test
    void aHostWithoutAddressCannotBeToldFromOthers() {
        hears(Ipv4Address.UNSPECIFIED, new IsEx(Set.of()));

        assertThat(tracker.isComplete(now)).isFalse();
        assertThat(tracker.isComplete(now.plus(GMI))).isTrue();
    }

    @Test
    void neitherHostsNorSourcesGrowBeyondTheLimit() {
        for (int i = 0; i < 10_000; i++) {
            tracker.heard(
                    new Ipv4Address(i + 1),
                    G,
                    HostVersion.V3,
                    new IsIn(Set.of(new Ipv4Address(i))),
                    now,
                    now.plus(GMI));
            hears(A, new Allow(Set.of(new Ipv4Address(i + 1))));
        }
        assertThat(tracker.size()).isEqualTo(100);
    }

    @Test
    void groupsOfAHostAreCounted() {
        hears(A, new IsEx(Set.of()));
        tracker.heard(A, IpAddress.parse("239.1.1.2"), HostVersion.V2, new IsEx(Set.of()), now, now.plus(GMI));
        assertThat(tracker.groupsOf(A)).isEqualTo(2);

        tracker.forget(G);
        assertThat(tracker.groupsOf(A)).isOne();
        assertThat(tracker.groupsOf(B)).isZero();
    }

    @Test
    void whoOnlyTakesBackIsNotRemembered() {
        hears(A, new Block(Set.of(S1)));
        hears(A, new ToIn(Set.of()));

        assertThat(tracker.size()).isZero();
    }

    private void hears(IpAddress host, FilterEvent statement) {
        tracker.heard(host, G, HostVersion.V3, statement, now, now.plus(GMI));
    }
}
