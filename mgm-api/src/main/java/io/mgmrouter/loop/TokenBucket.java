package io.mgmrouter.loop;

import java.time.Duration;

/**
 * Lets so many events pass per second on average, and so many in a row. It is full at first. One number is kept: when
 * the bucket will be full again. For one thread.
 */
public final class TokenBucket {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final long nanosPerToken;
    private final long nanosToFill;
    private long fullAt;

    /**
     * @param perSecond events per second, at least 1
     * @param burst events in a row, at least 1
     */
    public TokenBucket(int perSecond, int burst, Tick now) {
        this(SECOND / perSecond, SECOND / perSecond * burst, now);
    }

    private TokenBucket(long nanosPerToken, long nanosToFill, Tick now) {
        this.nanosPerToken = nanosPerToken;
        this.nanosToFill = nanosToFill;
        this.fullAt = now.nanos();
    }

    /** So many events in any such length of time, in whatever distribution. */
    public static TokenBucket of(int events, Duration within, Tick now) {
        return new TokenBucket(within.toNanos() / events, within.toNanos(), now);
    }

    /** Takes a token; false if there is none. */
    public boolean take(Tick now) {
        long start = fullAt - now.nanos() > 0 ? fullAt : now.nanos();
        if (start + nanosPerToken - now.nanos() > nanosToFill) {
            return false;
        }
        fullAt = start + nanosPerToken;
        return true;
    }
}
