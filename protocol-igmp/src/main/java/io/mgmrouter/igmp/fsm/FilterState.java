package io.mgmrouter.igmp.fsm;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which sources of a group are wanted on a link: the router's filter mode and source records (RFC 3376, section 6.2;
 * RFC 3810, section 7.2). The maps and sets are immutable, and become {@link SourceTimers}: a change costs what it
 * touches, however many sources the group has.
 */
public sealed interface FilterState {

    /** Nobody wants anything: INCLUDE without a source. */
    FilterState NONE = new Include(Map.of());

    /**
     * INCLUDE(A): only these sources are wanted.
     *
     * @param sources A, each with its source timer
     */
    record Include(Map<IpAddress, Tick> sources) implements FilterState {
        public Include {
            sources = SourceTimers.of(sources);
        }
    }

    /**
     * EXCLUDE(X,Y): every source is wanted but Y.
     *
     * @param requested X, each with its source timer
     * @param excluded Y, the sources whose timer is zero
     * @param groupTimer until when somebody wants more than X
     */
    record Exclude(Map<IpAddress, Tick> requested, Set<IpAddress> excluded, Tick groupTimer) implements FilterState {
        public Exclude {
            requested = SourceTimers.of(requested);
            excluded = SourceSet.of(excluded);
        }
    }

    /** The sources with a running timer: A, or X. */
    default Map<IpAddress, Tick> running() {
        return switch (this) {
            case Include(var sources) -> sources;
            case Exclude(var requested, _, _) -> requested;
        };
    }

    /** How many sources are remembered. */
    default int sourceCount() {
        return switch (this) {
            case Include(var sources) -> sources.size();
            case Exclude(var requested, var excluded, _) -> requested.size() + excluded.size();
        };
    }

    /** True if this source is remembered. */
    default boolean knows(IpAddress source) {
        return running().containsKey(source)
                || this instanceof Exclude(_, var excluded, _) && excluded.contains(source);
    }

    /** True if nobody wants anything, and the group can be forgotten. */
    default boolean isEmpty() {
        return this instanceof Include(var sources) && sources.isEmpty();
    }

    /** The earliest deadline; empty if there is none. */
    default Optional<Tick> due() {
        Optional<Tick> earliest = timers().earliest();
        return this instanceof Exclude(_, _, var groupTimer)
                ? Optional.of(earliest.map(groupTimer::earlier).orElse(groupTimer))
                : earliest;
    }

    /** The same after timers that have run out did their work (sections 6.2.2, 6.3 and 6.5). */
    default FilterState expire(Tick now) {
        if (due().filter(now::reached).isEmpty()) {
            return this;
        }
        List<IpAddress> expired = timers().expired(now);
        SourceTimers alive = timers().without(expired);
        return switch (this) {
            case Include _ -> new Include(alive);
            case Exclude(_, _, var groupTimer) when now.reached(groupTimer) -> new Include(alive);
            case Exclude(_, var excluded, var groupTimer) ->
                new Exclude(alive, SourceSet.of(excluded).plus(expired), groupTimer);
        };
    }

    /** The same with its group timer not later than {@code latest}. */
    default FilterState lowerGroup(Tick latest) {
        return this instanceof Exclude(var requested, var excluded, var groupTimer) && groupTimer.reached(latest)
                ? new Exclude(requested, excluded, latest)
                : this;
    }

    /** The same with the timers of these sources not later than {@code latest}; others are as they were. */
    default FilterState lowerSources(Set<IpAddress> sources, Tick latest) {
        SourceTimers lowered = timers().lowered(sources, latest);
        return switch (this) {
            case Include _ -> new Include(lowered);
            case Exclude(_, var excluded, var groupTimer) -> new Exclude(lowered, excluded, groupTimer);
        };
    }

    /**
     * The same once it is known that nobody wants these sources by name, and, if {@code allSources}, that nobody wants
     * the others either. A source is not excluded on behalf of somebody who does not ask for that.
     */
    default FilterState without(boolean allSources, Set<IpAddress> sources) {
        return this instanceof Include || allSources ? new Include(timers().without(sources)) : this;
    }

    private SourceTimers timers() {
        return SourceTimers.of(running());
    }
}
