package io.mgmrouter.igmp.policy;

import io.mgmrouter.ip.IpAddress;
import java.util.HashSet;
import java.util.Set;

/**
 * What is wanted of a group, as the manager can be told: all its sources, some of them, or both.
 *
 * @param anySource all sources
 * @param sources these by name
 */
public record Wanted(boolean anySource, Set<IpAddress> sources) {

    public static final Wanted NOTHING = new Wanted(false, Set.of());

    public Wanted {
        sources = Set.copyOf(sources);
    }

    public boolean isNothing() {
        return !anySource && sources.isEmpty();
    }

    /** What either wants. */
    public Wanted plus(Wanted other) {
        if (isNothing() || other.isNothing()) {
            return isNothing() ? other : this;
        }
        Set<IpAddress> both = new HashSet<>(sources);
        both.addAll(other.sources);
        return new Wanted(anySource || other.anySource, both);
    }
}
