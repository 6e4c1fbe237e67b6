package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.ClientStatus;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.Decision.Why;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceStatus;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.MembershipFlag;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.Wildcard;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import io.mgmrouter.mgm.spi.RpfDecision;
import io.mgmrouter.route.Route;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The multicast group manager as plain tables: one method per call of the contract, per answer and per event. After
 * each call {@link #takeEffects} hands out, in order, what has to be done about it. A method that throws
 * {@link MgmException} has changed nothing. Not thread safe.
 */
public final class GroupManager {

    /** Returned by a call that is complete; any other value is the token of the {@link Effect.ChangeMade} to await. */
    public static final long DONE = Ownerships.DONE;

    final Tables tables;
    private final Flows flows;
    private final Rerouting rerouting;
    private final Memberships memberships;
    final Ownerships ownerships;
    private final Clients clients;
    private final Views views;

    /**
     * @param settings what can be set
     * @param routes longest-match lookup in the multicast view; answers at once, and changes only when
     *     {@link #routesChanged} says so
     */
    public GroupManager(MgmSettings settings, Function<IpAddress, Optional<Route>> routes) {
        this.tables = new Tables(settings, routes);
        this.flows = new Flows(tables);
        this.rerouting = new Rerouting(tables, flows);
        this.memberships = new Memberships(tables, flows);
        this.ownerships = new Ownerships(tables, memberships, flows);
        this.clients = new Clients(tables, ownerships, memberships, flows);
        this.views = new Views(tables);
    }

    /** What the last calls brought about, in order; taken only once. */
    public List<Effect> takeEffects() {
        return tables.takeEffects();
    }

    /** When {@link #timeReached} is wanted next. */
    public Optional<Tick> nextDeadline() {
        return tables.deadlines.next();
    }

    /** Deals with everything whose deadline is reached. */
    public void timeReached(Tick now) {
        for (var due = tables.deadlines.pollDue(now); due.isPresent(); due = tables.deadlines.pollDue(now)) {
            tables.log.at(now);
            switch (due.get()) {
                case Entry entry -> flows.due(entry, now);
                case OwnershipChange change -> ownerships.due(change, now);
                case Client client -> clients.due(client, now);
                default -> throw new IllegalStateException("unknown deadline " + due.get());
            }
        }
    }

    /** The time of what happens from now on, as the decision log is to remember it. */
    public void at(Tick now) {
        tables.log.at(now);
    }

    // Clients

    public void register(ComponentId id, ClientProfile profile, Tick now) {
        clients.register(id, profile, now);
    }

    public void deregister(ComponentId id, Tick now) {
        clients.deregister(client(id), now);
    }

    /** The client's bundle stopped: its state is held. Nothing happens if it is not attached. */
    public void departed(ComponentId id, Tick now) {
        attached(id).ifPresent(client -> clients.departed(client, now));
    }

    /** The client will not come back: the shutdown sequence at once. Nothing happens if it is unknown. */
    public void gone(ComponentId id, Tick now) {
        Optional.ofNullable(tables.clients.get(id)).ifPresent(client -> clients.shutDown(client, Why.CLIENT_GONE, now));
    }

    public void resynced(ComponentId id, Tick now) {
        clients.resynced(client(id), now);
    }

    // Interfaces

    public void interfaceAppeared(int index) {
        tables.knownInterfaces.add(index);
    }

    public void interfaceVanished(int index, Tick now) {
        ownerships.interfaceVanished(index, now);
    }

    public long take(ComponentId id, InterfaceId interfaceId, Tick now) {
        return ownerships.take(client(id), interfaceId, now);
    }

    /**
     * The hold of a client on an interface.
     *
     * @throws MgmException with {@code CAN_NOT_COMPLETE} if it has none, because the change was overtaken by another
     */
    public Holding holding(ComponentId id, InterfaceId interfaceId) {
        Holding holding = client(id).holdings.get(interfaceId);
        if (holding == null) {
            throw new MgmException(
                    MgmError.CAN_NOT_COMPLETE,
                    Reason.OWNERSHIP_CHANGING,
                    "interface " + interfaceId + " was lost meanwhile");
        }
        return holding;
    }

    /** Every hold of a client, in the order of the interfaces; those held for it from before included. */
    public List<Holding> holdings(ComponentId id) {
        return List.copyOf(client(id).holdings.values());
    }

    /** An interface that no longer exists is one its client does not own (MGM-021). */
    public long release(ComponentId id, Holding holding, Tick now) {
        return ownerships.release(owned(client(id), holding), Why.RELEASED, now);
    }

    public long handOver(ComponentId id, Holding holding, ComponentId newOwner, Tick now) {
        Client to = attached(newOwner)
                .orElseThrow(() -> new MgmException(
                        MgmError.NOT_FOUND, Reason.UNKNOWN_COMPONENT, "no client " + newOwner + " is attached"));
        return ownerships.handOver(valid(id, holding), to, now);
    }

    public void alertOnWrongInterface(ComponentId id, Holding holding, boolean wanted) {
        valid(id, holding).wrongInterfaceAlerts = wanted;
    }

    /** {@code onDisable} or {@code onEnable} has returned. */
    public void igmpAcknowledged(long token, Tick now) {
        returned(token, now);
        ownerships.acknowledged(token, now);
    }

    // Memberships

    public void add(ComponentId id, Holding holding, SourceGroup pair, Set<MembershipFlag> flags) {
        memberships.add(valid(id, holding), pair, flags);
    }

    public void delete(ComponentId id, Holding holding, SourceGroup pair, Set<MembershipFlag> flags, Tick now) {
        memberships.delete(valid(id, holding), pair, flags, now);
    }

    // Flows

    /**
     * Another forwarder is used for a family; {@link #table} is what it is to have.
     *
     * @param anySource true if it takes (*,G) entries; at first none does
     */
    public void useForwarder(Family family, boolean anySource) {
        tables.wildcards.useForwarder(family, anySource);
    }

    /** Goes on, by up to {@code steps} groups of each family, with what {@link Effect.Proceed} announced. */
    public void proceed(int steps) {
        tables.wildcards.proceed(steps);
    }

    /** The forwarder has no entry for a packet. {@code header} is kept: hand in a copy. */
    public void packetArrived(Sg sg, InterfaceId arrival, ByteBuffer header, Tick now) {
        flows.packetArrived(sg, arrival, header, now);
    }

    public void wrongInterface(Sg sg, InterfaceId arrival, ByteBuffer header, Tick now) {
        flows.wrongInterface(sg, arrival, header, now);
    }

    /** @throws MgmException as {@link io.mgmrouter.mgm.MgmSession#resolve} */
    public void resolve(ComponentId id, Sg sg, Tick now) {
        Client caller = client(id);
        caller.requireHandles(sg);
        flows.decisionWanted(caller, sg, now);
    }

    public void rpfAnswered(long token, RpfDecision answer, Tick now) {
        returned(token, now);
        flows.resolver().rpfAnswered(token, answer, now);
    }

    public void creationAnswered(long token, Set<InterfaceId> leaveOut, Tick now) {
        returned(token, now);
        flows.resolver().creationAnswered(token, leaveOut, now);
    }

    public void pruneAnswered(long token, Optional<Duration> timeout, Tick now) {
        flows.pruneAnswered(token, timeout, now);
    }

    /** What was decided while the client owed an answer is decided again (D-37). */
    private void returned(long token, Tick now) {
        Client again = tables.overdue.returned(token);
        if (again != null) {
            flows.decideUnheard(again, now);
        }
    }

    /** A client returned from a question, but with an exception or with nonsense. */
    public void questionFailed(long token, Tick now) {
        returned(token, now);
        flows.resolver().failed(token, now);
    }

    /** The answer to {@link Effect.ReadTraffic}; 0 packets if the forwarder has no such entry. */
    public void trafficRead(Sg sg, long packets, Tick now) {
        flows.trafficRead(sg, packets, now);
    }

    public void routesChanged(Set<IpPrefix> prefixes, Tick now) {
        rerouting.routesChanged(prefixes, now);
    }

    /** @throws MgmException as {@link io.mgmrouter.mgm.MgmSession#setUpstreamNeighbor} */
    public void setUpstreamNeighbor(ComponentId id, Sg sg, IpAddress neighbor) {
        flows.setUpstreamNeighbor(client(id), sg, neighbor);
    }

    // Reading

    /** All installed entries of a family, for a forwarder that starts; (*,G) entries last. */
    public List<ForwarderEntry> table(Family family) {
        return views.table(family);
    }

    /** Some of the forwarder's (*,G) entries behind a group, in order; {@code limit} as for the entries. */
    public Bit<Wildcard.Installed> wildcards(Optional<SourceGroup> after, int limit) {
        return views.wildcards(after, limit);
    }

    /** The forwarder's (*,G) entry of a group, or why there is none. */
    public Wildcard wildcard(StarG group) {
        return tables.wildcards.view(group);
    }

    public Optional<ForwardingEntry> entry(Sg sg, Tick now) {
        return Optional.ofNullable(tables.entry(sg)).map(entry -> views.view(entry, now));
    }

    /**
     * Some of the entries behind a pair, in order.
     *
     * @param limit largest number of them, at least 1; there may be fewer, or none, and yet more to come
     */
    public Bit<ForwardingEntry> entries(Optional<SourceGroup> after, int limit, Tick now) {
        return views.entries(after, limit, now);
    }

    /** Some of the memberships behind a pair, in order: a list for each pair; {@code limit} as for the entries. */
    public Bit<List<Membership>> memberships(Optional<SourceGroup> after, int limit) {
        return views.memberships(after, limit);
    }

    /** Begins to collect the memberships of one holding; {@link #proceed(HoldingWalk, int)} until it is at its end. */
    public HoldingWalk memberships(ComponentId id, Holding holding) {
        return new HoldingWalk(valid(id, holding));
    }

    /**
     * Goes on by up to {@code steps} memberships.
     *
     * @return true if it is at its end
     */
    public boolean proceed(HoldingWalk walk, int steps) {
        return walk.proceed(steps);
    }

    /** Begins to collect the pairs that have memberships now; {@link #proceed} until it is complete. */
    public Snapshot snapshot() {
        Snapshot snapshot = new Snapshot(tables);
        tables.snapshots.add(snapshot);
        return snapshot;
    }

    /**
     * Goes on by up to {@code steps} pairs.
     *
     * @return true if the snapshot is complete now
     */
    public boolean proceed(Snapshot snapshot, int steps) {
        boolean complete = snapshot.proceed(steps);
        if (complete) {
            tables.snapshots.remove(snapshot);
        }
        return complete;
    }

    /** Begins to look for what is remembered about traffic; {@link #proceed(Explainer, int)} until it is at its end. */
    public Explainer explain(SourceGroup about, Tick now) {
        return new Explainer(tables, about, now);
    }

    /** As {@link #explain(SourceGroup, Tick)}, about an interface. */
    public Explainer explain(InterfaceId interfaceId, Tick now) {
        return new Explainer(tables, interfaceId, now);
    }

    /**
     * Goes on by up to {@code steps} events.
     *
     * @return true if it is at its end
     */
    public boolean proceed(Explainer explainer, int steps) {
        return explainer.proceed(steps);
    }

    /** @throws MgmException with {@code NOT_FOUND} for an interface the manager does not know (MGM-016) */
    public Optional<ComponentId> ownerOf(InterfaceId id) {
        ownerships.requireKnown(id);
        return views.ownerOf(id);
    }

    /** As {@link #ownerOf(InterfaceId)}. */
    public Optional<ComponentId> ownerOf(InterfaceId id, Family family) {
        ownerships.requireKnown(id);
        return views.ownerOf(id, family);
    }

    /** Who holds an interface: nobody, or one record, or one for each family. */
    public List<InterfaceStatus> status(InterfaceId id) {
        return views.status(id);
    }

    public List<InterfaceStatus> interfaces() {
        return views.interfaces();
    }

    /** The clients in order; delivery figures are the rim's to fill in. */
    public List<ClientStatus> clients(Tick now) {
        return views.clients(now);
    }

    private Optional<Client> attached(ComponentId id) {
        return Optional.ofNullable(tables.clients.get(id)).filter(client -> client.attached);
    }

    private Client client(ComponentId id) {
        return attached(id)
                .orElseThrow(() -> new MgmException(
                        MgmError.INVALID_PARAMETER, Reason.SESSION_CLOSED, "client " + id + " is not registered"));
    }

    private Holding valid(ComponentId id, Holding holding) {
        Client caller = client(id);
        ownerships.requireKnown(holding.id());
        return owned(caller, holding);
    }

    private static Holding owned(Client caller, Holding holding) {
        if (holding.released || holding.client != caller) {
            throw new MgmException(
                    MgmError.INVALID_PARAMETER,
                    Reason.NOT_OWNER,
                    caller.id + " does not own interface " + holding.id());
        }
        return holding;
    }
}
