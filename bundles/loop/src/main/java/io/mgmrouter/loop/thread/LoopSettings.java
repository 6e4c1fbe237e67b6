package io.mgmrouter.loop.thread;

import java.time.Duration;

/**
 * What can be configured about loops.
 *
 * @param inboxSize packets that may wait in one loop before more are dropped
 * @param watchdogLimit how long one piece of work may take before the watchdog reports it
 */
record LoopSettings(int inboxSize, Duration watchdogLimit) {

    private static final int MOST_PACKETS = 16_777_216;
    private static final Duration SHORTEST_LIMIT = Duration.ofMillis(10);
    private static final Duration LONGEST_LIMIT = Duration.ofMinutes(1);

    /** @throws IllegalArgumentException naming the key, its value and the range */
    LoopSettings {
        if (inboxSize < 1 || inboxSize > MOST_PACKETS) {
            throw new IllegalArgumentException(
                    "inbox.size of io.mgmrouter.loop must be 1 to " + MOST_PACKETS + " packets, not " + inboxSize);
        }
        if (watchdogLimit.compareTo(SHORTEST_LIMIT) < 0 || watchdogLimit.compareTo(LONGEST_LIMIT) > 0) {
            throw new IllegalArgumentException(
                    "watchdog.limit of io.mgmrouter.loop must be " + SHORTEST_LIMIT.toMillis() + " to "
                            + LONGEST_LIMIT.toMillis() + " ms, not " + watchdogLimit.toMillis());
        }
    }
}
