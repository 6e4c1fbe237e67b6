package io.mgmrouter.mgm.model;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.StarStar;
import io.mgmrouter.mgm.model.Tables.Hold;
import io.mgmrouter.mgm.model.Tables.Member;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Which groups the forwarder has a (*,G) entry for: those about whose sources nobody wants to be asked. */
final class Wildcarding {

    private static final Set<Callback> ABOUT_SOURCES =
            Set.of(Callback.RPF, Callback.CREATION_ALERT, Callback.WRONG_INTERFACE);

    /** A packet without entry came in. */
    record Arrival(Family family, int index) {}

    private final Tables tables;
    private final Set<Arrival> arrivals = new HashSet<>();

    Wildcarding(Tables tables) {
        this.tables = tables;
    }

    void packet(Sg sg, InterfaceId arrival) {
        if (!sg.group().isLinkLocalMulticast() && tables.known.contains(arrival.index())) {
            arrivals.add(new Arrival(sg.family(), arrival.index()));
        }
    }

    void interfaceVanished(int index) {
        arrivals.removeIf(arrival -> arrival.index == index);
    }

    Map<SourceGroup, ForwarderEntry> entries() {
        Map<SourceGroup, ForwarderEntry> found = new HashMap<>();
        for (SourceGroup pair :
                new HashSet<>(tables.members.stream().map(member -> member.pair).toList())) {
            if (pair instanceof StarG group && nobodyAsks(group)) {
                found.put(group, new ForwarderEntry(group, sources(group.family()), receivers(group)));
            }
        }
        return found;
    }

    private boolean nobodyAsks(StarG group) {
        Family family = group.family();
        Set<InterfaceId> sources = sources(family);
        Set<InterfaceId> receivers = receivers(group);
        return !group.group().isLinkLocalMulticast()
                && !exists(pair -> pair.equals(new StarStar(family)))
                && !exists(pair -> pair instanceof Sg sg && sg.group().equals(group.group()))
                && linksAreNotToldApart(family)
                && sources.stream().noneMatch(source -> wants(tables.answering(source, family), ABOUT_SOURCES))
                && tables.members.stream()
                        .filter(member -> forwards(member, group))
                        .noneMatch(member -> wants(member.hold, Set.of(Callback.CREATION_ALERT)))
                && !sources.isEmpty()
                && !receivers.isEmpty()
                && receivers.stream().noneMatch(sources::contains);
    }

    private boolean exists(Predicate<SourceGroup> which) {
        return tables.members.stream().anyMatch(member -> which.test(member.pair));
    }

    /** Owned ones: what comes from elsewhere is forwarded by no entry. */
    private Set<InterfaceId> sources(Family family) {
        return arrivals.stream()
                .filter(arrival -> arrival.family == family)
                .map(arrival -> InterfaceId.of(arrival.index))
                .filter(id -> tables.answering(id, family) != null)
                .collect(Collectors.toSet());
    }

    private boolean linksAreNotToldApart(Family family) {
        return tables.holds.stream()
                .filter(hold -> hold.id.nextHop().isPresent() && hold.client.handles(family))
                .noneMatch(hold -> arrivals.contains(new Arrival(family, hold.id.index())));
    }

    private Set<InterfaceId> receivers(StarG group) {
        return tables.members.stream()
                .filter(member -> forwards(member, group))
                .map(member -> member.hold.id)
                .collect(Collectors.toSet());
    }

    private boolean forwards(Member member, StarG group) {
        return member.pair.equals(group) && tables.counts(member.hold, group.family());
    }

    private static boolean wants(Hold hold, Set<Callback> questions) {
        return hold.client.profile.callbacks().stream().anyMatch(questions::contains);
    }
}
