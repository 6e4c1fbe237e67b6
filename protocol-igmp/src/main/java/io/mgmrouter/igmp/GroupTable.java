package io.mgmrouter.igmp;

import io.mgmrouter.igmp.fsm.FilterState;
import io.mgmrouter.igmp.fsm.GroupAction;
import io.mgmrouter.igmp.fsm.GroupEvent;
import io.mgmrouter.igmp.fsm.GroupState;
import io.mgmrouter.igmp.policy.Quota;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.DeadlineQueue;
import io.mgmrouter.loop.Tick;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/**
 * The groups of one interface and their deadlines. An event costs what its group costs: one lookup, one step of the
 * machine, one move in the queue of deadlines. For the loop's thread.
 */
final class GroupTable {

    /** Deadlines worked off in one go; the rest follows in the next turn, so that packets are not held up. */
    private static final int BATCH = 500;

    private final Map<IpAddress, Group> groups = new HashMap<>();
    private final DeadlineQueue<Group> deadlines = new DeadlineQueue<>();
    private final Shell shell;
    private final Quota routerSources;
    private Limits limits;
    private int sources;

    /** What the table needs of the interface around it. */
    interface Shell {

        GroupState.Context context();

        /** A specific query is to be sent. */
        void send(IpAddress group, GroupAction query);

        /** What is wanted of a group may have changed. */
        void changed(Group group, GroupEvent event, FilterState before, FilterState after);

        /** Something was not taken up, for a reason in {@link Drops}. */
        void dropped(String reason, IpAddress group, IpAddress reporter);
    }

    /**
     * What the table may grow to.
     *
     * @param groups largest number of groups
     * @param sources largest number of sources of a group
     * @param totalSources largest number of sources in all
     * @param routerSources number of sources in this and all other tables of the router beyond which it takes up none
     */
    record Limits(int groups, int sources, int totalSources, int routerSources) {}

    /** A group as it is at one moment. */
    record View(IpAddress address, GroupState state, Optional<IpAddress> lastReporter) {}

    /** @param routerSources counts the sources of all tables */
    GroupTable(Limits limits, Quota routerSources, Shell shell) {
        this.limits = limits;
        this.routerSources = routerSources;
        this.shell = shell;
    }

    /** New limits; what is there already stays. */
    void limit(Limits newLimits) {
        limits = newLimits;
    }

    /** A group as it is; {@link GroupState#NONE} if nobody wants it. */
    GroupState state(IpAddress group) {
        Group known = groups.get(group);
        return known == null ? GroupState.NONE : known.state();
    }

    /** A host wants a group, or some of its sources. */
    void reported(IpAddress group, GroupEvent event, IpAddress reporter) {
        Group known = groups.get(group);
        GroupState.Context context = shell.context();
        Group target = known == null ? new Group(group, context.now()) : known;
        GroupState.Step step = target.state().step(event, context);
        if (known == null && !step.next().filter().isEmpty()) {
            if (groups.size() >= limits.groups) {
                shell.dropped(Drops.GROUP_LIMIT, group, reporter);
                return;
            }
            groups.put(group, target);
        }
        target.reportedBy(reporter, context.now());
        advance(target, event, step);
    }

    /** A host no longer wants a group, or some of its sources; of a group nobody wants that means nothing. */
    void left(IpAddress group, GroupEvent event, IpAddress leaver) {
        Group known = groups.get(group);
        if (known != null) {
            known.leftBy(leaver);
            advance(known, event, known.state().step(event, shell.context()));
        }
    }

    /** The querier asks about a group. */
    void asked(IpAddress group, GroupEvent.QueryReceived query) {
        Group known = groups.get(group);
        if (known != null) {
            advance(known, query, known.state().step(query, shell.context()));
        }
    }

    /** Works off deadlines that have come. */
    void timerDue(Tick now) {
        for (int i = 0; i < BATCH; i++) {
            Optional<DeadlineQueue.Entry<Group>> first = deadlines.poll(now);
            if (first.isEmpty()) {
                return;
            }
            Group group = first.get().item();
            GroupEvent due = new GroupEvent.TimerDue();
            advance(group, due, group.state().step(due, shell.context()));
        }
    }

    /** The earliest deadline of any group. */
    Optional<Tick> due() {
        return deadlines.earliest();
    }

    int size() {
        return groups.size();
    }

    /** How many sources all groups have together. */
    int sourceCount() {
        return sources;
    }

    /** The table is no longer used: what it held may be held by others. */
    void close() {
        routerSources.changed(-sources);
        sources = 0;
    }

    void forEach(BiConsumer<IpAddress, FilterState> action) {
        groups.forEach((address, group) -> action.accept(address, group.state().filter()));
    }

    /** The groups as they are now, in no order; the stream is to be consumed before the table changes. */
    Stream<View> views() {
        return groups.values().stream().map(group -> new View(group.address(), group.state(), group.lastReporter()));
    }

    private void advance(Group group, GroupEvent event, GroupState.Step step) {
        FilterState before = group.state().filter();
        FilterState after = step.next().filter();
        group.state(step.next());
        count(after.sourceCount() - before.sourceCount());
        if (after.isEmpty()) {
            groups.remove(group.address());
            deadlines.remove(group.entry());
        } else {
            group.state().due().ifPresent(deadline -> deadlines.set(group.entry(), deadline));
        }
        if (before != after) {
            shell.changed(group, event, before, after);
        }
        step.actions().forEach(query -> shell.send(group.address(), query));
    }

    private void count(int more) {
        sources += more;
        routerSources.changed(more);
    }

    /** All known sources, and as many new ones as there is room for. */
    Set<IpAddress> admitted(IpAddress group, Collection<? extends IpAddress> named, IpAddress reporter) {
        if (named.isEmpty()) {
            return Set.of();
        }
        FilterState filter = state(group).filter();
        int router = routerSources.room(limits.routerSources);
        int room = Math.min(Math.min(limits.sources - filter.sourceCount(), limits.totalSources - sources), router);
        Set<IpAddress> admitted = HashSet.newHashSet(named.size());
        for (IpAddress source : named) {
            if (filter.knows(source) || admitted.contains(source)) {
                admitted.add(source);
            } else if (room > 0) {
                admitted.add(source);
                room--;
            } else {
                shell.dropped(router == 0 ? Drops.SOURCE_LIMIT_OF_ROUTER : Drops.SOURCE_LIMIT, group, reporter);
            }
        }
        return admitted;
    }
}
