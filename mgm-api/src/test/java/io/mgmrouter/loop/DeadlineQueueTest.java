package io.mgmrouter.loop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeadlineQueueTest {

    private final DeadlineQueue<Integer> queue = new DeadlineQueue<>();

    @Test
    void nothingIsDueBeforeItsTime() {
        var entry = new DeadlineQueue.Entry<>(1);
        queue.set(entry, new Tick(5));

        assertThat(queue.poll(new Tick(4))).isEmpty();
        assertThat(queue.poll(new Tick(5))).contains(entry);
        assertThat(queue.poll(new Tick(5))).isEmpty();
    }

    @Test
    void movingADeadlineLeavesNothingBehind() {
        var entry = new DeadlineQueue.Entry<>(1);
        IntStream.range(0, 1000).forEach(i -> queue.set(entry, new Tick(i % 7)));

        assertThat(queue.size()).isOne();
        queue.remove(entry);
        queue.remove(entry);
        assertThat(queue.size()).isZero();
        assertThat(queue.earliest()).isEmpty();
    }

    @Test
    void theEarliestComesFirstWhateverWasMovedOrRemoved() {
        Random random = new Random(7);
        List<DeadlineQueue.Entry<Integer>> entries =
                IntStream.range(0, 200).mapToObj(DeadlineQueue.Entry::new).toList();
        Map<Integer, Tick> expected = new HashMap<>();
        for (int round = 0; round < 20_000; round++) {
            var entry = entries.get(random.nextInt(entries.size()));
            if (random.nextInt(4) == 0) {
                queue.remove(entry);
                expected.remove(entry.item());
            } else {
                Tick deadline = new Tick(random.nextInt(1000));
                queue.set(entry, deadline);
                expected.put(entry.item(), deadline);
            }
            Optional<Tick> earliest = expected.values().stream().min(Comparator.naturalOrder());
            assertThat(queue.earliest()).isEqualTo(earliest);
            assertThat(queue.size()).isEqualTo(expected.size());
        }
    }
}
