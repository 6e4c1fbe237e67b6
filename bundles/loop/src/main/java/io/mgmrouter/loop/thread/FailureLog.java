package io.mgmrouter.loop.thread;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that threw: all of it counted, at most one a second logged, or a hostile packet stream could fill the disk. */
final class FailureLog {

    private static final Logger LOG = LoggerFactory.getLogger(FailureLog.class);
    private static final long QUIET_NANOS = 1_000_000_000;

    private final String loop;
    private volatile long count;
    private long logged;
    private long loggedAt;

    FailureLog(String loop) {
        this.loop = loop;
    }

    long count() {
        return count;
    }

    /** On the loop's thread only. */
    void add(String what, Runnable work, Throwable failure) {
        count++;
        long now = System.nanoTime();
        if (logged > 0 && now - loggedAt < QUIET_NANOS) {
            return;
        }
        LOG.error(
                "loop.failed loop={} what={} work={} unlogged={}",
                loop,
                what,
                work.getClass().getName(),
                count - logged - 1,
                failure);
        logged = count;
        loggedAt = now;
    }
}
