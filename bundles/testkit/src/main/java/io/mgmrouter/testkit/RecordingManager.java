package io.mgmrouter.testkit;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.ClientStatus;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.EnumerationType;
import io.mgmrouter.mgm.Explanation;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.ForwardingStats;
import io.mgmrouter.mgm.GroupEnumeration;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceStatus;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Page;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.Wildcard;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A manager that knows the flows and the counters that a test gave it, and nothing else. */
public final class RecordingManager implements MulticastGroupManager {

    private final Map<Sg, ForwardingStats> flows = new TreeMap<>();

    /** A flow has an entry, and so much traffic. */
    public void flow(Sg sg, long packets, long octets) {
        ForwardingEntry entry = new ForwardingEntry(
                sg,
                ForwardingEntry.State.INSTALLED,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Duration.ZERO,
                Duration.ofSeconds(900));
        flows.put(sg, new ForwardingStats(entry, packets, octets, 0, 0, List.of(), Optional.empty()));
    }

    @Override
    public Optional<ComponentId> ownerOf(InterfaceId interfaceId) {
        return Optional.empty();
    }

    @Override
    public Optional<ComponentId> ownerOf(InterfaceId interfaceId, Family family) {
        return Optional.empty();
    }

    @Override
    public Optional<ForwardingEntry> entry(Sg sg) {
        return Optional.ofNullable(flows.get(sg)).map(ForwardingStats::entry);
    }

    @Override
    public Page<ForwardingEntry> entries(Optional<Sg> after, int limit) {
        Page<ForwardingStats> page = stats(after, limit, ForwardingStats.Level.BASIC);
        return new Page<>(page.items().stream().map(ForwardingStats::entry).toList(), page.more());
    }

    @Override
    public Optional<ForwardingStats> stats(Sg sg, ForwardingStats.Level level) {
        return Optional.ofNullable(flows.get(sg));
    }

    @Override
    public Page<ForwardingStats> stats(Optional<Sg> after, int limit, ForwardingStats.Level level) {
        List<ForwardingStats> behind = flows.entrySet().stream()
                .filter(flow -> after.isEmpty() || flow.getKey().compareTo(after.get()) > 0)
                .map(Map.Entry::getValue)
                .toList();
        return new Page<>(behind.stream().limit(limit).toList(), behind.size() > limit);
    }

    @Override
    public Page<Wildcard.Installed> wildcards(Optional<StarG> after, int limit) {
        return new Page<>(List.of(), false);
    }

    @Override
    public Wildcard wildcard(StarG group) {
        return new Wildcard.Absent(group, Wildcard.Obstacle.NO_RECEIVERS);
    }

    @Override
    public GroupEnumeration enumerateGroups(EnumerationType type) {
        throw new IllegalStateException("nothing to enumerate");
    }

    @Override
    public Page<Membership> memberships(Optional<SourceGroup> after, int groupLimit) {
        return new Page<>(List.of(), false);
    }

    @Override
    public List<ClientStatus> clients() {
        return List.of();
    }

    @Override
    public List<InterfaceStatus> interfaces() {
        return List.of();
    }

    @Override
    public Explanation explain(SourceGroup about) {
        throw new IllegalStateException("nothing to explain");
    }

    @Override
    public Explanation explain(InterfaceId interfaceId) {
        throw new IllegalStateException("nothing to explain");
    }
}
