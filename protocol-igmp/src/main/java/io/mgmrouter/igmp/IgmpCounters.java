package io.mgmrouter.igmp;

import io.mgmrouter.igmp.codec.IgmpMessage;
import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.MembershipQuery;
import io.mgmrouter.igmp.codec.MembershipReportV1;
import io.mgmrouter.igmp.codec.MembershipReportV2;
import io.mgmrouter.igmp.codec.MembershipReportV3;
import java.util.Map;
import java.util.TreeMap;

/**
 * What went over one interface since it came up: packets by kind, and what was dropped by reason. The keys are fixed
 * names, none comes from a packet. For one thread.
 */
final class IgmpCounters {

    private final Map<String, Long> received = new TreeMap<>();
    private final Map<String, Long> sent = new TreeMap<>();
    private final Map<String, Long> dropped = new TreeMap<>();

    void received(IgmpMessage message) {
        received.merge(kind(message), 1L, Long::sum);
    }

    void sent(MembershipQuery query) {
        String kind = query.isGeneral() ? "general-query" : query.sources().isEmpty() ? "group-query" : "source-query";
        sent.merge(kind, 1L, Long::sum);
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

    private static String kind(IgmpMessage message) {
        return switch (message) {
            case MembershipQuery _ -> "query";
            case MembershipReportV1 _ -> "report-v1";
            case MembershipReportV2 _ -> "report-v2";
            case MembershipReportV3 _ -> "report-v3";
            case LeaveGroup _ -> "leave";
        };
    }
}
