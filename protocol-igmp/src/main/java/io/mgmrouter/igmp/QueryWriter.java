package io.mgmrouter.igmp;

import io.mgmrouter.igmp.codec.MembershipQuery;
import io.mgmrouter.igmp.fsm.GroupAction;
import io.mgmrouter.igmp.fsm.GroupAction.SendGroupQuery;
import io.mgmrouter.igmp.fsm.GroupAction.SendSourceQuery;
import io.mgmrouter.igmp.fsm.Timing;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Queries in the configured version (RFC 3376, section 7.3.1): pure functions. */
final class QueryWriter {

    /** IP header with Router Alert, and the fixed part of an IGMPv3 query. */
    private static final int OVERHEAD_OCTETS = 24 + 12;

    private QueryWriter() {}

    static MembershipQuery general(int version, Timing timing, Duration maxResponseTime) {
        return switch (version) {
            case 1 -> MembershipQuery.v1();
            case 2 -> MembershipQuery.v2(maxResponseTime, Ipv4Address.UNSPECIFIED);
            default -> v3(timing, maxResponseTime, Ipv4Address.UNSPECIFIED, false, List.of());
        };
    }

    /**
     * The messages a specific query takes; none if the version cannot express it. IGMPv1 has only general queries.
     * IGMPv2 has no S flag: a question that needs it is not asked, or other routers would lower their timers.
     *
     * @param mtu largest IP packet in octets; a longer list of sources is spread over several messages
     */
    static List<MembershipQuery> specific(int version, Timing timing, Ipv4Address group, GroupAction query, int mtu) {
        Duration wait = timing.lastMemberQueryInterval();
        return switch (query) {
            case SendGroupQuery(var suppress)
            when version == 3 -> List.of(v3(timing, wait, group, suppress, List.of()));
            case SendGroupQuery(var suppress)
            when version == 2 && !suppress -> List.of(MembershipQuery.v2(wait, group));
            case SendSourceQuery(var sources, var suppress)
            when version == 3 ->
                parts(sources, Math.max(1, (mtu - OVERHEAD_OCTETS) / 4))
                        .map(part -> v3(timing, wait, group, suppress, part))
                        .toList();
            default -> List.of();
        };
    }

    private static Stream<List<Ipv4Address>> parts(List<IpAddress> sources, int size) {
        List<Ipv4Address> all = sources.stream().map(Ipv4Address.class::cast).toList();
        return IntStream.iterate(0, from -> from < all.size(), from -> from + size)
                .mapToObj(from -> all.subList(from, Math.min(all.size(), from + size)));
    }

    private static MembershipQuery v3(
            Timing timing, Duration maxResponseTime, Ipv4Address group, boolean suppress, List<Ipv4Address> sources) {
        return new MembershipQuery(
                3, maxResponseTime, group, suppress, timing.robustness(), timing.queryInterval(), sources);
    }
}
