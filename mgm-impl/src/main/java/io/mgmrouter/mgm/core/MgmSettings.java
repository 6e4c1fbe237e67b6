package io.mgmrouter.mgm.core;

import java.time.Duration;

/**
 * What can be set about the manager.
 *
 * @param entryLifetime life span of a forwarding entry
 * @param questionDeadline how long a client may take for an answer
 * @param hold how long the state of a client whose bundle went away is kept; zero removes it at once
 * @param wrongInterfaceInterval least time between two wrong-interface alerts of one flow
 * @param recentEvents how many events are remembered to explain what is so
 * @param vanished how many ends of entries, and of pairs without receivers, are remembered beside them
 * @param wildcardEntries whether sources that no client wants to be asked about may be forwarded by (*,G) entries
 */
public record MgmSettings(
        Duration entryLifetime,
        Duration questionDeadline,
        Duration hold,
        Duration wrongInterfaceInterval,
        int recentEvents,
        int vanished,
        boolean wildcardEntries) {

    private static final int FEWEST_EVENTS = 16;
    private static final int MOST_EVENTS = 1_048_576;

    public static final MgmSettings DEFAULTS = new MgmSettings(
            Duration.ofSeconds(900),
            Duration.ofMillis(250),
            Duration.ofSeconds(180),
            Duration.ofSeconds(3),
            16_384,
            4_096,
            true);

    /** @throws IllegalArgumentException naming the key, the value and the allowed range */
    public MgmSettings {
        require("entry.lifetime", entryLifetime, Duration.ofSeconds(1), Duration.ofDays(1));
        require("question.deadline.ms", questionDeadline, Duration.ofMillis(1), Duration.ofMinutes(1));
        require("hold.seconds", hold, Duration.ZERO, Duration.ofDays(1));
        require("wrong.interface.interval", wrongInterfaceInterval, Duration.ZERO, Duration.ofHours(1));
        require("recent.events", recentEvents);
        require("vanished", vanished);
    }

    /** These with another hold time. */
    public MgmSettings withHold(Duration other) {
        return new MgmSettings(
                entryLifetime,
                questionDeadline,
                other,
                wrongInterfaceInterval,
                recentEvents,
                vanished,
                wildcardEntries);
    }

    /** These with a log of another size. */
    public MgmSettings withLog(int events, int ends) {
        return new MgmSettings(
                entryLifetime, questionDeadline, hold, wrongInterfaceInterval, events, ends, wildcardEntries);
    }

    /** These with (*,G) entries, or without. */
    public MgmSettings withWildcardEntries(boolean wanted) {
        return new MgmSettings(
                entryLifetime, questionDeadline, hold, wrongInterfaceInterval, recentEvents, vanished, wanted);
    }

    private static void require(String key, int events) {
        if (events < FEWEST_EVENTS || events > MOST_EVENTS) {
            throw new IllegalArgumentException(key + " of io.mgmrouter.mgm must be " + FEWEST_EVENTS + " to "
                    + MOST_EVENTS + " events, not " + events);
        }
    }

    private static void require(String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    key + " of io.mgmrouter.mgm must be " + least + " to " + most + ", not " + value);
        }
    }
}
