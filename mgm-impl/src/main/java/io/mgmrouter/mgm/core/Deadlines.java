package io.mgmrouter.mgm.core;

import io.mgmrouter.loop.Tick;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Things that become due, earliest first: a binary heap in which every item knows its place, so that moving or removing
 * one costs O(log n).
 */
final class Deadlines {

    /** Something with a deadline. */
    abstract static class Timed {
        /** As {@link Tick#nanos}: there may be many of them. */
        private long deadline;

        private int place = -1;

        /** The deadline last set. */
        final Tick deadline() {
            return new Tick(deadline);
        }

        private boolean notBefore(Timed other) {
            return deadline - other.deadline >= 0;
        }
    }

    private final List<Timed> heap = new ArrayList<>();

    Optional<Tick> next() {
        return heap.isEmpty() ? Optional.empty() : Optional.of(heap.getFirst().deadline());
    }

    /** Takes out the earliest item if its deadline is reached. */
    Optional<Timed> pollDue(Tick now) {
        if (heap.isEmpty() || !now.reached(heap.getFirst().deadline())) {
            return Optional.empty();
        }
        Timed due = heap.getFirst();
        remove(due);
        return Optional.of(due);
    }

    /** Puts an item in, or moves it. */
    void set(Timed item, Tick deadline) {
        item.deadline = deadline.nanos();
        if (item.place < 0) {
            item.place = heap.size();
            heap.add(item);
        }
        up(item);
        down(item);
    }

    /** Takes an item out; nothing happens if it is not in. */
    void remove(Timed item) {
        if (item.place < 0) {
            return;
        }
        Timed last = heap.removeLast();
        if (last != item) {
            put(last, item.place);
            up(last);
            down(last);
        }
        item.place = -1;
    }

    private void up(Timed item) {
        while (item.place > 0) {
            Timed parent = heap.get((item.place - 1) / 2);
            if (item.notBefore(parent)) {
                return;
            }
            swap(item, parent);
        }
    }

    private void down(Timed item) {
        for (int child = 2 * item.place + 1; child < heap.size(); child = 2 * item.place + 1) {
            if (child + 1 < heap.size() && heap.get(child).notBefore(heap.get(child + 1))) {
                child++;
            }
            if (heap.get(child).notBefore(item)) {
                return;
            }
            swap(item, heap.get(child));
        }
    }

    private void swap(Timed a, Timed b) {
        int place = a.place;
        put(a, b.place);
        put(b, place);
    }

    private void put(Timed item, int place) {
        heap.set(place, item);
        item.place = place;
    }
}
