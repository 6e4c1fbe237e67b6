package io.mgmrouter.lab;

import java.time.Duration;
import java.util.Arrays;

/**
 * Counts the packets of one flow by their sequence numbers. Duplicates are recognised within the last 65536 numbers.
 * Any thread.
 */
final class Tally {

    private static final int WINDOW = 1 << 16;
    private static final long NONE = -1;

    private final long[] seen = new long[WINDOW];
    private long packets;
    private long duplicates;
    private long first = Long.MAX_VALUE;
    private long highest = NONE;
    private long firstNanos;
    private long lastNanos;
    private long longestGapNanos;

    Tally() {
        Arrays.fill(seen, NONE);
    }

    /** Takes note of a packet with a sequence number of 0 or more, at an instant of {@link System#nanoTime}. */
    synchronized void saw(long sequence, long nanos) {
        int slot = (int) (sequence % WINDOW);
        if (seen[slot] == sequence) {
            duplicates++;
            return;
        }
        seen[slot] = sequence;
        if (packets++ == 0) {
            firstNanos = nanos;
        } else {
            longestGapNanos = Math.max(longestGapNanos, nanos - lastNanos);
        }
        lastNanos = nanos;
        first = Math.min(first, sequence);
        highest = Math.max(highest, sequence);
    }

    synchronized Count count() {
        long lost = packets == 0 ? 0 : highest - first + 1 - packets;
        return new Count(packets, lost, duplicates, firstNanos, lastNanos, Duration.ofNanos(longestGapNanos));
    }
}
