package io.mgmrouter.igmp;

import io.mgmrouter.igmp.fsm.FilterEvent;
import io.mgmrouter.igmp.fsm.FilterState;
import io.mgmrouter.igmp.fsm.GroupAction;
import io.mgmrouter.igmp.fsm.GroupEvent;
import io.mgmrouter.igmp.fsm.GroupEvent.RecordReceived;
import io.mgmrouter.igmp.fsm.GroupState;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
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
    private Limits limits;
    private int sources;

    /** What the table needs of the interface around it. */
    interface Shell {

        GroupState.Context context();

        /** A specific query is to be sent. */
        void send(IpAddress group, GroupAction query);

        /** What is wanted of a group may have changed. */
        void changed(IpAddress group, FilterState before, FilterState after);

        /** Something was not taken up, for a reason in {@link Drops}. */
        void dropped(String reason);
    }

    /**
     * What the table may grow to.
     *
     * @param groups largest number of groups
     * @param sources largest number of sources of a group
     * @param totalSources largest number of sources in all
     */
    record Limits(int groups, int sources, int totalSources) {}

    private static final class Group {
        private final IpAddress address;
        private final DeadlineQueue.Entry<Group> entry = new DeadlineQueue.Entry<>(this);
        private GroupState state = GroupState.NONE;
        private Optional<IpAddress> lastReporter = Optional.empty();

        Group(IpAddress address) {
            this.address = address;
        }
    }

    /** A group as it is at one moment. */
    record View(IpAddress address, GroupState state, Optional<IpAddress> lastReporter) {}

    GroupTable(Limits limits, Shell shell) {
        this.limits = limits;
        this.shell = shell;
    }

    /** New limits; what is there already stays. */
    void limit(Limits newLimits) {
        limits = newLimits;
    }

    /**
     * A host makes a statement about sources of a group.
     *
     * @param statement makes the statement of the sources that can be taken up
     */
    void stated(
            IpAddress group,
            Function<Set<IpAddress>, FilterEvent> statement,
            Collection<? extends IpAddress> named,
            IpAddress reporter) {
        Group known = groups.get(group);
        FilterState filter = known == null ? FilterState.NONE : known.state.filter();
        reported(group, new RecordReceived(statement.apply(admitted(named, filter))), reporter);
    }

    /** A host reports or leaves a group. */
    void reported(IpAddress group, GroupEvent event, IpAddress reporter) {
        Group known = groups.get(group);
        Group target = known == null ? new Group(group) : known;
        GroupState.Step step = target.state.step(event, shell.context());
        if (known == null && !step.next().filter().isEmpty()) {
            if (groups.size() >= limits.groups) {
                shell.dropped(Drops.GROUP_LIMIT);
                return;
            }
            groups.put(group, target);
        }
        target.lastReporter = Optional.of(reporter);
        advance(target, step);
    }

    /** The querier asks about a group. */
    void asked(IpAddress group, GroupEvent.QueryReceived query) {
        Group known = groups.get(group);
        if (known != null) {
            advance(known, known.state.step(query, shell.context()));
        }
    }

    /** Works off deadlines that have come. */
    void timerDue(Tick now) {
        for (int i = 0; i < BATCH; i++) {
            Optional<DeadlineQueue.Entry<Group>> due = deadlines.poll(now);
            if (due.isEmpty()) {
                return;
            }
            Group group = due.get().item();
            advance(group, group.state.step(new GroupEvent.TimerDue(), shell.context()));
        }
    }

    /** The earliest deadline of any group. */
    Optional<Tick> due() {
        return deadlines.earliest();
    }

    int size() {
        return groups.size();
    }

    void forEach(BiConsumer<IpAddress, FilterState> action) {
        groups.forEach((address, group) -> action.accept(address, group.state.filter()));
    }

    /** The groups as they are now, in no order; the stream is to be consumed before the table changes. */
    Stream<View> views() {
        return groups.values().stream().map(group -> new View(group.address, group.state, group.lastReporter));
    }

    private void advance(Group group, GroupState.Step step) {
        FilterState before = group.state.filter();
        FilterState after = step.next().filter();
        group.state = step.next();
        sources += after.sourceCount() - before.sourceCount();
        if (after.isEmpty()) {
            groups.remove(group.address);
            deadlines.remove(group.entry);
        } else {
            group.state.due().ifPresent(deadline -> deadlines.set(group.entry, deadline));
        }
        if (before != after) {
            shell.changed(group.address, before, after);
        }
        step.actions().forEach(query -> shell.send(group.address, query));
    }

    /** All known sources, and as many new ones as there is room for. */
    private Set<IpAddress> admitted(Collection<? extends IpAddress> named, FilterState filter) {
        if (named.isEmpty()) {
            return Set.of();
        }
        int room = Math.min(limits.sources - filter.sourceCount(), limits.totalSources - sources);
        Set<IpAddress> admitted = HashSet.newHashSet(named.size());
        for (IpAddress source : named) {
            if (filter.knows(source) || admitted.contains(source)) {
                admitted.add(source);
            } else if (room > 0) {
                admitted.add(source);
                room--;
            } else {
                shell.dropped(Drops.SOURCE_LIMIT);
            }
        }
        return admitted;
    }
}
