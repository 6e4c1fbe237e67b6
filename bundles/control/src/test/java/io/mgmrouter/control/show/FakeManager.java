package io.mgmrouter.control.show;

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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A manager over lists, which hands out pages of at most two keys. */
final class FakeManager implements MulticastGroupManager {

    private static final int PAGE = 2;

    final List<ForwardingEntry> entries = new ArrayList<>();
    final List<Membership> memberships = new ArrayList<>();
    final List<ClientStatus> clients = new ArrayList<>();
    final List<InterfaceStatus> interfaces = new ArrayList<>();
    final List<Wildcard.Installed> wildcards = new ArrayList<>();
    /** What explanations were asked for. */
    final List<Object> asked = new ArrayList<>();

    Explanation explanation = new Explanation(List.of(), Optional.empty());

    @Override
    public Optional<ComponentId> ownerOf(InterfaceId interfaceId) {
        return interfaces.stream()
                .filter(status -> status.interfaceId().equals(interfaceId))
                .findFirst()
                .flatMap(InterfaceStatus::owner);
    }

    @Override
    public Optional<ComponentId> ownerOf(InterfaceId interfaceId, Family family) {
        return ownerOf(interfaceId);
    }

    @Override
    public Optional<ForwardingEntry> entry(Sg sg) {
        return entries.stream().filter(entry -> entry.sg().equals(sg)).findFirst();
    }

    @Override
    public Page<ForwardingEntry> entries(Optional<Sg> after, int limit) {
        return page(entries, ForwardingEntry::sg, after);
    }

    @Override
    public Optional<ForwardingStats> stats(Sg sg, ForwardingStats.Level level) {
        return entry(sg).map(FakeManager::stats);
    }

    @Override
    public Page<ForwardingStats> stats(Optional<Sg> after, int limit, ForwardingStats.Level level) {
        Page<ForwardingEntry> page = entries(after, limit);
        return new Page<>(page.items().stream().map(FakeManager::stats).toList(), page.more());
    }

    @Override
    public Page<Wildcard.Installed> wildcards(Optional<StarG> after, int limit) {
        return page(wildcards, Wildcard.Installed::starG, after);
    }

    @Override
    public Wildcard wildcard(StarG group) {
        return wildcards.stream()
                .filter(wildcard -> wildcard.starG().equals(group))
                .<Wildcard>map(wildcard -> wildcard)
                .findFirst()
                .orElse(new Wildcard.Absent(group, Wildcard.Obstacle.SINGLE_SOURCES));
    }

    @Override
    public GroupEnumeration enumerateGroups(EnumerationType type) {
        throw new AssertionError("the commands use memberships()");
    }

    @Override
    public Page<Membership> memberships(Optional<SourceGroup> after, int groupLimit) {
        return page(memberships, Membership::sourceGroup, after);
    }

    @Override
    public Explanation explain(SourceGroup about) {
        asked.add(about);
        return explanation;
    }

    @Override
    public Explanation explain(InterfaceId interfaceId) {
        asked.add(interfaceId);
        return explanation;
    }

    @Override
    public List<ClientStatus> clients() {
        return clients;
    }

    @Override
    public List<InterfaceStatus> interfaces() {
        return interfaces;
    }

    private static ForwardingStats stats(ForwardingEntry entry) {
        return new ForwardingStats(entry, 100, 128_000, 3, 0, List.of(), Optional.empty());
    }

    private static <T, K extends SourceGroup> Page<T> page(List<T> all, Function<T, K> key, Optional<K> after) {
        List<T> rest = all.stream()
                .sorted(Comparator.comparing(key))
                .filter(item -> after.map(k -> key.apply(item).compareTo(k) > 0).orElse(true))
                .toList();
        List<K> keys = rest.stream().map(key).distinct().limit(PAGE).toList();
        List<T> items =
                rest.stream().filter(item -> keys.contains(key.apply(item))).toList();
        return new Page<>(items, items.size() < rest.size());
    }
}
