package io.mgmrouter.pim.tib;

/**
 * When a last-hop router leaves the shared tree for the shortest path (RFC 7761, section 4.2.1).
 *
 * @param kilobitsPerSecond from which rate on: 0 is at the first packet, {@link #NEVER_RATE} never
 */
public record SptSwitch(long kilobitsPerSecond) {

    private static final long NEVER_RATE = Long.MAX_VALUE;

    public static final SptSwitch IMMEDIATE = new SptSwitch(0);
    public static final SptSwitch NEVER = new SptSwitch(NEVER_RATE);

    boolean immediate() {
        return kilobitsPerSecond == 0;
    }

    /** True if traffic has to be measured. */
    boolean byRate() {
        return !immediate() && kilobitsPerSecond != NEVER_RATE;
    }
}
