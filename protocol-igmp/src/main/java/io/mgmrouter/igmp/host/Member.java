package io.mgmrouter.igmp.host;

import io.mgmrouter.igmp.fsm.HostVersion;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one host wants of one group. In a ring of all members, ordered by when they were last heard. For the tracker's
 * thread.
 */
final class Member {

    final IpAddress host;
    final IpAddress group;
    private final Map<IpAddress, Tick> sources = new HashMap<>(4);
    private Optional<Tick> excludeUntil = Optional.empty();
    HostVersion version = HostVersion.V3;
    Tick lastHeard;
    Member older = this;
    Member newer = this;

    Member(IpAddress host, IpAddress group, Tick now) {
        this.host = host;
        this.group = group;
        this.lastHeard = now;
    }

    boolean isExclude(Tick now) {
        return excludeUntil.isPresent() && !now.reached(excludeUntil.get());
    }

    boolean wants(IpAddress source, Tick now) {
        Tick until = sources.get(source);
        return until != null && !now.reached(until);
    }

    boolean isGone(Tick now) {
        if (isExclude(now)) {
            return false;
        }
        for (Tick until : sources.values()) {
            if (!now.reached(until)) {
                return false;
            }
        }
        return true;
    }

    int sourceCount() {
        return sources.size();
    }

    Map<IpAddress, Tick> sources() {
        return sources;
    }

    /** It wants everything, whatever it named before. */
    void exclude(Tick until) {
        excludeUntil = Optional.of(until);
        sources.clear();
    }

    /** It wants these and nothing else. */
    void include(Set<IpAddress> wanted, Tick until) {
        excludeUntil = Optional.empty();
        sources.clear();
        add(wanted, until);
    }

    void add(Set<IpAddress> wanted, Tick until) {
        wanted.forEach(source -> sources.put(source, until));
    }

    void drop(Set<IpAddress> unwanted) {
        sources.keySet().removeAll(unwanted);
    }

    /** Takes it out of its ring. */
    void unlink() {
        older.newer = newer;
        newer.older = older;
    }

    /** Puts it into a ring before another member. */
    void linkBefore(Member next) {
        older = next.older;
        newer = next;
        older.newer = this;
        newer.older = this;
    }
}
