package io.mgmrouter.loop;

import java.time.Duration;
import java.util.Optional;

/** Lets one log line pass per interval: what a packet can cause, a flood of packets can cause often. For one thread. */
public final class LogLimit {

    private final Duration interval;
    private Optional<Tick> next = Optional.empty();

    public LogLimit(Duration interval) {
        this.interval = interval;
    }

    /** True if a line may be written now. */
    public boolean passes(Tick now) {
        if (next.isPresent() && !now.reached(next.get())) {
            return false;
        }
        next = Optional.of(now.plus(interval));
        return true;
    }
}
