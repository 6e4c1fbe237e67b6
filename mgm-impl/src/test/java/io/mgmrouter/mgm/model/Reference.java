package io.mgmrouter.mgm.model;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.ClientStatus;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceStatus;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.core.MgmSettings;
import io.mgmrouter.mgm.model.Tables.Client;
import io.mgmrouter.mgm.model.Tables.Entry;
import io.mgmrouter.mgm.model.Tables.Hold;
import io.mgmrouter.route.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The manager as the contract describes it: the rules over one set of tables, and what can be read of them. */
final class Reference {

    final Tables tables;
    final Flowing flowing;
    final Rerouting rerouting;
    final Wanting wanting;
    final Owning owning;
    final Belonging belonging;
    final Wildcarding wildcarding;

    Reference(MgmSettings settings, Function<IpAddress, Optional<Route>> routes) {
        tables = new Tables(settings, routes);
        flowing = new Flowing(tables);
        rerouting = new Rerouting(tables, flowing);
        wanting = new Wanting(tables, flowing);
        owning = new Owning(tables, wanting, flowing, rerouting);
        belonging = new Belonging(tables, wanting, flowing, owning);
        wildcarding = new Wildcarding(tables);
    }

    Optional<Client> attached(ComponentId id) {
        return Optional.ofNullable(tables.clients.get(id)).filter(client -> client.attached);
    }

    Client session(ComponentId id) {
        return attached(id).orElseThrow(() -> new Tables.Refused(MgmError.INVALID_PARAMETER, Reason.SESSION_CLOSED));
    }

    Hold valid(ComponentId id, Hold hold) {
        session(id);
        owning.requireKnown(hold.id);
        return owned(id, hold);
    }

    /** To release what no longer exists is to release what one does not own (MGM-021). */
    Hold owned(ComponentId id, Hold hold) {
        Client caller = session(id);
        if (hold.released || hold.client != caller) {
            throw new Tables.Refused(MgmError.INVALID_PARAMETER, Reason.NOT_OWNER);
        }
        return hold;
    }

    Hold handedOver(ComponentId id, Hold hold, ComponentId to) {
        if (attached(to).isEmpty()) {
            throw new Tables.Refused(MgmError.NOT_FOUND, Reason.UNKNOWN_COMPONENT);
        }
        return valid(id, hold);
    }

    // Time

    Optional<Tick> nextDeadline() {
        return deadlines().stream().reduce(Tick::earlier);
    }

    private List<Tick> deadlines() {
        List<Tick> found = new ArrayList<>();
        tables.entries.values().forEach(entry -> found.add(entry.due()));
        tables.changes.forEach(change -> found.add(change.until));
        for (Client client : tables.clients.values()) {
            if (client.heldUntil != null) {
                found.add(client.heldUntil);
            }
        }
        return found;
    }

    /**
     * True if several things are due now whose order matters: the contract does not say which of two changes of
     * ownership that wait for IGMP, or of two clients whose hold ends, comes first at the same instant; and who is late
     * with one question is not asked the next.
     */
    boolean orderMatters(Tick now) {
        boolean delicate = tables.changes.stream().anyMatch(change -> now.reached(change.until))
                || tables.entries.values().stream().anyMatch(entry -> entry.pending != null && now.reached(entry.due()))
                || tables.clients.values().stream()
                        .anyMatch(client -> client.heldUntil != null && now.reached(client.heldUntil));
        return delicate && deadlines().stream().filter(now::reached).count() > 1;
    }

    void timeReached(Tick now) {
        tables.now = now;
        while (nextDeadline().filter(now::reached).isPresent()) {
            tables.entries.values().stream()
                    .filter(entry -> now.reached(entry.due()))
                    .toList()
                    .forEach(flowing::due);
            tables.changes.stream()
                    .filter(change -> now.reached(change.until))
                    .toList()
                    .forEach(owning::due);
            tables.clients.values().stream()
                    .filter(client -> client.heldUntil != null && now.reached(client.heldUntil))
                    .toList()
                    .forEach(belonging::due);
        }
    }

    // Reading

    List<ForwardingEntry> entries() {
        List<ForwardingEntry> views = new ArrayList<>();
        tables.entries.values().forEach(entry -> views.add(view(entry)));
        return views;
    }

    private ForwardingEntry view(Entry entry) {
        Duration age = tables.now.since(entry.created);
        ForwardingEntry.State state = entry.form != null
                ? ForwardingEntry.State.INSTALLED
                : entry.pending.creation ? ForwardingEntry.State.CREATION_ASKED : ForwardingEntry.State.RPF_ASKED;
        Tables.Form form = entry.form != null ? entry.form : new Tables.Form(null, null, null, null, Set.of());
        return new ForwardingEntry(
                entry.sg,
                state,
                Optional.ofNullable(form.iif()),
                Optional.ofNullable(form.owner()).map(owner -> owner.id),
                Optional.ofNullable(form.neighbor()),
                Optional.ofNullable(form.route()),
                form.oifs().stream()
                        .sorted((a, b) -> a.id.compareTo(b.id))
                        .map(oif -> new ForwardingEntry.OutgoingInterface(oif.id, oif.client.id))
                        .toList(),
                age.compareTo(entry.timeout) > 0 ? entry.timeout : age,
                entry.timeout);
    }

    Set<Membership> memberships() {
        return tables.members.stream()
                .map(member -> new Membership(member.pair, member.hold.id, member.hold.client.id, member.stale))
                .collect(Collectors.toSet());
    }

    List<InterfaceStatus> interfaces() {
        Set<InterfaceId> held = new TreeSet<>();
        tables.holds.forEach(hold -> held.add(hold.id));
        List<InterfaceStatus> views = new ArrayList<>();
        for (InterfaceId id : held) {
            InterfaceStatus four = status(id, Family.IPV4);
            InterfaceStatus six = status(id, Family.IPV6);
            Set<ComponentId> igmp = new HashSet<>();
            four.localMembership().ifPresent(igmp::add);
            six.localMembership().ifPresent(igmp::add);
            if (isHeld(four) && isHeld(six) && four.owner().equals(six.owner()) && igmp.size() < 2) {
                views.add(new InterfaceStatus(
                        id, Set.of(Family.values()), four.owner(), igmp.stream().findFirst()));
            } else {
                Stream.of(four, six).filter(Reference::isHeld).forEach(views::add);
            }
        }
        return views;
    }

    private InterfaceStatus status(InterfaceId id, Family family) {
        return new InterfaceStatus(
                id,
                Set.of(family),
                Optional.ofNullable(tables.owner(id, family)).map(hold -> hold.client.id),
                Optional.ofNullable(tables.local(id, family)).map(hold -> hold.client.id));
    }

    private static boolean isHeld(InterfaceStatus status) {
        return status.owner().isPresent() || status.localMembership().isPresent();
    }

    List<ClientStatus> clients() {
        List<ClientStatus> views = new ArrayList<>();
        for (Client client : tables.clients.values()) {
            long members = tables.members.stream()
                    .filter(member -> member.hold.client == client)
                    .count();
            views.add(new ClientStatus(
                    client.id,
                    client.profile.name(),
                    client.profile.role(),
                    client.profile.families(),
                    client.attached ? Optional.empty() : Optional.of(client.heldUntil.remaining(tables.now)),
                    tables.holdsOf(client).size(),
                    members,
                    0,
                    0,
                    0,
                    client.owes.size(),
                    0,
                    0));
        }
        return views;
    }

    Set<SourceGroup> pairs() {
        Set<SourceGroup> found = new HashSet<>();
        tables.members.forEach(member -> found.add(member.pair));
        return found;
    }
}
