package io.mgmrouter.igmp.host;

import io.mgmrouter.igmp.fsm.FilterEvent;
import io.mgmrouter.igmp.fsm.FilterEvent.Allow;
import io.mgmrouter.igmp.fsm.FilterEvent.Block;
import io.mgmrouter.igmp.fsm.FilterEvent.IsEx;
import io.mgmrouter.igmp.fsm.FilterEvent.IsIn;
import io.mgmrouter.igmp.fsm.FilterEvent.ToEx;
import io.mgmrouter.igmp.fsm.FilterEvent.ToIn;
import io.mgmrouter.igmp.fsm.HostVersion;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.loop.Tick;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which hosts of a link want what, kept for each group and source (explicit tracking: RFC 3376, section A.2). An event
 * costs two lookups. What there is no room for is not tracked, and {@link #isComplete} then says no until everything of
 * that time has run out. For one thread.
 */
public final class HostTracker {

    private final Map<IpAddress, Map<IpAddress, Member>> groups = new HashMap<>();
    private final Map<IpAddress, Integer> groupsOfHost = new HashMap<>();
    private final Member ring = new Member(Ipv4Address.UNSPECIFIED, Ipv4Address.UNSPECIFIED, new Tick(0));
    private int limit;
    private int used;
    private Tick incompleteUntil;

    /**
     * What one host wants of one group.
     *
     * @param anySource it wants everything, or everything but some sources
     * @param sources what it wants by name, otherwise
     * @param version what it speaks
     */
    public record View(
            IpAddress host,
            IpAddress group,
            boolean anySource,
            Set<IpAddress> sources,
            HostVersion version,
            Tick lastHeard) {
        public View {
            sources = Set.copyOf(sources);
        }
    }

    /**
     * @param limit how many members may be remembered; each of their sources counts as one more
     * @param completeFrom when everybody who is there will have been heard
     */
    public HostTracker(int limit, Tick completeFrom) {
        this.limit = limit;
        this.incompleteUntil = completeFrom;
    }

    /** Another limit; what is there already stays. */
    public void limit(int newLimit) {
        limit = newLimit;
    }

    /** How many groups this host is a member of. */
    public int groupsOf(IpAddress host) {
        return groupsOfHost.getOrDefault(host, 0);
    }

    /** True if this host is known to want something of this group. */
    public boolean knows(IpAddress host, IpAddress group) {
        return groups.getOrDefault(group, Map.of()).containsKey(host);
    }

    /** How many members and sources are remembered. */
    public int size() {
        return used;
    }

    /**
     * A host says something about a group.
     *
     * @param until when this stops counting unless it is said again
     */
    public void heard(
            IpAddress host, IpAddress group, HostVersion version, FilterEvent statement, Tick now, Tick until) {
        forgetGone(now);
        if (host.isUnspecified()) {
            // Several hosts without an address look like one, of which nobody knows when the last one leaves.
            incompleteUntil = until.later(incompleteUntil);
        }
        Map<IpAddress, Member> members = groups.get(group);
        Member known = members == null ? null : members.get(host);
        if (known == null && isOnlyTakingBack(statement)) {
            return;
        }
        if (used + (known == null ? 1 : 0) + added(statement) > limit) {
            incompleteUntil = until.later(incompleteUntil);
            return;
        }
        Member member = known == null ? enrol(host, group, now) : known;
        used -= member.sourceCount();
        apply(member, statement, now, until);
        used += member.sourceCount();
        member.version = version;
        member.lastHeard = now;
        if (member.isGone(now)) {
            remove(member);
        } else {
            member.unlink();
            member.linkBefore(ring);
        }
    }

    /** Nobody is a member of this group any more. */
    public void forget(IpAddress group) {
        Map<IpAddress, Member> members = groups.get(group);
        if (members != null) {
            List.copyOf(members.values()).forEach(this::remove);
        }
    }

    /** True if nobody can want anything that is not known here. */
    public boolean isComplete(Tick now) {
        return now.reached(incompleteUntil);
    }

    /** Does anybody want all sources of this group? */
    public boolean anyoneWantsAll(IpAddress group, Tick now) {
        for (Member member : groups.getOrDefault(group, Map.of()).values()) {
            if (member.isExclude(now)) {
                return true;
            }
        }
        return false;
    }

    /** Those of the sources that nobody wants by name. */
    public Set<IpAddress> unwanted(IpAddress group, Set<IpAddress> sources, Tick now) {
        Set<IpAddress> unwanted = new HashSet<>(sources);
        for (Member member : groups.getOrDefault(group, Map.of()).values()) {
            unwanted.removeIf(source -> member.wants(source, now));
        }
        return unwanted;
    }

    /** Who wants what now, the one heard last at the end; to be consumed before the next event. */
    public Stream<View> views(Tick now) {
        return Stream.iterate(ring.newer, member -> member != ring, member -> member.newer)
                .filter(member -> !member.isGone(now))
                .map(member -> view(member, now));
    }

    private static View view(Member member, Tick now) {
        Set<IpAddress> sources = new HashSet<>(member.sources().keySet());
        sources.removeIf(source -> !member.wants(source, now));
        return new View(member.host, member.group, member.isExclude(now), sources, member.version, member.lastHeard);
    }

    /** RFC 3376, section 5.2: IS_IN may be the answer to a question about some sources, and takes nothing back. */
    private static void apply(Member member, FilterEvent statement, Tick now, Tick until) {
        switch (statement) {
            case IsEx _, ToEx _ -> member.exclude(until);
            case ToIn(var sources) -> member.include(sources, until);
            case IsIn _, Allow _ when member.isExclude(now) -> {}
            case IsIn(var sources) -> member.add(sources, until);
            case Allow(var sources) -> member.add(sources, until);
            case Block(var sources) -> member.drop(sources);
        }
    }

    private static boolean isOnlyTakingBack(FilterEvent statement) {
        return switch (statement) {
            case Block _ -> true;
            case IsIn(var sources) -> sources.isEmpty();
            case ToIn(var sources) -> sources.isEmpty();
            case Allow(var sources) -> sources.isEmpty();
            case IsEx _, ToEx _ -> false;
        };
    }

    private static int added(FilterEvent statement) {
        return switch (statement) {
            case IsEx _, ToEx _, Block _ -> 0;
            case IsIn(var sources) -> sources.size();
            case ToIn(var sources) -> sources.size();
            case Allow(var sources) -> sources.size();
        };
    }

    private Member enrol(IpAddress host, IpAddress group, Tick now) {
        Member member = new Member(host, group, now);
        groups.computeIfAbsent(group, _ -> new HashMap<>(2)).put(host, member);
        groupsOfHost.merge(host, 1, Integer::sum);
        member.linkBefore(ring);
        used++;
        return member;
    }

    private void remove(Member member) {
        member.unlink();
        used -= 1 + member.sourceCount();
        groupsOfHost.computeIfPresent(member.host, (_, count) -> count == 1 ? null : count - 1);
        groups.computeIfPresent(member.group, (_, members) -> {
            members.remove(member.host);
            return members.isEmpty() ? null : members;
        });
    }

    /** At each event at most two go that have not been heard for longest: more than one event can have added. */
    private void forgetGone(Tick now) {
        for (int i = 0; i < 2 && ring.newer != ring && ring.newer.isGone(now); i++) {
            remove(ring.newer);
        }
    }
}
