package io.mgmrouter.igmp;

import io.mgmrouter.loop.Tick;
import java.time.Duration;
import java.util.Optional;

/** Lets one log line pass per interval: what a packet can cause, a flood of packets can cause often. */
final class LogLimit {

    private final Duration interval;
    private Optional<Tick> next = Optional.empty();

    LogLimit(Duration interval) {
        this.interval = interval;
    }

    boolean passes(Tick now) {
        if (next.isPresent() && !now.reached(next.get())) {
            return false;
        }
        next = Optional.of(now.plus(interval));
        return true;
    }
}
