package io.mgmrouter.igmp.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.loop.Tick;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static final IpAddress HOST = IpAddress.parse("10.0.0.20");
    private static final IpAddress OTHER = IpAddress.parse("10.0.0.21");

    @Test
    void theLastEventsAreRememberedOldestFirst() {
        History history = new History(100);
        for (int i = 0; i < 1000; i++) {
            history.add(EventKind.JOINED, group(i), HOST, new Tick(i));
        }

        List<HistoryEvent> events = history.events(_ -> true);

        assertThat(events).hasSize(100);
        assertThat(events.getFirst().group()).contains(group(900));
        assertThat(events.getLast())
                .isEqualTo(new HistoryEvent(
                        new Tick(999),
                        EventKind.JOINED,
                        Optional.of(group(999)),
                        Optional.empty(),
                        Optional.of(HOST),
                        -1,
                        -1,
                        1));
        assertThat(history.forgotten()).isEqualTo(900);
    }

    @Test
    void anEndKeepsItsFigures() {
        History history = new History(100);
        history.addEnd(EventKind.EXPIRED, group(1), Optional.of(OTHER), HOST, 260, 300, new Tick(7));

        assertThat(history.events(_ -> true)).singleElement().satisfies(event -> {
            assertThat(event.sinceReport()).isEqualTo(260);
            assertThat(event.sinceQuery()).isEqualTo(300);
            assertThat(event.source()).contains(OTHER);
        });
    }

    @Test
    void whatAHostRepeatsIsCounted() {
        History history = new History(100);
        for (int i = 0; i < 50_000; i++) {
            history.add(EventKind.DENIED, group(i), HOST, new Tick(i));
        }
        history.add(EventKind.DENIED, group(1), OTHER, new Tick(50_000));
        history.add(EventKind.GENERAL_QUERY_SENT, new Tick(50_001));
        history.add(EventKind.GENERAL_QUERY_SENT, new Tick(50_002));

        assertThat(history.events(_ -> true)).extracting(HistoryEvent::times).containsExactly(50_000, 1, 2);
    }

    @Test
    void leavesAreCountedTogetherForEachGroup() {
        History history = new History(100);
        history.add(EventKind.LEAVE_HEARD, group(1), HOST, new Tick(1));
        history.add(EventKind.LEAVE_HEARD, group(1), HOST, new Tick(2));
        history.add(EventKind.LEAVE_HEARD, group(2), HOST, new Tick(3));

        assertThat(history.events(_ -> true)).extracting(HistoryEvent::times).containsExactly(2, 1);
    }

    @Test
    void joinsAreNotCountedTogether() {
        History history = new History(100);
        history.add(EventKind.JOINED, group(1), HOST, new Tick(1));
        history.add(EventKind.JOINED, group(2), HOST, new Tick(2));

        assertThat(history.events(event -> event.group().equals(Optional.of(group(1)))))
                .hasSize(1);
    }

    @Test
    void anotherSizeKeepsTheNewest() {
        History history = new History(3);
        for (int i = 0; i < 5; i++) {
            history.add(EventKind.JOINED, group(i), HOST, new Tick(i));
        }

        assertThat(history.resized(2).events(_ -> true))
                .extracting(event -> event.group().orElseThrow())
                .containsExactly(group(3), group(4));
        History larger = history.resized(1000);
        larger.add(EventKind.STOPPED, new Tick(9));
        assertThat(larger.events(_ -> true)).hasSize(4);
    }

    @Test
    void sizeZeroRemembersNothing() {
        History history = new History(0);
        history.add(EventKind.STARTED, new Tick(1));

        assertThat(history.events(_ -> true)).isEmpty();
        assertThat(history.resized(10).events(_ -> true)).isEmpty();
    }

    private static IpAddress group(int i) {
        return new Ipv4Address(0xef000000 + i);
    }
}
