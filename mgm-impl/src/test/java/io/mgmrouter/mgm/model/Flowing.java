package io.mgmrouter.mgm.model;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.Cause;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.core.Effect;
import io.mgmrouter.mgm.model.Tables.Client;
import io.mgmrouter.mgm.model.Tables.Entry;
import io.mgmrouter.mgm.model.Tables.Form;
import io.mgmrouter.mgm.model.Tables.Hold;
import io.mgmrouter.mgm.model.Tables.Pending;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.CreationAlert;
import io.mgmrouter.mgm.spi.JoinAlert;
import io.mgmrouter.mgm.spi.PruneAlert;
import io.mgmrouter.mgm.spi.RpfDecision;
import io.mgmrouter.mgm.spi.RpfQuery;
import io.mgmrouter.mgm.spi.WrongInterface;
import io.mgmrouter.route.Route;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Forwarding entries: "A new flow" of the contract, renewals, route changes, and the outgoing lists in between. */
final class Flowing {

    static final ByteBuffer NO_PACKET = ByteBuffer.allocate(0);
    private static final Duration TRAFFIC_READ = Duration.ofSeconds(10);

    private final Tables tables;

    Flowing(Tables tables) {
        this.tables = tables;
    }

    void packet(Sg sg, ByteBuffer header) {
        if (!sg.group().isLinkLocalMulticast() && !tables.entries.containsKey(sg)) {
            resolve(obtain(sg), Tables.Cause.NEW_FLOW, header);
        }
    }

    void decisionWanted(Client caller, Sg sg) {
        if (!caller.handles(sg.family())) {
            throw new Tables.Refused(MgmError.INVALID_PARAMETER, Reason.FAMILY_NOT_HANDLED);
        }
        if (sg.group().isLinkLocalMulticast()) {
            return;
        }
        Entry entry = obtain(sg);
        if (entry.pending == null) {
            resolve(entry, Tables.Cause.RENEWAL, NO_PACKET);
        } else if (entry.pending.owner == caller) {
            resolve(entry, Tables.Cause.RENEWAL, entry.pending.header);
        }
    }

    private Entry obtain(Sg sg) {
        return tables.entries.computeIfAbsent(sg, _ -> {
            Entry entry = new Entry(sg);
            entry.created = tables.now;
            entry.timeout = tables.settings.entryLifetime();
            return entry;
        });
    }

    void wrongInterface(Sg sg, InterfaceId arrival, ByteBuffer header) {
        Entry entry = tables.entries.get(sg);
        Hold hold = tables.answering(arrival, sg.family());
        if (entry == null || hold == null || !hold.wrongInterface) {
            return;
        }
        boolean soonAgain = entry.lastWrong != null
                && !tables.now.reached(entry.lastWrong.plus(tables.settings.wrongInterfaceInterval()));
        if (!soonAgain && hold.client.hears(Callback.WRONG_INTERFACE, sg.family())) {
            entry.lastWrong = tables.now;
            tables.effect(new Effect.Wrong(hold.client.id, new WrongInterface(sg, arrival, header)));
        }
    }

    /** The owner of the interface toward a source; null without route or owner. */
    Client rpfOwner(IpAddress source) {
        return rpfOwner(tables.routes.apply(source), source.family());
    }

    /** As {@link #rpfOwner(IpAddress)}, by this route. */
    Client rpfOwner(Optional<Route> route, Family family) {
        Hold hold = route.map(way -> tables.answering(tables.rpfInterface(way), family))
                .orElse(null);
        return hold == null ? null : hold.client;
    }

    void setNeighbor(Client caller, Sg sg, IpAddress neighbor) {
        Entry entry = tables.entries.get(sg);
        if (entry == null) {
            throw new Tables.Refused(MgmError.NOT_FOUND, Reason.NO_ENTRY);
        }
        if (entry.owner() != caller) {
            throw new Tables.Refused(MgmError.CAN_NOT_COMPLETE, Reason.NOT_IIF_OWNER);
        }
        Form form = entry.form;
        entry.form = new Form(form.iif(), form.owner(), neighbor, form.route(), form.oifs());
    }

    void resolve(Entry entry, Tables.Cause cause, ByteBuffer header) {
        entry.readUntil = null;
        tables.heardAll(entry);
        entry.pending = new Pending(cause, header);
        Route route = tables.routes.apply(entry.sg.source()).orElse(null);
        InterfaceId iif = route == null ? null : tables.rpfInterface(route);
        Hold answering = iif == null ? null : tables.answering(iif, entry.sg.family());
        if (answering == null) {
            install(entry, new Form(iif, null, null, route, new HashSet<>()));
            return;
        }
        Pending pending = entry.pending;
        pending.iif = iif;
        pending.owner = answering.client;
        pending.route = route;
        pending.neighbor = route.nextHop().orElse(null);
        if (pending.owner.hears(Callback.RPF, entry.sg.family()) && pending.owner.owes.isEmpty()) {
            RpfQuery query = new RpfQuery(entry.sg, iif, route.nextHop(), route, header);
            tables.effect(new Effect.AskRpf(pending.owner.id, ask(entry, pending.owner), query));
        } else {
            if (pending.owner.hears(Callback.RPF, entry.sg.family())) {
                pending.owner.unheard.add(entry);
            }
            rpfKnown(entry);
        }
    }

    private long ask(Entry entry, Client client) {
        long token = tables.newToken();
        entry.pending.open.put(token, client);
        entry.pending.until = tables.now.plus(tables.settings.questionDeadline());
        return token;
    }

    /** What was decided without a client is decided again. */
    void decideUnheard(Client client) {
        tables.unheard(client)
                .forEach(entry ->
                        resolve(entry, Tables.Cause.RENEWAL, entry.pending == null ? NO_PACKET : entry.pending.header));
    }

    void rpfAnswered(long token, Optional<RpfDecision> answer) {
        tables.returned(token).ifPresent(this::decideUnheard);
        open(token, false).ifPresent(entry -> {
            Pending pending = entry.pending;
            pending.open.remove(token);
            if (answer.isPresent() && answers(pending.owner, answer.get().iif(), entry.sg)) {
                pending.iif = answer.get().iif();
                pending.neighbor = answer.get().upstreamNeighbor().orElse(null);
                pending.route = answer.get().route();
            }
            rpfKnown(entry);
        });
    }

    private Optional<Entry> open(long token, boolean creation) {
        return tables.entries.values().stream()
                .filter(entry -> entry.pending != null
                        && entry.pending.creation == creation
                        && entry.pending.open.containsKey(token))
                .findFirst();
    }

    private boolean answers(Client client, InterfaceId id, Sg sg) {
        Hold answering = tables.answering(id, sg.family());
        return answering != null && answering.client == client;
    }

    private void rpfKnown(Entry entry) {
        Pending pending = entry.pending;
        if (!answers(pending.owner, pending.iif, entry.sg)) {
            resolve(entry, pending.cause, pending.header);
        } else if (pending.cause == Tables.Cause.ROUTE_CHANGE) {
            finish(entry);
        } else {
            askCreation(entry);
        }
    }

    private void askCreation(Entry entry) {
        Pending pending = entry.pending;
        pending.creation = true;
        Map<Client, List<CreationAlert.Candidate>> byClient = new LinkedHashMap<>();
        for (Hold hold : tables.candidates(entry.sg)) {
            if (!hold.id.equals(pending.iif) && hold.client.hears(Callback.CREATION_ALERT, entry.sg.family())) {
                boolean igmp = tables.local(hold.id, entry.sg.family()) != null;
                byClient.computeIfAbsent(hold.client, _ -> new ArrayList<>())
                        .add(new CreationAlert.Candidate(hold.id, igmp));
            }
        }
        byClient.keySet().stream()
                .filter(client -> !client.owes.isEmpty())
                .forEach(client -> client.unheard.add(entry));
        byClient.keySet().removeIf(client -> !client.owes.isEmpty());
        byClient.forEach((client, candidates) -> {
            candidates.sort(Comparator.comparing(CreationAlert.Candidate::interfaceId));
            CreationAlert alert = new CreationAlert(entry.sg, pending.iif, candidates);
            tables.effect(new Effect.AskCreation(client.id, ask(entry, client), alert));
        });
        if (byClient.isEmpty()) {
            finish(entry);
        }
    }

    void creationAnswered(long token, Set<InterfaceId> leaveOut) {
        tables.returned(token).ifPresent(this::decideUnheard);
        open(token, true).ifPresent(entry -> {
            Client client = entry.pending.open.remove(token);
            for (InterfaceId id : leaveOut) {
                if (tables.hold(client, id) != null) {
                    entry.pending.leftOut.add(id);
                }
            }
            if (entry.pending.open.isEmpty()) {
                finish(entry);
            }
        });
    }

    /** A client is gone: what it was asked counts as answered with "no change". */
    void clientLeft(Client client) {
        for (Entry entry : List.copyOf(tables.entries.values())) {
            Pending pending = entry.pending;
            if (pending != null && pending.open.values().removeIf(asked -> asked == client) && pending.open.isEmpty()) {
                proceed(entry);
            }
        }
    }

    private void proceed(Entry entry) {
        if (entry.pending.creation) {
            finish(entry);
        } else {
            rpfKnown(entry);
        }
    }

    private void finish(Entry entry) {
        Pending pending = entry.pending;
        if (!answers(pending.owner, pending.iif, entry.sg)) {
            resolve(entry, pending.cause, pending.header);
            return;
        }
        Form before = entry.form;
        Set<Hold> oifs = tables.candidates(entry.sg);
        if (pending.cause == Tables.Cause.ROUTE_CHANGE) {
            // The list stays as it was edited, and the former incoming interface may come in.
            oifs.removeIf(hold -> !hold.id.equals(before.iif()));
            oifs.addAll(before.oifs());
        }
        oifs.removeIf(hold -> hold.id.equals(pending.iif) || pending.leftOut.contains(hold.id));
        // MGM-070: what the owner of the incoming interface has itself is no news to it.
        boolean othersBefore = before != null && Tables.wantedByOthers(before.oifs(), pending.owner);
        boolean othersAfter = Tables.wantedByOthers(oifs, pending.owner);
        install(entry, new Form(pending.iif, pending.owner, pending.neighbor, pending.route, oifs));
        if (before != null && before.owner() != null && before.owner() != pending.owner) {
            if (!oifs.isEmpty()) {
                tellJoined(entry);
            }
        } else if (pending.cause != Tables.Cause.ROUTE_CHANGE) {
            if (oifs.isEmpty()) {
                askPruneTimeout(entry);
            }
        } else if (before.oifs().isEmpty() && othersAfter) {
            tellJoined(entry);
        } else if (oifs.isEmpty() && othersBefore) {
            askPruneTimeout(entry);
        }
    }

    private void install(Entry entry, Form form) {
        Form before = entry.form;
        if (entry.pending.cause != Tables.Cause.ROUTE_CHANGE) {
            entry.created = tables.now;
            entry.timeout = tables.settings.entryLifetime();
        }
        entry.form = form;
        entry.pending = null;
        boolean otherOwner = before != null && before.owner() != null && before.owner() != form.owner();
        if (otherOwner && before.owner().hears(Callback.PRUNE_ALERT, entry.sg.family())) {
            tables.effect(new Effect.Prune(
                    before.owner().id, new PruneAlert(entry.sg, before.iif(), Cause.FORWARDING_ENTRY)));
        }
    }

    void addOif(Sg sg, Hold hold) {
        Entry entry = tables.entries.get(sg);
        if (entry == null || entry.owner() == null || hold.id.equals(entry.form.iif())) {
            return;
        }
        boolean first = entry.form.oifs().isEmpty();
        entry.form.oifs().add(hold);
        if (first && entry.form.owner() != hold.client) {
            tellJoined(entry);
        }
    }

    void removeOif(Sg sg, Hold hold) {
        Entry entry = tables.entries.get(sg);
        boolean removed =
                entry != null && entry.form != null && entry.form.oifs().remove(hold);
        if (removed && entry.form.oifs().isEmpty() && entry.form.owner() != hold.client) {
            askPruneTimeout(entry);
        }
    }

    void removeOifs(Hold hold, Family family) {
        tables.entries.keySet().stream()
                .filter(sg -> sg.family() == family)
                .toList()
                .forEach(sg -> removeOif(sg, hold));
    }

    private void tellJoined(Entry entry) {
        if (entry.form.owner().hears(Callback.JOIN_ALERT, entry.sg.family())) {
            tables.effect(new Effect.Join(entry.form.owner().id, new JoinAlert(entry.sg, Cause.FORWARDING_ENTRY)));
        }
    }

    private void askPruneTimeout(Entry entry) {
        Form form = entry.form;
        if (!form.owner().hears(Callback.PRUNE_ALERT, entry.sg.family())) {
            return;
        }
        PruneAlert alert = new PruneAlert(entry.sg, form.iif(), Cause.FORWARDING_ENTRY);
        if (!form.owner().owes.isEmpty()) {
            entry.pruneToken = 0;
            tables.effect(new Effect.Prune(form.owner().id, alert));
            return;
        }
        entry.pruneToken = tables.newToken();
        entry.pruneUntil = tables.now.plus(tables.settings.questionDeadline());
        tables.effect(new Effect.AskPruneTimeout(form.owner().id, entry.pruneToken, alert));
    }

    void pruneAnswered(long token, Optional<Duration> timeout) {
        for (Entry entry : tables.entries.values()) {
            if (entry.pruneToken == token) {
                entry.pruneToken = 0;
                if (timeout.isPresent() && !tables.now.reached(entry.pruneUntil)) {
                    entry.timeout = timeout.get().isPositive() ? timeout.get() : tables.settings.entryLifetime();
                }
            }
        }
    }

    // The end of an entry

    void due(Entry entry) {
        if (entry.pending != null) {
            String phase = entry.pending.creation ? "CREATION " : "RPF ";
            entry.pending.open.forEach((token, to) -> {
                to.owes.add(token);
                to.unheard.add(entry);
                tables.effect(new Effect.Late(to.id, phase + entry.sg));
            });
            entry.pending.open.clear();
            proceed(entry);
        } else if (entry.readUntil != null) {
            tables.entries.remove(entry.sg);
        } else {
            entry.readUntil = tables.now.plus(TRAFFIC_READ);
            tables.effect(new Effect.ReadTraffic(entry.sg));
        }
    }

    void trafficRead(Sg sg, long packets) {
        Entry entry = tables.entries.get(sg);
        if (entry == null || entry.readUntil == null) {
            return;
        }
        if (packets == entry.packets) {
            tables.entries.remove(sg);
        } else {
            entry.packets = packets;
            resolve(entry, Tables.Cause.RENEWAL, NO_PACKET);
        }
    }

    void removeAll(Predicate<Entry> which) {
        tables.entries.values().removeIf(which);
    }
}
