package io.mgmrouter.loop;

import java.time.Duration;

/**
 * A point on the monotonic line of time that all loops of one process share. Not wall time: it cannot be shown as a
 * date and does not jump. Safe against the wrap of {@link System#nanoTime()}.
 *
 * @param nanos nanoseconds since an arbitrary origin
 */
public record Tick(long nanos) implements Comparable<Tick> {

    /** The moment {@code length} later; lengths over 146 years are cut to that. */
    public Tick plus(Duration length) {
        return new Tick(nanos + nanosOf(length));
    }

    /** The moment {@code length} earlier. */
    public Tick minus(Duration length) {
        return new Tick(nanos - nanosOf(length));
    }

    /** True if this moment is {@code deadline} or later. */
    public boolean reached(Tick deadline) {
        return nanos - deadline.nanos >= 0;
    }

    /** How much later than {@code earlier} this moment is; negative if it is before. */
    public Duration since(Tick earlier) {
        return Duration.ofNanos(nanos - earlier.nanos);
    }

    /** Time left from {@code now} until this moment, at least zero. */
    public Duration remaining(Tick now) {
        return now.reached(this) ? Duration.ZERO : since(now);
    }

    public Tick later(Tick other) {
        return reached(other) ? this : other;
    }

    public Tick earlier(Tick other) {
        return reached(other) ? other : this;
    }

    @Override
    public int compareTo(Tick other) {
        return Long.signum(nanos - other.nanos);
    }

    private static long nanosOf(Duration length) {
        return length.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : length.toNanos();
    }

    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE / 2);
}
