package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.StarStar;
import io.mgmrouter.route.Route;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
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
    final TreeMap<IpAddress, Group> groups = new TreeMap<>();
    /** Entries by source: the ones a route change may concern. */
    private final TreeMap<IpAddress, Set<Entry>> entriesBySource = new TreeMap<>();

    private final Members[] everything = {new Members(new StarStar(Family.IPV4)), new Members(new StarStar(Family.IPV6))
    };
    final Deadlines deadlines = new Deadlines();
    /** Open questions about entries, by token. */
    final Map<Long, Entry> questions = new HashMap<>();

    private List<Effect> effects = new ArrayList<>();
    private long lastToken;

    Tables(MgmSettings settings, Function<IpAddress, Optional<Route>> routes) {
        this.settings = settings;
        this.routes = routes;
    }

    void effect(Effect effect) {
        effects.add(effect);
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

    void dropIfUnused(InterfaceSlot slot) {
        if (slot.unused()) {
            slots.remove(slot.id);
        }
    }

    Members everything(Family family) {
        return everything[family.ordinal()];
    }

    /** Null if nobody ever declared anything for the pair. */
    Members members(SourceGroup pair) {
        return switch (pair) {
            case StarStar(Family family) -> everything(family);
            case StarG(IpAddress group) -> groups.containsKey(group) ? groups.get(group).anySource : null;
            case Sg(IpAddress source, IpAddress group) -> {
                Group known = groups.get(group);
                Group.Source knownSource = known == null ? null : known.source(source);
                yield knownSource == null ? null : knownSource.members;
            }
        };
    }

    Members obtainMembers(SourceGroup pair) {
        return switch (pair) {
            case StarStar(Family family) -> everything(family);
            case StarG(IpAddress group) -> group(group).anySource;
            case Sg sg -> group(sg.group()).obtain(sg).members;
        };
    }

    private Group group(IpAddress address) {
        return groups.computeIfAbsent(address, Group::new);
    }

    /** Forgets a pair, and its group, if nothing is left of it. */
    void dropIfEmpty(SourceGroup pair) {
        Group group = groups.get(pair.group());
        if (group == null) {
            return;
        }
        if (pair instanceof Sg(IpAddress source, _)) {
            group.dropIfEmpty(source);
        }
        if (group.isEmpty()) {
            groups.remove(group.address);
        }
    }

    /** Null if there is none. */
    Entry entry(Sg sg) {
        Group group = groups.get(sg.group());
        Group.Source source = group == null ? null : group.source(sg.source());
        return source == null ? null : source.entry;
    }

    void putEntry(Entry entry) {
        group(entry.sg.group()).obtain(entry.sg).entry = entry;
        entriesBySource
                .computeIfAbsent(entry.sg.source(), _ -> new LinkedHashSet<>())
                .add(entry);
    }

    void removeEntry(Entry entry) {
        groups.get(entry.sg.group()).source(entry.sg.source()).entry = null;
        dropIfEmpty(entry.sg);
        Set<Entry> ofSource = entriesBySource.get(entry.sg.source());
        ofSource.remove(entry);
        if (ofSource.isEmpty()) {
            entriesBySource.remove(entry.sg.source());
        }
        deadlines.remove(entry);
    }

    /** The entries a membership of this pair covers; a copy. */
    List<Entry> entriesCoveredBy(SourceGroup pair) {
        return switch (pair) {
            case StarStar(Family family) ->
                groups.values().stream()
                        .filter(group -> group.address.family() == family)
                        .flatMap(group -> group.entries().stream())
                        .toList();
            case StarG(IpAddress group) ->
                groups.containsKey(group) ? groups.get(group).entries() : List.of();
            case Sg sg -> Optional.ofNullable(entry(sg)).map(List::of).orElse(List.of());
        };
    }

    /** The entries whose source lies in a prefix; a copy. */
    List<Entry> entriesFrom(IpPrefix prefix) {
        List<Entry> found = new ArrayList<>();
        for (var source : entriesBySource.tailMap(prefix.network()).entrySet()) {
            if (!prefix.contains(source.getKey())) {
                break;
            }
            found.addAll(source.getValue());
        }
        return found;
    }

    /** The slot a route leads through: that of the next hop on a point-to-multipoint interface, else of the index. */
    InterfaceSlot rpfSlot(Route route) {
        return route.nextHop()
                .map(hop -> slots.get(InterfaceId.of(route.interfaceIndex(), hop)))
                .orElseGet(() -> slot(InterfaceId.of(route.interfaceIndex())));
    }
}
