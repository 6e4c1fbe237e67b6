package io.mgmrouter.igmp;

import io.mgmrouter.igmp.codec.MembershipMessage;
import io.mgmrouter.igmp.codec.MembershipQuery;
import java.util.Map;
import java.util.TreeMap;

/**
 * What went over one interface since it came up: packets by kind, and what was dropped by reason. The keys are fixed
 * names, none comes from a packet. For one thread.
 */
final class MessageCounters {

    private final Map<String, Long> received = new TreeMap<>();
    private final Map<String, Long> sent = new TreeMap<>();
    private final Map<String, Long> dropped = new TreeMap<>();

    /** @param kind a name of {@link Dialect#kind} */
    void received(String kind) {
        received.merge(kind, 1L, Long::sum);
    }

    void sent(MembershipMessage message) {
        sent.merge(message instanceof MembershipQuery query ? kind(query) : "discovery", 1L, Long::sum);
    }

    private static String kind(MembershipQuery query) {
        return query.isGeneral() ? "general-query" : query.sources().isEmpty() ? "group-query" : "source-query";
    }

    void dropped(String reason) {
        dropped.merge(reason, 1L, Long::sum);
    }

    Map<String, Long> received() {
        return received;
    }

    Map<String, Long> sent() {
        return sent;
    }

    Map<String, Long> dropped() {
        return dropped;
    }
}
