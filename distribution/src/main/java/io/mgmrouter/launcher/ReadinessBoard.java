package io.mgmrouter.launcher;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** What the parts of the router say about themselves. May be used by any thread. */
final class ReadinessBoard {

    /** How far a part is: the names of {@code io.mgmrouter.control.Readiness.State}. */
    private static final String READY = "READY";

    private static final String FAILED = "FAILED";

    /**
     * What one part says.
     *
     * @param name which part
     * @param state how far it is
     * @param message why it is not ready
     */
    record Notice(String name, String state, String message) {}

    private final List<String> expected;
    private final Map<Object, Notice> notices = new HashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    ReadinessBoard(Collection<String> expected) {
        this.expected = List.copyOf(expected);
    }

    /** A part says something new; it is known by a key of its own, since two of one name may exist for a moment. */
    void put(Object key, Notice notice) {
        locked(() -> notices.put(key, notice));
    }

    void remove(Object key) {
        locked(() -> notices.remove(key));
    }

    /**
     * Waits until every expected part is ready or one has failed.
     *
     * @return true if there is nothing left to wait for, false after {@code patience}
     */
    boolean await(Duration patience) throws InterruptedException {
        lock.lock();
        try {
            long left = patience.toNanos();
            while (failure().isEmpty() && !missing().isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            return left > 0;
        } finally {
            lock.unlock();
        }
    }

    /** What a failed part says. */
    Optional<Notice> failure() {
        lock.lock();
        try {
            return notices.values().stream()
                    .filter(notice -> notice.state().equals(FAILED))
                    .findFirst();
        } finally {
            lock.unlock();
        }
    }

    /** Expected parts that are not ready, with what they say; nothing said is an empty message. */
    List<Notice> missing() {
        lock.lock();
        try {
            return expected.stream()
                    .map(this::notice)
                    .filter(notice -> !notice.state().equals(READY))
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private Notice notice(String name) {
        List<Notice> said = notices.values().stream()
                .filter(notice -> notice.name().equals(name))
                .toList();
        return said.stream()
                .filter(notice -> notice.state().equals(READY))
                .findFirst()
                .or(() -> said.stream().findFirst())
                .orElse(new Notice(name, "", ""));
    }

    private void locked(Runnable change) {
        lock.lock();
        try {
            change.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
