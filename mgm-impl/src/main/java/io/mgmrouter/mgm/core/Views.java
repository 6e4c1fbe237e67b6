package io.mgmrouter.mgm.core;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceStatus;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.SourceGroup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reading the tables, as immutable records. */
final class Views {

    /** Pairs gone past in one go: well under a millisecond. */
    static final int STEPS = 256;

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
    Bit<ForwardingEntry> entries(Optional<SourceGroup> after, int limit, Tick now) {
        return read(
                after,
                limit,
                pair -> pair instanceof Source source && source.entry != null
                        ? Optional.of(view(source.entry, now))
                        : Optional.empty());
    }

    /** All memberships of up to {@code limit} pairs, a list for each pair, in the order of the pairs. */
    Bit<List<Membership>> memberships(Optional<SourceGroup> after, int limit) {
        return read(after, limit, pair -> pair.isEmpty() ? Optional.empty() : Optional.of(view(pair)));
    }

    /** Goes past {@link #STEPS} pairs at most, whatever it finds: most of the table may be what is not looked for. */
    private <T> Bit<T> read(Optional<SourceGroup> after, int limit, Function<Members, Optional<T>> view) {
        List<T> found = new ArrayList<>();
        PairWalk walk = new PairWalk(tables, after);
        Optional<SourceGroup> reached = after;
        for (int step = 0; step < STEPS && found.size() < limit; step++) {
            Members pair = walk.next();
            if (pair == null) {
                return new Bit<>(found, Optional.empty());
            }
            view.apply(pair).ifPresent(found::add);
            if (step == STEPS - 1 || found.size() == limit) {
                reached = Optional.of(pair.sourceGroup());
            }
        }
        return new Bit<>(found, reached);
    }

    private static List<Membership> view(Members pair) {
        List<Membership> found = new ArrayList<>(2);
        for (Member member = pair.first(); member != null; member = member.nextOfPair) {
            found.add(view(member));
        }
        return found;
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
