package io.mgmrouter.loop.thread;

/** What one loop does with its time. Written by the loop, read by anybody. */
final class WorkMeter {

    private volatile long executed;
    private volatile long longest;
    private volatile long since;
    private volatile boolean busy;

    void begin() {
        since = System.nanoTime();
        busy = true;
    }

    void end() {
        busy = false;
        longest = Math.max(longest, System.nanoTime() - since);
        executed++;
    }

    /** Pieces of work done; also tells one piece from the next. */
    long executed() {
        return executed;
    }

    /** Nanoseconds the longest piece took. */
    long longest() {
        return longest;
    }

    /** Nanoseconds the present piece has taken so far; 0 between two pieces. */
    long busyFor() {
        // In this order: a piece seen as busy has its own beginning in place.
        return busy ? System.nanoTime() - since : 0;
    }
}
