package io.mgmrouter.pim.fsm;

import java.time.Duration;

/** The holdtime of a Join/Prune message or a Hello, as the machines count it. */
public final class Holdtime {

    /** Longer than any router runs. */
    public static final Duration NEVER = Duration.ofDays(36_500);

    private static final int FOREVER_SECONDS = 0xffff;

    private Holdtime() {}

    /**
     * The time after which what a message says is forgotten.
     *
     * @param seconds as the message has it; 65535 is {@link #NEVER} (RFC 7761, section 4.9.5)
     */
    public static Duration of(int seconds) {
        return seconds == FOREVER_SECONDS ? NEVER : Duration.ofSeconds(seconds);
    }
}
