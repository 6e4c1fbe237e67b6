package io.mgmrouter.igmp.discovery;

import io.mgmrouter.loop.Tick;
import java.time.Duration;

/**
 * When a router advertises itself on a link (RFC 4286, sections 3.1, 3.4 and 4.4): a few times in quick succession,
 * then at its interval, and soon after somebody asks. Chance is handed in: a number from 0 to below 1 for each step.
 *
 * @param initialLeft how many of the first advertisements are still to be sent
 * @param earliest before this moment none is sent, so that questions cannot cause more than ten a second
 * @param next when the next one is due
 */
public record AdvertiserState(int initialLeft, Tick earliest, Tick next) {

    /** MaxInitialAdvertisements and MaxInitialAdvertisementInterval. */
    static final int INITIAL_COUNT = 3;

    static final Duration INITIAL_INTERVAL = Duration.ofSeconds(2);

    /** MaxMessageRate: ten a second. */
    static final Duration SPACING = Duration.ofMillis(100);

    /** AdvertisementJitter, as a part of the interval. */
    private static final double JITTER = 0.025;

    /** What happens to it. */
    public enum Event {
        TIMER_DUE,
        SOLICITED
    }

    /** Result of one event. */
    public record Step(AdvertiserState next, boolean send) {}

    /** The link can be used: the first advertisement is sent within the initial interval. */
    public static AdvertiserState start(Tick now, double chance) {
        return new AdvertiserState(INITIAL_COUNT, now, now.plus(part(INITIAL_INTERVAL, chance)));
    }

    /**
     * @param interval AdvertisementInterval, 4 to 180 s
     * @param chance 0 to below 1
     */
    public Step step(Event event, Duration interval, Tick now, double chance) {
        return switch (event) {
            case TIMER_DUE -> now.reached(next) ? sent(interval, now, chance) : new Step(this, false);
            case SOLICITED -> new Step(hurried(now, chance), false);
        };
    }

    private Step sent(Duration interval, Tick now, double chance) {
        int left = Math.max(0, initialLeft - 1);
        Duration pause = left > 0 ? part(INITIAL_INTERVAL, chance) : jittered(interval, chance);
        Tick allowed = now.plus(SPACING);
        return new Step(new AdvertiserState(left, allowed, now.plus(pause).later(allowed)), true);
    }

    /** One answer serves all who ask meanwhile. */
    private AdvertiserState hurried(Tick now, double chance) {
        Tick answer = now.plus(part(INITIAL_INTERVAL, chance)).later(earliest);
        return new AdvertiserState(initialLeft, earliest, next.earlier(answer));
    }

    private static Duration jittered(Duration interval, double chance) {
        return interval.plus(part(interval, JITTER * (2 * chance - 1)));
    }

    private static Duration part(Duration whole, double part) {
        return Duration.ofNanos((long) (whole.toNanos() * part));
    }
}
