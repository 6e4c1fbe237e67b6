package io.mgmrouter.mgm.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.loop.Tick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class DeadlinesTest {

    private final Deadlines deadlines = new Deadlines();

    private static final class Item extends Deadlines.Timed {}

    @RepeatedTest(50)
    void whateverIsSetMovedAndTakenOutTheEarliestComesFirst(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<Item> in = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Item item = new Item();
            in.add(item);
            deadlines.set(item, new Tick(random.nextInt(30)));
        }
        for (int i = 0; i < 40; i++) {
            Item item = in.get(random.nextInt(in.size()));
            if (random.nextInt(3) == 0) {
                deadlines.remove(item);
                in.remove(item);
            } else {
                deadlines.set(item, new Tick(random.nextInt(30)));
            }
        }

        List<Tick> expected = in.stream()
                .map(Item::deadline)
                .sorted(Comparator.naturalOrder())
                .toList();
        List<Tick> seen = new ArrayList<>();
        for (var next = deadlines.next(); next.isPresent(); next = deadlines.next()) {
            seen.add(next.get());
            assertThat(deadlines.pollDue(next.get().minus(Duration.ofNanos(1)))).isEmpty();
            assertThat(deadlines.pollDue(next.get())).isPresent();
        }
        assertThat(seen).isEqualTo(expected);
    }

    @Test
    void whatIsNotInCanBeTakenOut() {
        Item item = new Item();
        deadlines.remove(item);
        deadlines.set(item, new Tick(1));
        deadlines.remove(item);
        deadlines.remove(item);

        assertThat(deadlines.next()).isEmpty();
        assertThat(deadlines.pollDue(new Tick(100))).isEqualTo(Optional.empty());
    }

    @Test
    void theLineOfTimeMayWrap() {
        Item before = new Item();
        Item after = new Item();
        deadlines.set(after, new Tick(Long.MIN_VALUE + 5));
        deadlines.set(before, new Tick(Long.MAX_VALUE - 5));

        assertThat(deadlines.next()).contains(new Tick(Long.MAX_VALUE - 5));
        assertThat(Collections.max(List.of(before.deadline(), after.deadline())))
                .isEqualTo(after.deadline());
    }
}
