package io.mgmrouter.loop.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimerHeapTest {

    private final TimerHeap heap = new TimerHeap();

    @Test
    void thousandsOfTimersSetMovedAndUnsetComeOutInOrder() {
        Random random = new Random(7);
        List<TimerHeap.Node> nodes = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) {
            nodes.add(node("t" + i));
        }
        for (int i = 0; i < 30_000; i++) {
            TimerHeap.Node node = nodes.get(random.nextInt(nodes.size()));
            if (random.nextInt(3) == 0) {
                heap.unset(node);
            } else {
                heap.set(node, random.nextLong(1_000));
            }
        }
        long set = nodes.stream().filter(TimerHeap.Node::isSet).count();

        List<TimerHeap.Node> out = drain();

        assertThat(out).hasSize((int) set).isSortedAccordingTo(Comparator.comparing(TimerHeap.Node::deadline));
        assertThat(nodes).noneMatch(TimerHeap.Node::isSet);
    }

    @Test
    void equalDeadlinesComeOutInTheOrderTheyWereSet() {
        heap.set(node("first"), 5);
        heap.set(node("second"), 5);
        heap.set(node("third"), 5);

        assertThat(drain()).extracting(TimerHeap.Node::name).containsExactly("first", "second", "third");
    }

    @Test
    void theClockMayWrapBetweenTwoDeadlines() {
        heap.set(node("after the wrap"), Long.MIN_VALUE + 10);
        heap.set(node("before the wrap"), Long.MAX_VALUE - 10);

        assertThat(drain()).extracting(TimerHeap.Node::name).containsExactly("before the wrap", "after the wrap");
    }

    @Test
    void unsettingWhatIsNotSetDoesNothing() {
        heap.set(node("other"), 1);

        heap.unset(node("never set"));

        assertThat(heap.size()).isEqualTo(1);
    }

    private static TimerHeap.Node node(String name) {
        return new TimerHeap.Node(name, () -> {});
    }

    private List<TimerHeap.Node> drain() {
        List<TimerHeap.Node> out = new ArrayList<>();
        while (heap.size() > 0) {
            TimerHeap.Node first = heap.first().orElseThrow();
            heap.unset(first);
            out.add(first);
        }
        return out;
    }
}
