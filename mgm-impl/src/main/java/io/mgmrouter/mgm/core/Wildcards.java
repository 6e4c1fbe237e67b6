package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.Wildcard;
import io.mgmrouter.mgm.Wildcard.Obstacle;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The forwarder's (*,G) entries: one for each group whose packets nobody wants to be asked about. A membership brings
 * its own group in line at once; what concerns all groups of a family is done later, in bits ({@link #proceed}).
 */
final class Wildcards {

    /** More ways are begun anew; groups that have theirs keep it. */
    private static final int MOST_WAYS = 1024;

    /** One of these among the callbacks of its owner, and every source of an interface must be asked about. */
    private static final Set<Callback> ABOUT_SOURCES =
            EnumSet.of(Callback.RPF, Callback.CREATION_ALERT, Callback.WRONG_INTERFACE);

    private final Tables tables;
    private final List<Side> sides = Stream.of(Family.values()).map(Side::new).toList();
    /** Groups that are forwarded alike share this. */
    private final Map<Way, Way> ways = new HashMap<>();
    /** {@link Effect.Proceed} has been issued, and not been followed yet. */
    private boolean announced;

    /**
     * Where the packets of a group go.
     *
     * @param iifs where they are accepted
     * @param oifs where copies go
     */
    record Way(Set<InterfaceId> iifs, Set<InterfaceId> oifs) {}

    /** What all groups of a family have in common. */
    private static final class Side {
        final Family family;
        boolean anySource;
        /** Interfaces that packets without entry came from. */
        final Set<InterfaceId> sources = new HashSet<>();
        /** What stands in the way of all groups; null if nothing does. */
        Obstacle obstacle = Obstacle.FORWARDER;
        /** Where packets are accepted; empty while something stands in the way. */
        Set<InterfaceId> accepted = Set.of();
        /** The above has to be worked out again. */
        boolean outdated;
        /** All groups have to be looked at, behind this one; null if none has. */
        IpAddress reached;

        Side(Family family) {
            this.family = family;
        }

        void beginAnew() {
            reached = IpAddress.unspecified(family);
        }
    }

    Wildcards(Tables tables) {
        this.tables = tables;
    }

    private Side side(Family family) {
        return sides.get(family.ordinal());
    }

    // What happens

    /**
     * Another forwarder is used from now on. It gets the whole table, so nothing is said about single entries.
     *
     * @param anySource true if it takes (*,G) entries
     */
    void useForwarder(Family family, boolean anySource) {
        Side side = side(family);
        if (side.anySource != anySource) {
            side.anySource = anySource;
            workOut(side);
            side.reached = null;
            groups(side, IpAddress.unspecified(family)).forEach(group -> group.way = wanted(side, group));
        }
    }

    /** A packet without entry came from an interface: its sources are to be accepted there. */
    void packetFrom(InterfaceId arrival, Family family) {
        Side side = side(family);
        InterfaceId whole = arrival.nextHop().isEmpty() ? arrival : InterfaceId.of(arrival.index());
        if (tables.knownInterfaces.contains(whole.index()) && side.sources.add(whole)) {
            outdated(side);
        }
    }

    void interfaceVanished(int index) {
        for (Side side : sides) {
            if (side.sources.remove(InterfaceId.of(index))) {
                outdated(side);
            }
        }
    }

    /** Somebody began or ceased to hold an interface. */
    void holderChanged(Holding holding) {
        for (Family family : holding.families()) {
            if (side(family).sources.contains(InterfaceId.of(holding.id().index()))) {
                outdated(side(family));
            }
        }
    }

    /** What a client with memberships wants to be asked may be something else now. */
    void questionsChanged(Set<Family> families) {
        for (Family family : families) {
            if (side(family).anySource) {
                side(family).beginAnew();
                outdated(side(family));
            }
        }
    }

    /** Memberships of a pair came or went. */
    void membershipChanged(Members members) {
        switch (members) {
            case Everything all -> outdated(side(all.family()));
            case Group group -> bringInLine(side(group.family()), group);
            case Source source -> bringInLine(side(source.family()), source.group);
        }
    }

    private void outdated(Side side) {
        if (side.anySource) {
            side.outdated = true;
            announce();
        }
    }

    private void announce() {
        if (!announced) {
            announced = true;
            tables.effect(new Effect.Proceed());
        }
    }

    // All groups of a family

    /** Looks at up to {@code steps} groups of each family; more to do is announced again. */
    void proceed(int steps) {
        announced = false;
        for (Side side : sides) {
            if (side.outdated && workOut(side)) {
                side.beginAnew();
            }
            if (side.reached != null) {
                walk(side, steps);
            }
        }
    }

    private void walk(Side side, int steps) {
        List<Group> next = groups(side, side.reached).limit(steps).toList();
        next.forEach(group -> bringInLine(side, group));
        if (next.size() < steps) {
            side.reached = null;
        } else {
            side.reached = next.getLast().address;
            announce();
        }
    }

    private Stream<Group> groups(Side side, IpAddress after) {
        return tables.heads(Optional.of(after)).stream()
                .takeWhile(head -> head instanceof Group && head.family() == side.family)
                .map(Group.class::cast);
    }

    /** Returns true if packets are accepted elsewhere than before. */
    private boolean workOut(Side side) {
        Set<InterfaceId> before = side.accepted;
        side.outdated = false;
        Set<InterfaceId> owned = side.sources.stream()
                .filter(source -> holder(source, side.family).isPresent())
                .collect(Collectors.toUnmodifiableSet());
        side.obstacle = obstacle(side, owned);
        side.accepted = side.obstacle == null ? owned : Set.of();
        return !side.accepted.equals(before);
    }

    private Obstacle obstacle(Side side, Set<InterfaceId> owned) {
        if (!tables.settings.wildcardEntries()) {
            return Obstacle.SWITCHED_OFF;
        }
        if (!side.anySource) {
            return Obstacle.FORWARDER;
        }
        if (!tables.everything(side.family).isEmpty()) {
            return Obstacle.WILDCARD_RECEIVER;
        }
        if (linksAreToldApart(side)) {
            return Obstacle.LINKS_TOLD_APART;
        }
        boolean asked = owned.stream()
                .flatMap(source -> holder(source, side.family).stream())
                .anyMatch(holding -> wantsOneOf(holding, ABOUT_SOURCES));
        if (asked) {
            return Obstacle.SOURCES_ASKED;
        }
        return owned.isEmpty() ? Obstacle.NO_SOURCE_INTERFACE : null;
    }

    /** An interface without holder is not accepted on: entries that expect packets there forward nothing either. */
    private Optional<Holding> holder(InterfaceId source, Family family) {
        return Optional.ofNullable(tables.slots.get(source)).flatMap(slot -> slot.effective(family));
    }

    /** A packet shows the interface it came from, but not the link. */
    private boolean linksAreToldApart(Side side) {
        return !side.sources.isEmpty()
                && tables.slots.values().stream()
                        .filter(slot -> slot.id.nextHop().isPresent()
                                && slot.effective(side.family).isPresent())
                        .anyMatch(slot -> side.sources.contains(InterfaceId.of(slot.id.index())));
    }

    /** Whether or not its bundle is just away. */
    private static boolean wantsOneOf(Holding holding, Set<Callback> questions) {
        return holding.client.profile.callbacks().stream().anyMatch(questions::contains);
    }

    // One group

    private void bringInLine(Side side, Group group) {
        if (side.accepted.isEmpty() && group.way == null) {
            return;
        }
        Way wanted = wanted(side, group);
        if (!Objects.equals(wanted, group.way)) {
            group.way = wanted;
            tables.effect(
                    wanted == null ? new Effect.Remove(group.sourceGroup()) : new Effect.Install(forForwarder(group)));
        }
    }

    /** Null for none. */
    private Way wanted(Side side, Group group) {
        if (obstacle(side, group) != null) {
            return null;
        }
        Set<InterfaceId> oifs = new HashSet<>(4);
        for (Member member = group.first(); member != null; member = member.nextOfPair) {
            if (member.holding.effective(side.family)) {
                oifs.add(member.holding.id());
            }
        }
        return shared(new Way(side.accepted, Set.copyOf(oifs)));
    }

    private Way shared(Way way) {
        if (ways.size() > MOST_WAYS) {
            ways.clear();
        }
        Way first = ways.putIfAbsent(way, way);
        return first == null ? way : first;
    }

    /** What stands in the way of a (*,G) entry; null if nothing does. */
    private Obstacle obstacle(Side side, Group group) {
        if (side.obstacle != null) {
            return side.obstacle;
        }
        if (group.address.isLinkLocalMulticast()) {
            return Obstacle.LINK_LOCAL;
        }
        if (group.wantedSources > 0) {
            return Obstacle.SINGLE_SOURCES;
        }
        Obstacle found = Obstacle.NO_RECEIVERS;
        for (Member member = group.first(); member != null; member = member.nextOfPair) {
            if (member.holding.effective(side.family)) {
                if (member.holding.client.profile.callbacks().contains(Callback.CREATION_ALERT)) {
                    return Obstacle.RECEIVERS_ASKED;
                }
                if (side.accepted.contains(member.holding.id())) {
                    return Obstacle.RECEIVERS_AT_SOURCE;
                }
                found = null;
            }
        }
        return found;
    }

    // Reading

    /** The (*,G) entries of a family. */
    List<ForwarderEntry> table(Family family) {
        List<ForwarderEntry> found = new ArrayList<>();
        groups(side(family), IpAddress.unspecified(family))
                .filter(group -> group.way != null)
                .forEach(group -> found.add(forForwarder(group)));
        return found;
    }

    private static ForwarderEntry forForwarder(Group group) {
        return new ForwarderEntry(group.sourceGroup(), group.way.iifs, group.way.oifs);
    }

    /** Requires that there is an entry. */
    static Wildcard.Installed view(Group group) {
        return new Wildcard.Installed(group.sourceGroup(), group.way.iifs, group.way.oifs);
    }

    Wildcard view(StarG starG) {
        Side side = side(starG.family());
        Group group = tables.group(starG.group());
        if (group != null && group.way != null) {
            return view(group);
        }
        Obstacle found = obstacle(side, group == null ? new Group(starG.group()) : group);
        return new Wildcard.Absent(starG, found == null ? Obstacle.NONE : found);
    }
}
