package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.EnumerationType;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceStatus;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.Page;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
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
                entry.oifs.stream()
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
        for (Group group : groupsFrom(after.map(Sg::group)).values()) {
            group.inOrder()
                    .filter(source -> source.entry != null)
                    .filter(source -> after.isEmpty() || source.entry.sg.compareTo(after.get()) > 0)
                    .limit(limit + 1L - found.size())
                    .forEach(source -> found.add(view(source.entry, now)));
            if (found.size() > limit) {
                return new Page<>(found.subList(0, limit), true);
            }
        }
        return new Page<>(found, false);
    }

    /** All memberships of up to {@code pairLimit} pairs, in the order of the pairs. */
    Page<Membership> memberships(Optional<SourceGroup> after, int pairLimit) {
        List<Membership> found = new ArrayList<>();
        int pairs = 0;
        List<Stream<Members>> parts = new ArrayList<>();
        if (after.isEmpty()) {
            parts.add(Stream.of(Family.values()).map(tables::everything));
        }
        groupsFrom(after.map(SourceGroup::group)).values().forEach(group -> parts.add(inOrder(group)));
        for (Stream<Members> part : parts) {
            for (Members members : (Iterable<Members>) part::iterator) {
                if (members.isEmpty() || after.isPresent() && members.sourceGroup.compareTo(after.get()) <= 0) {
                    continue;
                }
                if (++pairs > pairLimit) {
                    return new Page<>(found, true);
                }
                members.forEach(member -> found.add(view(member)));
            }
        }
        return new Page<>(found, false);
    }

    private static Stream<Members> inOrder(Group group) {
        return Stream.concat(Stream.of(group.anySource), group.inOrder().map(source -> source.members));
    }

    static Membership view(Member member) {
        return new Membership(member.set.sourceGroup, member.holding.id(), member.holding.client.id, member.stale());
    }

    private SortedMap<IpAddress, Group> groupsFrom(Optional<IpAddress> first) {
        return first.filter(group -> !group.isUnspecified())
                .map(group -> tables.groups.tailMap(group, true))
                .orElse(tables.groups.tailMap(IpAddress.unspecified(Family.IPV4), true));
    }

    /** What an enumeration lists, as of now (MGM-100, MGM-101, MGM-103). */
    List<SourceGroup> enumerate(EnumerationType type) {
        List<SourceGroup> found = new ArrayList<>();
        Consumer<Members> list = members -> {
            if (!members.isEmpty()) {
                found.add(members.sourceGroup);
            }
        };
        if (type == EnumerationType.ALL_SOURCES) {
            Stream.of(Family.values()).map(tables::everything).forEach(list);
            tables.groups.values().forEach(group -> inOrder(group).forEach(list));
        } else {
            tables.groups.values().stream()
                    .filter(group -> group.inOrder().anyMatch(source -> !source.members.isEmpty()))
                    .forEach(group -> found.add(new StarG(group.address)));
        }
        return found;
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
