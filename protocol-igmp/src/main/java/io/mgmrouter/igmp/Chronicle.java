package io.mgmrouter.igmp;

import io.mgmrouter.igmp.codec.MembershipQuery;
import io.mgmrouter.igmp.fsm.FilterState;
import io.mgmrouter.igmp.fsm.FilterState.Exclude;
import io.mgmrouter.igmp.fsm.FilterState.Include;
import io.mgmrouter.igmp.fsm.GroupEvent;
import io.mgmrouter.igmp.fsm.SourceTimers;
import io.mgmrouter.igmp.history.EventKind;
import io.mgmrouter.igmp.history.History;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import java.util.Optional;

/**
 * Writes down what happens on one interface. It outlives the interface going down, so that this can be read in it too.
 * A report that only repeats what is known is not written down. For the loop's thread.
 */
final class Chronicle {

    private History history;
    private Optional<Tick> lastQuery = Optional.empty();

    /** @param size how many events are remembered */
    Chronicle(int size) {
        history = new History(size);
    }

    History history() {
        return history;
    }

    void resize(int size) {
        if (size != history.capacity()) {
            history = history.resized(size);
        }
    }

    /** A group has been reported, asked about, or waited for, and is now this instead of that. */
    void changed(Group group, GroupEvent event, FilterState before, FilterState after, Tick now) {
        if (before instanceof Include(var had) && after instanceof Include(var has)) {
            SourceTimers old = SourceTimers.of(had);
            SourceTimers current = SourceTimers.of(has);
            current.forEachNotIn(old, source -> sourceJoined(group, source, now));
            old.forEachNotIn(current, source -> ended(group, Optional.of(source), event, now));
        } else if (before instanceof Include) {
            history.add(EventKind.JOINED, group.address(), speaker(group), now);
        } else if (!(after instanceof Exclude)) {
            ended(group, Optional.empty(), event, now);
        }
    }

    /** A host takes something back, and others are asked. */
    void leaving(IpAddress group, IpAddress host, Tick now) {
        history.add(EventKind.LEAVE_HEARD, group, host, now);
    }

    /** A host was refused. */
    void refused(EventKind why, IpAddress group, IpAddress host, Tick now) {
        history.add(why, group, host, now);
    }

    /** A host's packet was not looked at. */
    void refused(EventKind why, IpAddress host, Tick now) {
        history.add(why, host, now);
    }

    void sent(MembershipQuery query, Tick now) {
        if (query.isGeneral()) {
            lastQuery = Optional.of(now);
            history.add(EventKind.GENERAL_QUERY_SENT, now);
        } else {
            history.addGroup(
                    query.sources().isEmpty() ? EventKind.GROUP_QUERY_SENT : EventKind.SOURCE_QUERY_SENT,
                    query.group(),
                    now);
        }
    }

    void heard(MembershipQuery query, IpAddress from, Tick now) {
        if (query.isGeneral()) {
            lastQuery = Optional.of(now);
            history.add(EventKind.QUERY_HEARD, from, now);
        } else {
            history.add(EventKind.QUERY_HEARD, query.group(), from, now);
        }
    }

    void querierChanged(IpAddress querier, Tick now) {
        history.add(EventKind.QUERIER_CHANGED, querier, now);
    }

    /** Something about the interface as a whole. */
    void happened(EventKind kind, Tick now) {
        history.add(kind, now);
    }

    private void sourceJoined(Group group, IpAddress source, Tick now) {
        history.add(EventKind.SOURCE_JOINED, group.address(), source, speaker(group), now);
    }

    private void ended(Group group, Optional<IpAddress> source, GroupEvent event, Tick now) {
        EventKind kind = event instanceof GroupEvent.NoLongerWanted
                ? EventKind.LEFT_AT_ONCE
                : group.leaver().isPresent() ? EventKind.LEFT : EventKind.EXPIRED;
        history.addEnd(
                kind,
                group.address(),
                source,
                speaker(group),
                (int) now.since(group.lastReport()).toSeconds(),
                lastQuery.map(asked -> (int) now.since(asked).toSeconds()).orElse(-1),
                now);
    }

    private static IpAddress speaker(Group group) {
        return group.lastReporter().orElse(IpAddress.unspecified(group.address().family()));
    }
}
