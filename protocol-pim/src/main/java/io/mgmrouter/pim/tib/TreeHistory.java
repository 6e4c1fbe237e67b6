package io.mgmrouter.pim.tib;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.SourceGroup;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The latest events of all trees, oldest dropped first. */
final class TreeHistory {

    private static final int SIZE = 8192;

    private final Deque<Happened> events = new ArrayDeque<>();
    private final Supplier<Tick> clock;

    /**
     * @param at when
     * @param what about which tree
     * @param event what happened, one word
     * @param detail with whom, or how; empty if there is nothing to say
     */
    record Happened(Tick at, SourceGroup what, String event, String detail) {}

    TreeHistory(Supplier<Tick> clock) {
        this.clock = clock;
    }

    void add(SourceGroup what, String event, String detail) {
        if (events.size() == SIZE) {
            events.removeFirst();
        }
        events.addLast(new Happened(clock.get(), what, event, detail));
    }

    /** The events about some trees, oldest first. */
    List<Happened> about(Predicate<SourceGroup> which) {
        return events.stream().filter(event -> which.test(event.what())).toList();
    }
}
