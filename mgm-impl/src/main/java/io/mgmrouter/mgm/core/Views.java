package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.Family;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.ClientStatus;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceStatus;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.Wildcard;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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

    List<ForwarderEntry> table(Family family) {
        return Stream.concat(
                        tables.entries(family).stream()
                                .filter(entry -> entry.installed)
                                .map(Entry::forForwarder),
                        tables.wildcards.table(family).stream())
                .toList();
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

    /** By group, strictly behind one. */
    Bit<Wildcard.Installed> wildcards(Optional<SourceGroup> after, int limit) {
        return read(
                after,
                limit,
                pair -> pair instanceof Group group && group.way != null
                        ? Optional.of(Wildcards.view(group))
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
        return ownerOf(id, Family.IPV4).or(() -> ownerOf(id, Family.IPV6));
    }

    Optional<ComponentId> ownerOf(InterfaceId id, Family family) {
        InterfaceSlot slot = tables.slots.get(id);
        return slot == null ? Optional.empty() : slot.effective(family).map(holding -> holding.client.id);
    }

    /** Who holds an interface: one record, or one for each family. */
    List<InterfaceStatus> status(InterfaceId id) {
        InterfaceSlot slot = tables.slots.get(id);
        return slot == null ? List.of() : status(slot);
    }

    List<InterfaceStatus> interfaces() {
        return tables.slots.values().stream()
                .sorted(Comparator.comparing(slot -> slot.id))
                .flatMap(slot -> status(slot).stream())
                .toList();
    }

    private static List<InterfaceStatus> status(InterfaceSlot slot) {
        List<InterfaceStatus> found = Stream.of(Family.values())
                .filter(family -> slot.effective(family).isPresent())
                .map(family -> status(slot, family))
                .toList();
        return found.size() == 2 && sameClients(found.getFirst(), found.getLast())
                ? List.of(both(found.getFirst(), found.getLast()))
                : found;
    }

    private static InterfaceStatus status(InterfaceSlot slot, Family family) {
        return new InterfaceStatus(slot.id, Set.of(family), client(slot.owner(family)), client(slot.local(family)));
    }

    private static Optional<ComponentId> client(Holding holding) {
        return Optional.ofNullable(holding).map(known -> known.client.id);
    }

    /** An owner of both families with IGMP alone, or MLD alone, is one too. */
    private static boolean sameClients(InterfaceStatus one, InterfaceStatus other) {
        boolean sameIgmp = one.localMembership().equals(other.localMembership());
        boolean onlyOneIgmp =
                one.localMembership().isEmpty() || other.localMembership().isEmpty();
        return one.owner().equals(other.owner()) && (sameIgmp || onlyOneIgmp);
    }

    private static InterfaceStatus both(InterfaceStatus one, InterfaceStatus other) {
        return new InterfaceStatus(
                one.interfaceId(),
                EnumSet.allOf(Family.class),
                one.owner(),
                one.localMembership().or(other::localMembership));
    }

    /** In the order of their ids; delivery figures are the rim's to fill in. */
    List<ClientStatus> clients(Tick now) {
        return tables.clients.values().stream()
                .map(client -> new ClientStatus(
                        client.id,
                        client.profile.name(),
                        client.profile.role(),
                        client.profile.families(),
                        client.attached
                                ? Optional.empty()
                                : Optional.of(client.deadline().remaining(now)),
                        client.holdings.size(),
                        client.memberships,
                        0,
                        0,
                        0,
                        client.overdue,
                        0,
                        0))
                .toList();
    }
}
