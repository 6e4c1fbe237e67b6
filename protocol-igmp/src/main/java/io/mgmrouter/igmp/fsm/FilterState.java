package io.mgmrouter.igmp.fsm;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which sources of a group are wanted on a link: the router's filter mode and source records (RFC 3376, section 6.2).
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
            sources = Map.copyOf(sources);
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
            requested = Map.copyOf(requested);
            excluded = Set.copyOf(excluded);
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
        Tick earliest = this instanceof Exclude(_, _, var groupTimer) ? groupTimer : null;
        for (Tick timer : running().values()) {
            earliest = earliest == null ? timer : earliest.earlier(timer);
        }
        return Optional.ofNullable(earliest);
    }

    /** The same after timers that have run out did their work (sections 6.2.2, 6.3 and 6.5). */
    default FilterState expire(Tick now) {
        return due().filter(now::reached).isEmpty()
                ? this
                : switch (this) {
                    case Include(var sources) -> new Include(alive(sources, now));
                    case Exclude(var requested, _, var groupTimer)
                    when now.reached(groupTimer) -> new Include(alive(requested, now));
                    case Exclude(var requested, var excluded, var groupTimer) -> {
                        Map<IpAddress, Tick> alive = alive(requested, now);
                        yield new Exclude(
                                alive,
                                FilterTable.plus(excluded, FilterTable.minus(requested.keySet(), alive.keySet())),
                                groupTimer);
                    }
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
        Map<IpAddress, Tick> lowered = new HashMap<>(running());
        sources.forEach(source -> lowered.computeIfPresent(source, (_, timer) -> timer.earlier(latest)));
        return switch (this) {
            case Include _ -> new Include(lowered);
            case Exclude(_, var excluded, var groupTimer) -> new Exclude(lowered, excluded, groupTimer);
        };
    }

    private static Map<IpAddress, Tick> alive(Map<IpAddress, Tick> timers, Tick now) {
        Map<IpAddress, Tick> alive = new HashMap<>(timers);
        alive.values().removeIf(now::reached);
        return alive;
    }
}
