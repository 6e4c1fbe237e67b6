package io.mgmrouter.lab;

import java.time.Duration;

/**
 * What was seen of a flow so far.
 *
 * @param packets different packets
 * @param lost sequence numbers missing between the lowest and the highest that was seen
 * @param duplicates packets that came once more
 * @param firstNanos when the first packet came, by {@link System#nanoTime}; meaningless while {@code packets} is 0
 * @param lastNanos when the last packet came, likewise
 * @param longestGap longest time between two packets
 */
public record Count(long packets, long lost, long duplicates, long firstNanos, long lastNanos, Duration longestGap) {

    /** Of a flow that nobody saw. */
    public static final Count NOTHING = new Count(0, 0, 0, 0, 0, Duration.ZERO);
}
