package io.mgmrouter.mgm.core;

import java.time.Duration;

/**
 * What can be set about the manager.
 *
 * @param entryLifetime life span of a forwarding entry
 * @param questionDeadline how long a client may take for an answer
 * @param hold how long the state of a client whose bundle went away is kept; zero removes it at once
 * @param wrongInterfaceInterval least time between two wrong-interface alerts of one flow
 */
public record MgmSettings(
        Duration entryLifetime, Duration questionDeadline, Duration hold, Duration wrongInterfaceInterval) {

    public static final MgmSettings DEFAULTS = new MgmSettings(
            Duration.ofSeconds(900), Duration.ofMillis(250), Duration.ofSeconds(180), Duration.ofSeconds(3));

    /** @throws IllegalArgumentException naming the key, the value and the allowed range */
    public MgmSettings {
        require("entry.lifetime", entryLifetime, Duration.ofSeconds(1), Duration.ofDays(1));
        require("question.deadline.ms", questionDeadline, Duration.ofMillis(1), Duration.ofMinutes(1));
        require("hold.seconds", hold, Duration.ZERO, Duration.ofDays(1));
        require("wrong.interface.interval", wrongInterfaceInterval, Duration.ZERO, Duration.ofHours(1));
    }

    private static void require(String key, Duration value, Duration least, Duration most) {
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    key + " of io.mgmrouter.mgm must be " + least + " to " + most + ", not " + value);
        }
    }
}
