package io.mgmrouter.igmp.fsm;

import io.mgmrouter.ip.IpAddress;
import java.time.Duration;
import java.util.Set;

/** What happens to a group on a link. */
public sealed interface GroupEvent {

    /** A record of an IGMPv3 report. */
    record RecordReceived(FilterEvent record) implements GroupEvent {}

    /** A report of an older host: IS_EX({}) (RFC 3376, section 7.3.2). */
    record OldReportReceived(HostVersion version) implements GroupEvent {}

    /** An IGMPv2 leave: TO_IN({}) (RFC 3376, section 7.3.2). */
    record LeaveReceived() implements GroupEvent {}

    /**
     * The querier, another router, asks about this group with the S flag clear (RFC 3376, section 6.6.1).
     *
     * @param sources the sources asked about; empty if the whole group is
     * @param lastMemberQueryTime how long it will wait for answers
     */
    record QueryReceived(Set<IpAddress> sources, Duration lastMemberQueryTime) implements GroupEvent {
        public QueryReceived {
            sources = Set.copyOf(sources);
        }
    }

    /**
     * It is known, without asking, that nobody wants something any more.
     *
     * @param allSources nobody wants all sources; otherwise that stays as it is
     * @param sources nobody wants these by name
     */
    record NoLongerWanted(boolean allSources, Set<IpAddress> sources) implements GroupEvent {
        public NoLongerWanted {
            sources = Set.copyOf(sources);
        }
    }

    /** {@link GroupState#due} may have come. */
    record TimerDue() implements GroupEvent {}
}
