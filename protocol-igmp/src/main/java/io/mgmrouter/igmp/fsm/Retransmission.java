package io.mgmrouter.igmp.fsm;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Specific queries that are to be repeated (RFC 3376, section 6.6.3).
 *
 * @param groupQueriesLeft how many Group-Specific Queries are still to be sent
 * @param sourceQueriesLeft per source, in how many Group-and-Source-Specific Queries it is still to be named
 * @param next when the next ones are due; meaningless while nothing is left
 */
public record Retransmission(int groupQueriesLeft, Map<IpAddress, Integer> sourceQueriesLeft, Tick next) {

    static final Retransmission NONE = new Retransmission(0, Map.of(), new Tick(0));

    public Retransmission {
        sourceQueriesLeft = Map.copyOf(sourceQueriesLeft);
    }

    Optional<Tick> due() {
        return groupQueriesLeft == 0 && sourceQueriesLeft.isEmpty() ? Optional.empty() : Optional.of(next);
    }

    /** What is left once everything that is pending has been sent one more time. */
    Retransmission sent(Tick following) {
        Map<IpAddress, Integer> left = HashMap.newHashMap(sourceQueriesLeft.size());
        sourceQueriesLeft.forEach((source, count) -> {
            if (count > 1) {
                left.put(source, count - 1);
            }
        });
        return new Retransmission(Math.max(0, groupQueriesLeft - 1), left, following);
    }
}
