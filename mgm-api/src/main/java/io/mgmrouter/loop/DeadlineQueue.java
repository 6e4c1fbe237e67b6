package io.mgmrouter.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Deadlines of many things behind one timer: a binary heap whose entries know their place in it, so that moving or
 * dropping a deadline costs O(log n) and leaves nothing behind. A protocol with thousands of timers needs one timer of
 * its loop. For one thread.
 *
 * @param <T> what has a deadline
 */
public final class DeadlineQueue<T> {

    private static final int ABSENT = -1;

    private final List<Entry<T>> heap = new ArrayList<>();

    /** One thing's place in a queue. */
    public static final class Entry<T> {
        private final T item;
        private Tick deadline = new Tick(0);
        private int index = ABSENT;

        public Entry(T item) {
            this.item = item;
        }

        public T item() {
            return item;
        }
    }

    /** Sets or moves a deadline. */
    public void set(Entry<T> entry, Tick deadline) {
        entry.deadline = deadline;
        if (entry.index == ABSENT) {
            heap.add(entry);
            entry.index = heap.size() - 1;
        }
        siftDown(siftUp(entry.index));
    }

    /** Drops a deadline; nothing happens if there is none. */
    public void remove(Entry<T> entry) {
        if (entry.index == ABSENT) {
            return;
        }
        int hole = entry.index;
        Entry<T> last = heap.removeLast();
        entry.index = ABSENT;
        if (last != entry) {
            place(last, hole);
            siftDown(siftUp(hole));
        }
    }

    /** The earliest deadline. */
    public Optional<Tick> earliest() {
        return heap.isEmpty() ? Optional.empty() : Optional.of(heap.getFirst().deadline);
    }

    /** Takes out the entry with the earliest deadline if that has come. */
    public Optional<Entry<T>> poll(Tick now) {
        if (heap.isEmpty() || !now.reached(heap.getFirst().deadline)) {
            return Optional.empty();
        }
        Entry<T> first = heap.getFirst();
        remove(first);
        return Optional.of(first);
    }

    /** How many deadlines there are. */
    public int size() {
        return heap.size();
    }

    private int siftUp(int from) {
        int at = from;
        while (at > 0 && isEarlier(at, (at - 1) / 2)) {
            swap(at, (at - 1) / 2);
            at = (at - 1) / 2;
        }
        return at;
    }

    private void siftDown(int from) {
        int at = from;
        for (int child = earlierChild(at); child < heap.size() && isEarlier(child, at); child = earlierChild(at)) {
            swap(at, child);
            at = child;
        }
    }

    private int earlierChild(int parent) {
        int left = 2 * parent + 1;
        return left + 1 < heap.size() && isEarlier(left + 1, left) ? left + 1 : left;
    }

    private boolean isEarlier(int a, int b) {
        return heap.get(a).deadline.compareTo(heap.get(b).deadline) < 0;
    }

    private void swap(int a, int b) {
        Entry<T> entry = heap.get(a);
        place(heap.get(b), a);
        place(entry, b);
    }

    private void place(Entry<T> entry, int index) {
        heap.set(index, entry);
        entry.index = index;
    }
}
