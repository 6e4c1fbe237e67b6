package io.mgmrouter.loop.thread;

import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices work that holds its loop up, and reports each such piece once, with the stack it is in. */
final class Watchdog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final int LOOKS_PER_LIMIT = 4;

    private final Supplier<Collection<ThreadedControlLoop>> loops;
    private final Supplier<Duration> limit;
    private final Map<ThreadedControlLoop, Long> reported = new WeakHashMap<>();
    private final Thread thread =
            Thread.ofPlatform().daemon().name("loop-watchdog").unstarted(this::watch);

    Watchdog(Supplier<Collection<ThreadedControlLoop>> loops, Supplier<Duration> limit) {
        this.loops = loops;
        this.limit = limit;
    }

    void start() {
        thread.start();
    }

    /** Looks at every loop once. @return how many were reported now */
    int look() {
        return (int) loops.get().stream()
                .filter(this::isNewlyStuck)
                .peek(Watchdog::report)
                .count();
    }

    @Override
    public void close() {
        thread.interrupt();
    }

    private boolean isNewlyStuck(ThreadedControlLoop loop) {
        long piece = loop.meter().executed();
        return loop.meter().busyFor() > limit.get().toNanos()
                && !Long.valueOf(piece).equals(reported.put(loop, piece));
    }

    private static void report(ThreadedControlLoop loop) {
        LOG.warn(
                "loop.busy loop={} forMillis={} queued={} at={}",
                loop.name(),
                loop.meter().busyFor() / 1_000_000,
                loop.statistics().queued(),
                StackText.of(loop.stack()));
    }

    private void watch() {
        try {
            while (true) {
                Thread.sleep(limit.get().dividedBy(LOOKS_PER_LIMIT));
                look();
            }
        } catch (InterruptedException _) {
            // Closed.
        }
    }
}
