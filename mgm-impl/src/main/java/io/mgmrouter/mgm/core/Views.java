package io.mgmrouter.mgm.core;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceStatus;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.Page;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reading the tables, as immutable records. */
final class Views {

    private final Tables tables;

    Views(Tables tables) {
        this.tables = tables;
    }

    ForwardingEntry view(Entry entry, Tick now) {
        Duration age = now.since(entry.created);
        return new ForwardingEntry(
                entry.sg,
                state(entry),
                entry.iifId(),
                Optional.ofNullable(entry.iifOwner).map(client -> client.id),
                Optional.ofNullable(entry.upstreamNeighbor),
                Optional.ofNullable(entry.route),
                Stream.of(entry.oifs)
                        .sorted(Comparator.comparing(Holding::id))
                        .map(oif -> new ForwardingEntry.OutgoingInterface(oif.id(), oif.client.id))
                        .toList(),
                age.compareTo(entry.timeout) > 0 ? entry.timeout : age,
                entry.timeout);
    }

    private static ForwardingEntry.State state(Entry entry) {
        if (entry.installed) {
            return ForwardingEntry.State.INSTALLED;
        }
        return entry.resolution.phase == Resolution.Phase.RPF
                ? ForwardingEntry.State.RPF_ASKED
                : ForwardingEntry.State.CREATION_ASKED;
    }

    /** By group, then source, strictly behind the key (MGM-094, MGM-096). */
    Page<ForwardingEntry> entries(Optional<Sg> after, int limit, Tick now) {
        List<ForwardingEntry> found = new ArrayList<>();
        PairWalk walk = new PairWalk(tables, after.map(sg -> sg));
        for (Members pair = walk.next(); pair != null; pair = walk.next()) {
            if (pair instanceof Source source && source.entry != null) {
                if (found.size() == limit) {
                    return new Page<>(found, true);
                }
                found.add(view(source.entry, now));
            }
        }
        return new Page<>(found, false);
    }

    /** All memberships of up to {@code pairLimit} pairs, in the order of the pairs. */
    Page<Membership> memberships(Optional<SourceGroup> after, int pairLimit) {
        List<Membership> found = new ArrayList<>();
        PairWalk walk = new PairWalk(tables, after);
        int pairs = 0;
        for (Members pair = walk.next(); pair != null; pair = walk.next()) {
            if (!pair.isEmpty()) {
                if (pairs++ == pairLimit) {
                    return new Page<>(found, true);
                }
                addTo(found, pair);
            }
        }
        return new Page<>(found, false);
    }

    private static void addTo(List<Membership> found, Members members) {
        for (Member member = members.first(); member != null; member = member.nextOfPair) {
            found.add(view(member));
        }
    }

    static Membership view(Member member) {
        return new Membership(member.pair.sourceGroup(), member.holding.id(), member.holding.client.id, member.stale());
    }

    Optional<ComponentId> ownerOf(InterfaceId id) {
        InterfaceSlot slot = tables.slots.get(id);
        return slot == null ? Optional.empty() : ownerOf(slot).map(holding -> holding.client.id);
    }

    private static Optional<Holding> ownerOf(InterfaceSlot slot) {
        return Optional.ofNullable(slot.owner).or(() -> slot.locals().findFirst());
    }

    Optional<InterfaceStatus> status(InterfaceId id) {
        return Optional.ofNullable(tables.slots.get(id))
                .filter(slot -> ownerOf(slot).isPresent())
                .map(Views::status);
    }

    List<InterfaceStatus> interfaces() {
        return tables.slots.values().stream()
                .filter(slot -> ownerOf(slot).isPresent())
                .sorted(Comparator.comparing(slot -> slot.id))
                .map(Views::status)
                .toList();
    }

    private static InterfaceStatus status(InterfaceSlot slot) {
        return new InterfaceStatus(
                slot.id,
                Optional.ofNullable(slot.owner).map(holding -> holding.client.id),
                slot.locals().map(holding -> holding.client.id).findFirst());
    }
}
