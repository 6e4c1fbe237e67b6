package io.mgmrouter.mgm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Why traffic is, or is not, forwarded as it is.
 *
 * <p>What has happened is remembered in rings of fixed size, so old events make room for new ones. How a live entry was
 * last decided upon is kept as long as the entry.
 *
 * @param decisions what is remembered, oldest first
 * @param complete how far back nothing is missing; empty if nothing has been forgotten since the start
 */
public record Explanation(List<Decision> decisions, Optional<Duration> complete) {
    public Explanation {
        decisions = List.copyOf(decisions);
    }
}
