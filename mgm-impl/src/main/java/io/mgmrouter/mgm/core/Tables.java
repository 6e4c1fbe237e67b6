package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.StarStar;
import io.mgmrouter.route.Route;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The manager's whole state, and the effects of the call at hand. */
final class Tables {

    final MgmSettings settings;
    final Function<IpAddress, Optional<Route>> routes;
    final TreeMap<ComponentId, Client> clients = new TreeMap<>();
    final Map<InterfaceId, InterfaceSlot> slots = new HashMap<>();
    final Set<Integer> knownInterfaces = new HashSet<>();
    /** Groups, and under the unspecified addresses the wildcard receivers, in order: for reading. */
    final TreeMap<IpAddress, Members> heads = new TreeMap<>();
    /** The same groups for finding one, which every add, delete and packet does. */
    final Map<IpAddress, Group> groups = new HashMap<>();

    final RouteUses routeUses;
    private final Everything[] everything = {new Everything(Family.IPV4), new Everything(Family.IPV6)};
    /** Those being collected. */
    final List<Snapshot> snapshots = new ArrayList<>();

    final Deadlines deadlines = new Deadlines();
    /** Open questions about entries, by token. */
    final Map<Long, Entry> questions = new HashMap<>();

    final DecisionLog log;
    final Overdue overdue = new Overdue(this);
    final Wildcards wildcards = new Wildcards(this);

    private List<Effect> effects = new ArrayList<>();
    private long lastToken;

    Tables(MgmSettings settings, Function<IpAddress, Optional<Route>> routes) {
        this.settings = settings;
        this.routes = routes;
        this.routeUses = new RouteUses(routes);
        this.log = new DecisionLog(settings);
        for (Everything each : everything) {
            heads.put(each.sourceGroup().group(), each);
        }
    }

    void effect(Effect effect) {
        effects.add(effect);
        log.told(effect);
    }

    List<Effect> takeEffects() {
        List<Effect> taken = effects;
        effects = new ArrayList<>();
        return taken;
    }

    long newToken() {
        return ++lastToken;
    }

    InterfaceSlot slot(InterfaceId id) {
        return slots.computeIfAbsent(id, InterfaceSlot::new);
    }

    /** The same id as the tables have it, if they do: what is kept for long is kept once. */
    InterfaceId known(InterfaceId id) {
        InterfaceSlot slot = slots.get(id);
        return slot == null ? id : slot.id;
    }

    void dropIfUnused(InterfaceSlot slot) {
        if (slot.unused()) {
            slots.remove(slot.id);
        }
    }

    Everything everything(Family family) {
        return everything[family.ordinal()];
    }

    /** Null if nothing is known about it. */
    Group group(IpAddress address) {
        return groups.get(address);
    }

    /** Wildcard receivers and groups in order, strictly behind an address. */
    Collection<Members> heads(Optional<IpAddress> after) {
        return after.isEmpty()
                ? heads.values()
                : heads.tailMap(after.get(), false).values();
    }

    /** Null if nothing is known about it. */
    Source source(Sg sg) {
        Group group = groups.get(sg.group());
        return group == null ? null : group.source(sg.source());
    }

    /** Null if nobody declared anything for the pair. */
    Members members(SourceGroup pair) {
        return switch (pair) {
            case StarStar(Family family) -> everything(family);
            case StarG(IpAddress group) -> group(group);
            case Sg sg -> source(sg);
        };
    }

    Members obtainMembers(SourceGroup pair) {
        return switch (pair) {
            case StarStar(Family family) -> everything(family);
            case StarG(IpAddress group) -> obtainGroup(group);
            case Sg sg -> obtainSource(sg);
        };
    }

    private Source obtainSource(Sg sg) {
        Source source = obtainGroup(sg.group()).obtain(sg.source());
        if (source.route == null) {
            routeUses.add(source);
        }
        return source;
    }

    private Group obtainGroup(IpAddress address) {
        Group known = groups.get(address);
        if (known != null) {
            return known;
        }
        Group added = new Group(address);
        groups.put(address, added);
        heads.put(address, added);
        return added;
    }

    /** Forgets a pair, and its group, if nothing is left of it. */
    void dropIfUnused(Members members) {
        switch (members) {
            case Source source -> {
                if (source.isUnused()) {
                    source.group.drop(source);
                    routeUses.remove(source);
                    dropIfUnused(source.group);
                }
            }
            case Group group -> {
                if (group.isUnused()) {
                    groups.remove(group.address);
                    heads.remove(group.address);
                }
            }
            case Everything _ -> {}
        }
    }

    /** Null if there is none. */
    Entry entry(Sg sg) {
        Source source = source(sg);
        return source == null ? null : source.entry;
    }

    void putEntry(Entry entry) {
        obtainSource(entry.sg).entry = entry;
    }

    void removeEntry(Entry entry) {
        Source source = source(entry.sg);
        source.entry = null;
        dropIfUnused(source);
        deadlines.remove(entry);
    }

    /** The first membership of a pair is about to come, or its last one is about to go. */
    void aboutToChange(Members pair) {
        if (pair instanceof Source source) {
            source.group.wantedSources += source.isEmpty() ? 1 : -1;
        }
        for (Snapshot snapshot : snapshots) {
            snapshot.aboutToChange(pair);
        }
    }

    /** The entries a membership of this pair covers; a copy. */
    List<Entry> entriesCoveredBy(Members members) {
        return switch (members) {
            case Everything all -> entries(all.sourceGroup().family());
            case Group group -> group.entries();
            case Source source -> source.entry == null ? List.of() : List.of(source.entry);
        };
    }

    /** All entries of a family; a copy. */
    List<Entry> entries(Family family) {
        List<Entry> found = new ArrayList<>();
        for (Members head : heads(Optional.of(IpAddress.unspecified(family)))) {
            if (!(head instanceof Group group)) {
                break;
            }
            found.addAll(group.entries());
        }
        return found;
    }

    /** The slot a route leads through: that of the next hop on a point-to-multipoint interface, else of the index. */
    InterfaceSlot rpfSlot(Route route) {
        InterfaceSlot known = knownRpfSlot(route);
        return known == null ? slot(InterfaceId.of(route.interfaceIndex())) : known;
    }

    /** The RPF interface of a source, by the route it follows; null without one, or if nobody ever used it. */
    InterfaceSlot rpfSlot(Source source) {
        Optional<Route> route = source.route.route;
        return route.isEmpty() ? null : knownRpfSlot(route.get());
    }

    /** As {@link #rpfSlot(Route)}, but null if nobody ever used that interface. */
    InterfaceSlot knownRpfSlot(Route route) {
        InterfaceSlot ofHop = route.nextHop().isEmpty()
                ? null
                : slots.get(
                        InterfaceId.of(route.interfaceIndex(), route.nextHop().get()));
        return ofHop == null ? slots.get(InterfaceId.of(route.interfaceIndex())) : ofHop;
    }
}
