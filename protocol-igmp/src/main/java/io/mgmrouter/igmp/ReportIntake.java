package io.mgmrouter.igmp;

import io.mgmrouter.igmp.codec.GroupRecord;
import io.mgmrouter.igmp.codec.HostMessage;
import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.MembershipReport;
import io.mgmrouter.igmp.codec.OlderReport;
import io.mgmrouter.igmp.codec.RecordType;
import io.mgmrouter.igmp.fsm.FilterEvent;
import io.mgmrouter.igmp.fsm.FilterEvent.Allow;
import io.mgmrouter.igmp.fsm.FilterEvent.Block;
import io.mgmrouter.igmp.fsm.FilterEvent.IsEx;
import io.mgmrouter.igmp.fsm.FilterEvent.IsIn;
import io.mgmrouter.igmp.fsm.FilterEvent.ToEx;
import io.mgmrouter.igmp.fsm.FilterEvent.ToIn;
import io.mgmrouter.igmp.fsm.FilterState;
import io.mgmrouter.igmp.fsm.FilterState.Exclude;
import io.mgmrouter.igmp.fsm.GroupEvent;
import io.mgmrouter.igmp.fsm.GroupEvent.LeaveReceived;
import io.mgmrouter.igmp.fsm.GroupEvent.OldReportReceived;
import io.mgmrouter.igmp.fsm.GroupEvent.RecordReceived;
import io.mgmrouter.igmp.fsm.GroupState;
import io.mgmrouter.igmp.fsm.HostVersion;
import io.mgmrouter.igmp.history.EventKind;
import io.mgmrouter.ip.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/**
 * What hosts say, on its way into the table of groups: the operator's rules are applied to it here, and nowhere else.
 * For the loop's thread.
 */
final class ReportIntake {

    private final GroupTable groups;
    private final HostWatch hosts;
    private InterfaceSettings settings;

    /** Who says it, and in which version. */
    private record Speaker(IpAddress host, HostVersion version) {}

    ReportIntake(InterfaceSettings settings, GroupTable groups, HostWatch hosts) {
        this.settings = settings;
        this.groups = groups;
        this.hosts = hosts;
    }

    void configure(InterfaceSettings changed) {
        settings = changed;
    }

    /** A report or leave that has passed the checks of its header. */
    void heard(HostMessage message, IpAddress host) {
        switch (message) {
            case OlderReport(var version, var group) ->
                olderReport(group, new Speaker(host, settings.dialect().hostVersion(version)));
            case LeaveGroup(var group) -> leave(group, new Speaker(host, HostVersion.V2));
            case MembershipReport(var records) ->
                records.forEach(record -> record(record, new Speaker(host, HostVersion.V3)));
        }
    }

    private void olderReport(IpAddress group, Speaker speaker) {
        if (isForwarded(group)) {
            joinAll(group, new IsEx(Set.of()), new OldReportReceived(speaker.version), speaker);
        }
    }

    /** IGMPv1 routers ignore leaves (RFC 3376, section 7.3.1); the header check has dropped them there. */
    private void leave(IpAddress group, Speaker speaker) {
        if (isForwarded(group)
                && (!isSourceSpecific(group) || !mapped(group, speaker).isEmpty())) {
            takeBack(group, new ToIn(Set.of()), new LeaveReceived(), speaker);
        }
    }

    private void record(GroupRecord record, Speaker speaker) {
        IpAddress group = record.group();
        if (!isForwarded(group)) {
            return;
        }
        switch (record.type()) {
            case MODE_IS_EXCLUDE -> joinAll(record, IsEx::new, speaker);
            case CHANGE_TO_EXCLUDE_MODE -> joinAll(record, ToEx::new, speaker);
            case MODE_IS_INCLUDE -> join(record, IsIn::new, speaker);
            case ALLOW_NEW_SOURCES -> join(record, Allow::new, speaker);
            case CHANGE_TO_INCLUDE_MODE -> {
                ToIn statement = new ToIn(groups.admitted(group, allowed(record, speaker), speaker.host));
                if (groups.state(group).filter().isEmpty()
                        && !statement.sources().isEmpty()) {
                    enter(group, statement, new RecordReceived(statement), speaker);
                } else {
                    takeBack(group, statement, new RecordReceived(statement), speaker);
                }
            }
            case BLOCK_OLD_SOURCES -> {
                Block statement = new Block(groups.admitted(group, record.sources(), speaker.host));
                takeBack(group, statement, new RecordReceived(statement), speaker);
            }
        }
    }

    private void joinAll(GroupRecord record, Function<Set<IpAddress>, FilterEvent> type, Speaker speaker) {
        FilterEvent statement = type.apply(groups.admitted(record.group(), record.sources(), speaker.host));
        joinAll(record.group(), statement, new RecordReceived(statement), speaker);
    }

    /** In the source-specific range somebody who wants all sources gets the mapped ones, or nothing. */
    private void joinAll(IpAddress group, FilterEvent statement, GroupEvent event, Speaker speaker) {
        if (isSourceSpecific(group)) {
            Set<IpAddress> mapped = mapped(group, speaker);
            if (!mapped.isEmpty()) {
                join(new GroupRecord(RecordType.MODE_IS_INCLUDE, group, List.copyOf(mapped)), IsIn::new, speaker);
            }
        } else if (settings.policy().access().allows(group, speaker.host)) {
            enter(group, statement, event, speaker);
        } else {
            hosts.refused(Drops.ACCESS_DENIED, EventKind.DENIED, group, speaker.host);
        }
    }

    private void join(GroupRecord record, Function<Set<IpAddress>, FilterEvent> type, Speaker speaker) {
        Collection<IpAddress> allowed = allowed(record, speaker);
        if (!allowed.isEmpty()) {
            FilterEvent statement = type.apply(groups.admitted(record.group(), allowed, speaker.host));
            enter(record.group(), statement, new RecordReceived(statement), speaker);
        }
    }

    private void enter(IpAddress group, FilterEvent statement, GroupEvent event, Speaker speaker) {
        if (hosts.mayEnter(group, speaker.host)) {
            groups.reported(group, event, speaker.host);
            if (!groups.state(group).filter().isEmpty()) {
                hosts.heard(group, statement, speaker.host, speaker.version);
            }
        }
    }

    /** What is taken back counts at once if the operator says so, or if nobody else can be affected. */
    private void takeBack(IpAddress group, FilterEvent statement, GroupEvent event, Speaker speaker) {
        GroupState known = groups.state(group);
        if (known.filter().isEmpty()) {
            return;
        }
        hosts.heard(group, statement, speaker.host, speaker.version);
        if (!countsAtOnce(group, known, statement, speaker)) {
            hosts.leaving(group, speaker.host);
            groups.left(group, event, speaker.host);
            return;
        }
        if (statement instanceof ToIn(var sources) && !sources.isEmpty()) {
            groups.reported(group, new RecordReceived(new IsIn(sources)), speaker.host);
        }
        FilterState filter = groups.state(group).filter();
        groups.left(group, hosts.unwanted(group, statement, filter), speaker.host);
    }

    private boolean countsAtOnce(IpAddress group, GroupState known, FilterEvent statement, Speaker speaker) {
        if (statement instanceof Block && known.filter() instanceof Exclude) {
            // Who blocks a source wants the others still; the manager knows no excluded sources.
            return false;
        }
        return switch (settings.policy().immediateLeave()) {
            case NEVER -> false;
            case ALWAYS -> true;
            // Older hosts keep silent when somebody else reports, so the one who leaves may not be the last.
            case TRACKED ->
                speaker.version == HostVersion.V3
                        && hosts.knowsEverybody(known)
                        && settings.policy().ssm().sources(group).isEmpty();
        };
    }

    /** Link-local groups are never forwarded. */
    private boolean isForwarded(IpAddress group) {
        if (group.isLinkLocalMulticast()) {
            hosts.dropped(Drops.LINK_LOCAL_GROUP);
            return false;
        }
        return true;
    }

    private boolean isSourceSpecific(IpAddress group) {
        return settings.policy().ssm().isSourceSpecific(group);
    }

    /** RFC 4604, section 2.2: without sources there is nothing to be joined. */
    private Set<IpAddress> mapped(IpAddress group, Speaker speaker) {
        Set<IpAddress> mapped = settings.policy().ssm().sources(group);
        if (mapped.isEmpty()) {
            hosts.refused(Drops.ANY_SOURCE_IN_SSM_RANGE, EventKind.SOURCE_NEEDED, group, speaker.host);
        }
        return mapped;
    }

    private Collection<IpAddress> allowed(GroupRecord record, Speaker speaker) {
        if (settings.policy().access().isOpen()) {
            return record.sources();
        }
        List<IpAddress> allowed = new ArrayList<>(record.sources().size());
        for (IpAddress source : record.sources()) {
            if (settings.policy().access().allows(source, record.group(), speaker.host)) {
                allowed.add(source);
            } else {
                hosts.refused(Drops.ACCESS_DENIED, EventKind.DENIED, record.group(), speaker.host);
            }
        }
        return allowed;
    }
}
