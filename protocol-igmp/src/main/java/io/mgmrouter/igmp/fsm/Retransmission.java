package io.mgmrouter.igmp.fsm;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Specific queries that are to be repeated (RFC 3376, section 6.6.3). Those about the group and those about sources
 * have their own pace: a source that is blocked meanwhile must not make the repetitions about the group come early.
 *
 * @param groupQueriesLeft how many Group-Specific Queries are still to be sent
 * @param nextGroupQuery when the next of these is due; meaningless while none is left
 * @param sourceQueriesLeft per source, in how many Group-and-Source-Specific Queries it is still to be named
 * @param nextSourceQuery when the next of these is due; meaningless while none is left
 */
public record Retransmission(
        int groupQueriesLeft, Tick nextGroupQuery, Map<IpAddress, Integer> sourceQueriesLeft, Tick nextSourceQuery) {

    static final Retransmission NONE = new Retransmission(0, new Tick(0), Map.of(), new Tick(0));

    public Retransmission {
        sourceQueriesLeft = Map.copyOf(sourceQueriesLeft);
    }

    Optional<Tick> due() {
        if (groupQueriesLeft == 0) {
            return sourceQueriesLeft.isEmpty() ? Optional.empty() : Optional.of(nextSourceQuery);
        }
        return Optional.of(sourceQueriesLeft.isEmpty() ? nextGroupQuery : nextGroupQuery.earlier(nextSourceQuery));
    }

    boolean groupQueryDue(Tick now) {
        return groupQueriesLeft > 0 && now.reached(nextGroupQuery);
    }

    boolean sourceQueryDue(Tick now) {
        return !sourceQueriesLeft.isEmpty() && now.reached(nextSourceQuery);
    }

    /** The group is asked about so many times, from now on. */
    Retransmission askGroup(int count, Tick now) {
        return new Retransmission(count, now, sourceQueriesLeft, nextSourceQuery);
    }

    /** These sources are asked about so many times, from now on, together with those that are being asked about. */
    Retransmission askSources(Set<IpAddress> sources, int count, Tick now) {
        Map<IpAddress, Integer> left = new HashMap<>(sourceQueriesLeft);
        sources.forEach(source -> left.put(source, count));
        return new Retransmission(groupQueriesLeft, nextGroupQuery, left, now);
    }

    /** What is left once everything that is due has been sent. */
    Retransmission sent(Tick now, Tick following) {
        Retransmission rest = groupQueryDue(now)
                ? new Retransmission(groupQueriesLeft - 1, following, sourceQueriesLeft, nextSourceQuery)
                : this;
        return sourceQueryDue(now)
                ? new Retransmission(rest.groupQueriesLeft, rest.nextGroupQuery, oneLess(), following)
                : rest;
    }

    private Map<IpAddress, Integer> oneLess() {
        Map<IpAddress, Integer> left = HashMap.newHashMap(sourceQueriesLeft.size());
        sourceQueriesLeft.forEach((source, count) -> {
            if (count > 1) {
                left.put(source, count - 1);
            }
        });
        return left;
    }
}
