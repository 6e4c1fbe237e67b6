package io.mgmrouter.igmp;

import io.mgmrouter.igmp.codec.MembershipQuery;
import io.mgmrouter.igmp.fsm.GroupAction;
import io.mgmrouter.igmp.fsm.GroupAction.SendGroupQuery;
import io.mgmrouter.igmp.fsm.GroupAction.SendSourceQuery;
import io.mgmrouter.igmp.fsm.HostVersion;
import io.mgmrouter.igmp.fsm.Timing;
import io.mgmrouter.ip.IpAddress;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Queries in the configured version (RFC 3376, section 7.3.1; RFC 3810, section 8.3.1): pure functions. */
final class QueryWriter {

    private QueryWriter() {}

    static MembershipQuery general(InterfaceSettings settings, Duration maxResponseTime) {
        IpAddress all = IpAddress.unspecified(settings.dialect().family());
        return settings.speaks(HostVersion.V3)
                ? query(settings, maxResponseTime, all, false, List.of())
                : MembershipQuery.older(settings.version(), maxResponseTime, all);
    }

    /**
     * The messages a specific query takes; none if the version cannot express it. IGMPv1 has only general queries.
     * IGMPv2 and MLDv1 have no S flag: a question that needs it is not asked, or other routers would lower their
     * timers.
     *
     * @param mtu largest IP packet in octets; a longer list of sources is spread over several messages
     */
    static List<MembershipQuery> specific(InterfaceSettings settings, IpAddress group, GroupAction query, int mtu) {
        Duration wait = settings.timing().lastMemberQueryInterval();
        return switch (query) {
            case SendGroupQuery(var suppress)
            when settings.speaks(HostVersion.V3) -> List.of(query(settings, wait, group, suppress, List.of()));
            case SendGroupQuery(var suppress)
            when settings.speaks(HostVersion.V2) && !suppress ->
                List.of(MembershipQuery.older(settings.version(), wait, group));
            case SendSourceQuery(var sources, var suppress)
            when settings.speaks(HostVersion.V3) ->
                parts(sources, sourcesPerQuery(settings.dialect(), mtu))
                        .map(part -> query(settings, wait, group, suppress, part))
                        .toList();
            default -> List.of();
        };
    }

    private static int sourcesPerQuery(Dialect dialect, int mtu) {
        return Math.max(1, (mtu - dialect.queryOverhead()) / dialect.addressOctets());
    }

    private static Stream<List<IpAddress>> parts(List<IpAddress> all, int size) {
        return IntStream.iterate(0, from -> from < all.size(), from -> from + size)
                .mapToObj(from -> all.subList(from, Math.min(all.size(), from + size)));
    }

    private static MembershipQuery query(
            InterfaceSettings settings,
            Duration maxResponseTime,
            IpAddress group,
            boolean suppress,
            List<IpAddress> sources) {
        Timing timing = settings.timing();
        return new MembershipQuery(
                settings.version(),
                maxResponseTime,
                group,
                suppress,
                timing.robustness(),
                timing.queryInterval(),
                sources);
    }
}
