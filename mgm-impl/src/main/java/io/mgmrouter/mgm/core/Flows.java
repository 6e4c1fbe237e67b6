package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.Cause;
import io.mgmrouter.mgm.Decision;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.JoinAlert;
import io.mgmrouter.mgm.spi.PruneAlert;
import io.mgmrouter.mgm.spi.WrongInterface;
import io.mgmrouter.route.Route;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Forwarding entries while they live: their outgoing lists, their life span, and what route changes do to them. How an
 * entry is decided upon is {@link Resolver}'s.
 */
final class Flows {

    /** A forwarder that does not answer by then has no traffic to report. */
    private static final Duration TRAFFIC_READ_DEADLINE = Duration.ofSeconds(10);

    private final Tables tables;
    private final Resolver resolver;

    Flows(Tables tables) {
        this.tables = tables;
        this.resolver = new Resolver(tables, this);
    }

    Resolver resolver() {
        return resolver;
    }

    /** The first packet of a flow. Link-local groups never get an entry (MGM-107). */
    void packetArrived(Sg sg, InterfaceId arrival, ByteBuffer header, Tick now) {
        if (sg.group().isLinkLocalMulticast()) {
            return;
        }
        tables.wildcards.packetFrom(arrival, sg.family());
        Entry known = tables.entry(sg);
        if (known == null) {
            Entry entry = new Entry(sg, now, tables.settings.entryLifetime());
            tables.putEntry(entry);
            Story.Draft story = new Story.Draft(Decision.Kind.FLOW_ARRIVED, tables.known(arrival), now);
            resolver.resolve(entry, Resolution.Cause.NEW_FLOW, header, story, now);
        } else if (known.installed) {
            tables.effect(new Effect.Install(known.forForwarder()));
        }
    }

    /**
     * A client wants an entry, or another one than there is (D-42). A decision that goes on begins anew for the client
     * that decides it: others would only hold it up, and hear of its outcome.
     */
    void decisionWanted(Client caller, Sg sg, Tick now) {
        if (sg.group().isLinkLocalMulticast()) {
            return;
        }
        Entry entry = tables.entry(sg);
        if (entry == null) {
            entry = new Entry(sg, now, tables.settings.entryLifetime());
            tables.putEntry(entry);
        }
        if (entry.resolution == null || entry.resolution.owner == caller) {
            decisionWanted(caller, entry, now);
        }
    }

    private void decisionWanted(Client caller, Entry entry, Tick now) {
        Resolution open = entry.resolution;
        Story.Draft story = new Story.Draft(Decision.Kind.DECISION_WANTED, caller.id, now);
        ByteBuffer header = open == null ? Resolver.NO_PACKET : open.packetHeader;
        resolver.resolve(entry, Resolution.Cause.RENEWAL, header, story, now);
    }

    /** A client answers again: what was decided without it is decided with it. */
    void decideUnheard(Client client, Tick now) {
        for (Entry entry : List.copyOf(client.unheard)) {
            decisionWanted(client, entry, now);
        }
    }

    /** A flow that the (*,G) entry of its group does not expect there has no entry of its own: it is a new one. */
    void wrongInterface(Sg sg, InterfaceId arrival, ByteBuffer header, Tick now) {
        Entry entry = tables.entry(sg);
        if (entry != null) {
            wrongInterface(entry, arrival, header, now);
            return;
        }
        Group group = tables.group(sg.group());
        if (group != null && group.way != null) {
            packetArrived(sg, arrival, header, now);
        }
    }

    private void wrongInterface(Entry entry, InterfaceId arrival, ByteBuffer header, Tick now) {
        Sg sg = entry.sg;
        InterfaceSlot slot = tables.slots.get(arrival);
        if (slot == null) {
            return;
        }
        Optional<Holding> asked = slot.effective(sg.family())
                .filter(holding -> holding.wrongInterfaceAlerts)
                .filter(holding -> holding.client.hears(Callback.WRONG_INTERFACE, sg.family()));
        if (asked.isPresent() && intervalOver(entry.lastWrongInterfaceAlert, now)) {
            entry.lastWrongInterfaceAlert = now;
            tables.effect(new Effect.Wrong(asked.get().client.id, new WrongInterface(sg, arrival, header)));
        }
    }

    private boolean intervalOver(Tick last, Tick now) {
        return last == null || now.reached(last.plus(tables.settings.wrongInterfaceInterval()));
    }

    /**
     * The client that answers for packets from a source: the owner of the RPF interface; null if either is missing. By
     * the route as the source follows it, so that whoever was told to join is the one told to prune.
     */
    Client rpfOwner(Source source) {
        InterfaceSlot slot = tables.rpfSlot(source);
        return slot == null ? null : slot.answering(source.address.family());
    }

    /** A membership appeared: its interface joins the entries it covers (MGM-036). */
    void extend(Holding holding, Members members) {
        for (Entry entry : tables.entriesCoveredBy(members)) {
            addOif(entry, holding, members);
        }
    }

    /** A membership went: its interface leaves the entries that nothing else on it covers (MGM-037). */
    void shrink(Holding holding, Members members, Tick now) {
        for (Entry entry : tables.entriesCoveredBy(members)) {
            if (!covered(entry.sg, holding)) {
                removeOif(entry, holding, members, now);
            }
        }
    }

    /** Forward state: edits the one entry, if there is one (MGM-038, MGM-043). */
    void forward(Holding holding, Sg sg) {
        Entry entry = tables.entry(sg);
        if (entry == null || !holding.effective(sg.family())) {
            return;
        }
        addOif(entry, holding, null);
        if (entry.sendsTo(holding) && !covered(sg, holding)) {
            holding.forwardOnly.add(entry);
        }
    }

    void stopForwarding(Holding holding, Sg sg, Tick now) {
        Entry entry = tables.entry(sg);
        if (entry != null) {
            removeOif(entry, holding, null, now);
        }
    }

    private boolean covered(Sg sg, Holding holding) {
        Group group = tables.group(sg.group());
        Source source = group == null ? null : group.source(sg.source());
        return tables.everything(sg.family()).contains(holding)
                || group != null && group.contains(holding)
                || source != null && source.contains(holding);
    }

    /** Holdings whose membership covers a flow and counts, in no particular order. */
    Set<Holding> candidates(Sg sg) {
        Set<Holding> found = new LinkedHashSet<>(4);
        Group group = tables.group(sg.group());
        if (group != null) {
            Source source = group.source(sg.source());
            if (source != null) {
                source.addEffectiveHoldingsTo(found);
            }
            group.addEffectiveHoldingsTo(found);
        }
        tables.everything(sg.family()).addEffectiveHoldingsTo(found);
        return found;
    }

    /**
     * Only what is installed is edited: the list of an entry still being decided upon is made at the end of that.
     *
     * @param through the membership that does it; null for forward state
     */
    private void addOif(Entry entry, Holding holding, Members through) {
        if (!entry.installed || entry.iifOwner == null || entry.isIncoming(holding) || entry.sendsTo(holding)) {
            return;
        }
        boolean first = entry.oifs.length == 0;
        entry.addOif(holding);
        tables.log.oif(Decision.Kind.OIF_ADDED, entry, holding, through);
        tables.effect(new Effect.Install(entry.forForwarder()));
        if (first && entry.iifOwner != holding.client) {
            tellJoined(entry, entry.iifOwner);
        }
    }

    /** @param through the membership whose end does it; null for forward state */
    void removeOif(Entry entry, Holding holding, Members through, Tick now) {
        holding.forwardOnly.remove(entry);
        if (!entry.removeOif(holding)) {
            return;
        }
        tables.log.oif(Decision.Kind.OIF_REMOVED, entry, holding, through);
        tables.effect(new Effect.Install(entry.forForwarder()));
        if (entry.oifs.length == 0 && entry.iifOwner != null && entry.iifOwner != holding.client) {
            askPruneTimeout(entry, now);
        }
    }

    void tellJoined(Entry entry, Client to) {
        if (to.hears(Callback.JOIN_ALERT, entry.sg.family())) {
            tables.effect(new Effect.Join(to.id, new JoinAlert(entry.sg, Cause.FORWARDING_ENTRY)));
        }
    }

    /** The outgoing list is empty: the owner of the incoming interface may say how long the entry lives (MGM-088). */
    void askPruneTimeout(Entry entry, Tick now) {
        if (entry.iifOwner.hears(Callback.PRUNE_ALERT, entry.sg.family())) {
            tables.questions.remove(entry.pruneToken);
            PruneAlert alert = new PruneAlert(entry.sg, entry.iif.id, Cause.FORWARDING_ENTRY);
            if (!entry.iifOwner.answers()) {
                tables.effect(new Effect.Prune(entry.iifOwner.id, alert));
                return;
            }
            entry.pruneToken = tables.newToken();
            entry.pruneAnswerDeadline = now.plus(tables.settings.questionDeadline());
            tables.questions.put(entry.pruneToken, entry);
            tables.effect(new Effect.AskPruneTimeout(entry.iifOwner.id, entry.pruneToken, alert));
        }
    }

    void pruneAnswered(long token, Optional<Duration> timeout, Tick now) {
        Entry entry = tables.questions.remove(token);
        if (entry != null && timeout.isPresent() && !now.reached(entry.pruneAnswerDeadline)) {
            // A time-out of 0 means "not specified" (decision D-12).
            Duration wanted = timeout.get().isPositive() ? timeout.get() : tables.settings.entryLifetime();
            entry.timeout = wanted;
            tables.log.entry(Decision.Kind.LIFETIME_SET, entry, entry.iifOwner, wanted);
            if (entry.resolution == null && !entry.readingTraffic) {
                tables.deadlines.set(entry, entry.created.plus(wanted));
            }
        }
    }

    /** The deadline of an entry: of the question that is open, of the traffic reading, or of its life span. */
    void due(Entry entry, Tick now) {
        if (entry.resolution != null) {
            resolver.deadlinePassed(entry, now);
        } else if (entry.readingTraffic) {
            removeIdle(entry);
        } else {
            entry.readingTraffic = true;
            tables.deadlines.set(entry, now.plus(TRAFFIC_READ_DEADLINE));
            tables.effect(new Effect.ReadTraffic(entry.sg));
        }
    }

    /** An entry at the end of its life span is renewed in place if it saw packets since the last time, else removed. */
    void trafficRead(Sg sg, long packets, Tick now) {
        Entry entry = tables.entry(sg);
        if (entry == null || !entry.readingTraffic) {
            return;
        }
        entry.readingTraffic = false;
        if (packets == entry.packetsAtRenewal) {
            removeIdle(entry);
        } else {
            entry.packetsAtRenewal = packets;
            Story.Draft story = new Story.Draft(Decision.Kind.RENEWAL_BEGAN, null, now);
            resolver.resolve(entry, Resolution.Cause.RENEWAL, Resolver.NO_PACKET, story, now);
        }
    }

    private void removeIdle(Entry entry) {
        tables.log.because(Decision.Why.IDLE, () -> remove(entry));
    }

    void remove(Entry entry) {
        tables.log.removed(entry);
        resolver.abandon(entry);
        entry.clearUnheard();
        tables.questions.remove(entry.pruneToken);
        entry.setOifs(Set.of());
        resolver.setIif(entry, null);
        tables.removeEntry(entry);
        tables.effect(new Effect.Remove(entry.sg));
    }

    /** Changes nothing else, and nobody is called (MGM-099). */
    void setUpstreamNeighbor(Client caller, Sg sg, IpAddress neighbor) {
        Entry entry = tables.entry(sg);
        if (entry == null) {
            throw new MgmException(MgmError.NOT_FOUND, Reason.NO_ENTRY, "there is no forwarding entry for " + sg);
        }
        if (entry.iifOwner != caller) {
            throw new MgmException(
                    MgmError.CAN_NOT_COMPLETE,
                    Reason.NOT_IIF_OWNER,
                    caller.id + " does not own the incoming interface of " + sg);
        }
        entry.upstreamNeighbor = neighbor;
        tables.log.entry(Decision.Kind.NEIGHBOR_SET, entry, caller, null);
    }

    /** Somebody began to answer for an interface: entries that expect packets there are decided upon again. */
    void interfaceTaken(Holding holding, Tick now) {
        InterfaceSlot slot = holding.slot;
        List<Entry> concerned = new ArrayList<>(slot.incoming());
        InterfaceSlot whole = slot.id.nextHop().isEmpty() ? null : tables.slots.get(InterfaceId.of(slot.id.index()));
        if (whole != null) {
            // As long as nobody told the links apart, entries expected their packets on the interface as a whole.
            whole.incoming().stream()
                    .filter(entry -> entry.route.nextHop().equals(slot.id.nextHop()))
                    .forEach(concerned::add);
        }
        for (Entry entry : concerned) {
            Family family = entry.sg.family();
            if (holding.families().contains(family)
                    && (slot.answering(family) != entry.iifOwner || entry.resolution != null)) {
                reresolve(entry, now);
            }
        }
    }

    /** A client no longer answers for an interface: no entry of its keeps it as the incoming one (MGM-023). */
    void interfaceReleased(Holding holding) {
        holding.slot.incoming().stream()
                .filter(entry -> entry.iifOwner == holding.client && holding.effective(entry.sg.family()))
                .forEach(this::remove);
    }

    /** The interface is gone. */
    void interfaceVanished(InterfaceSlot slot) {
        slot.incoming().forEach(this::remove);
    }

    /** The route to its source may be another one now; the entry is touched only if it leads another way. */
    void routeChanged(Entry entry, Route route, Tick now) {
        Resolution open = entry.resolution;
        if (!sameWay(route, open == null ? entry.route : open.route)) {
            reresolve(entry, now);
        } else if (open == null) {
            entry.route = route;
        } else {
            open.route = route;
        }
    }

    /** What is being decided begins anew, as what it was: a renewal stays one, and a new flow keeps its packet. */
    private void reresolve(Entry entry, Tick now) {
        Resolution open = entry.resolution;
        Resolution.Cause cause = Resolution.Cause.ROUTE_CHANGE;
        if (open != null && open.cause == Resolution.Cause.RENEWAL) {
            cause = Resolution.Cause.RENEWAL;
        } else if (entry.iifOwner == null) {
            cause = Resolution.Cause.NEW_FLOW;
        }
        Story.Draft story = open == null ? new Story.Draft(Decision.Kind.REROUTE_BEGAN, null, now) : open.story;
        if (open != null) {
            story.step(Decision.Kind.REROUTE_BEGAN);
        }
        resolver.resolve(entry, cause, open == null ? Resolver.NO_PACKET : open.packetHeader, story, now);
    }

    private static boolean sameWay(Route a, Route b) {
        return a == null || b == null
                ? a == b
                : a.interfaceIndex() == b.interfaceIndex() && a.nextHop().equals(b.nextHop());
    }
}
