package io.mgmrouter.mgm.core;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.Cause;
import io.mgmrouter.mgm.Decision.Kind;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.CreationAlert;
import io.mgmrouter.mgm.spi.PruneAlert;
import io.mgmrouter.mgm.spi.RpfDecision;
import io.mgmrouter.mgm.spi.RpfQuery;
import io.mgmrouter.route.Route;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides on an entry: route, RPF question, creation questions, installation. The same walk for a new flow, a renewal
 * and a route change; an installed entry stays as it is in the forwarder until its new form is known.
 */
final class Resolver {

    static final ByteBuffer NO_PACKET = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private final Tables tables;
    private final Flows flows;

    Resolver(Tables tables, Flows flows) {
        this.tables = tables;
        this.flows = flows;
    }

    void resolve(Entry entry, Resolution.Cause cause, ByteBuffer packetHeader, Story.Draft story, Tick now) {
        abandon(entry);
        entry.readingTraffic = false;
        entry.clearUnheard();
        entry.resolution = new Resolution(cause, packetHeader, story);
        Optional<Route> route = tables.routes.apply(entry.sg.source());
        if (route.isEmpty()) {
            story.step(Kind.NO_ROUTE);
            finishNegative(entry, null, null, now);
            return;
        }
        InterfaceSlot slot = tables.rpfSlot(route.get());
        story.step(Kind.ROUTE_FOUND, slot.id, route.get());
        Optional<Holding> owner = slot.effective(entry.sg.family());
        if (owner.isEmpty()) {
            story.step(Kind.IIF_UNOWNED, slot.id);
            finishNegative(entry, slot, route.get(), now);
            return;
        }
        entry.resolution.propose(slot.id, owner.get().client, route.get());
        askRpf(entry, now);
    }

    private void askRpf(Entry entry, Tick now) {
        Resolution resolution = entry.resolution;
        if (!resolution.owner.hears(Callback.RPF, entry.sg.family())) {
            rpfKnown(entry, now);
            return;
        }
        if (!resolution.owner.answers()) {
            resolution.story.step(Kind.NOT_ASKED, resolution.owner.id);
            entry.addUnheard(resolution.owner);
            rpfKnown(entry, now);
            return;
        }
        RpfQuery query = new RpfQuery(
                entry.sg, resolution.iif, resolution.route.nextHop(), resolution.route, resolution.packetHeader);
        long token = ask(entry, resolution.owner, now);
        resolution.story.step(Kind.RPF_ASKED, resolution.owner.id, resolution.iif);
        tables.effect(new Effect.AskRpf(resolution.owner.id, token, query));
    }

    /** An answer that names an interface its client does not own is ignored (MGM-080). */
    void rpfAnswered(long token, RpfDecision answer, Tick now) {
        Entry entry = takeQuestion(token, Resolution.Phase.RPF);
        if (entry == null) {
            return;
        }
        Resolution resolution = entry.resolution;
        InterfaceId iif = tables.known(answer.iif());
        if (answersFor(iif, entry)) {
            Kind kind = iif.equals(resolution.iif) ? Kind.RPF_ACCEPTED : Kind.RPF_CHANGED;
            resolution.story.step(kind, resolution.owner.id, iif);
            resolution.iif = iif;
            resolution.upstreamNeighbor = answer.upstreamNeighbor().orElse(null);
            resolution.route = answer.route();
        } else {
            resolution.story.step(Kind.RPF_IGNORED, resolution.owner.id, iif);
        }
        rpfKnown(entry, now);
    }

    private void rpfKnown(Entry entry, Tick now) {
        if (entry.resolution.cause == Resolution.Cause.ROUTE_CHANGE || !answersFor(entry.resolution.iif, entry)) {
            finish(entry, now);
        } else {
            askCreation(entry, now);
        }
    }

    /** Whether the client that decides about the entry is the one that answers for an interface. */
    private boolean answersFor(InterfaceId id, Entry entry) {
        InterfaceSlot slot = tables.slots.get(id);
        return slot != null
                && slot.effective(entry.sg.family())
                        .filter(holding -> holding.client == entry.resolution.owner)
                        .isPresent();
    }

    private void askCreation(Entry entry, Tick now) {
        Resolution resolution = entry.resolution;
        resolution.phase = Resolution.Phase.CREATION;
        Map<Client, List<CreationAlert.Candidate>> byClient = new LinkedHashMap<>(4);
        for (Holding holding : flows.candidates(entry.sg)) {
            if (!holding.id().equals(resolution.iif)
                    && holding.client.hears(Callback.CREATION_ALERT, entry.sg.family())) {
                boolean igmp = holding.slot.local(entry.sg.family()) != null;
                byClient.computeIfAbsent(holding.client, _ -> new ArrayList<>())
                        .add(new CreationAlert.Candidate(holding.id(), igmp));
            }
        }
        byClient.forEach((client, candidates) -> {
            List<InterfaceId> asked = candidates.stream()
                    .map(CreationAlert.Candidate::interfaceId)
                    .toList();
            if (!client.answers()) {
                resolution.story.step(Kind.NOT_ASKED, client.id);
                entry.addUnheard(client);
                return;
            }
            resolution.story.step(Kind.CREATION_ASKED, client.id, resolution.iif, asked);
            long token = ask(entry, client, now);
            tables.effect(
                    new Effect.AskCreation(client.id, token, new CreationAlert(entry.sg, resolution.iif, candidates)));
        });
        if (resolution.open.isEmpty()) {
            finish(entry, now);
        }
    }

    void creationAnswered(long token, Set<InterfaceId> leaveOut, Tick now) {
        Entry asked = tables.questions.get(token);
        Client client = asked == null || asked.resolution == null ? null : asked.resolution.open.get(token);
        Entry entry = takeQuestion(token, Resolution.Phase.CREATION);
        if (entry == null) {
            return;
        }
        // A client decides about its own interfaces only.
        List<InterfaceId> own =
                leaveOut.stream().filter(client.holdings::containsKey).toList();
        entry.resolution.leftOut.addAll(own);
        entry.resolution.story.step(Kind.CREATION_ANSWERED, client.id, entry.resolution.iif, own);
        if (entry.resolution.open.isEmpty()) {
            finish(entry, now);
        }
    }

    /** The client answered with an exception or with nonsense: no change (MGM-104). */
    void failed(long token, Tick now) {
        Entry asked = tables.questions.get(token);
        Resolution resolution = asked == null ? null : asked.resolution;
        Client client = resolution == null ? null : resolution.open.get(token);
        if (client == null) {
            return;
        }
        Entry entry = takeQuestion(token, resolution.phase);
        resolution.story.step(Kind.ANSWER_FAILED, client.id);
        if (resolution.open.isEmpty()) {
            proceed(entry, resolution.phase, now);
        }
    }

    private long ask(Entry entry, Client client, Tick now) {
        long token = tables.newToken();
        tables.questions.put(token, entry);
        entry.resolution.open.put(token, client);
        tables.deadlines.set(entry, now.plus(tables.settings.questionDeadline()));
        return token;
    }

    /** Null if the question is no longer open. */
    private Entry takeQuestion(long token, Resolution.Phase phase) {
        Entry entry = tables.questions.get(token);
        if (entry == null
                || entry.resolution == null
                || entry.resolution.phase != phase
                || entry.resolution.open.remove(token) == null) {
            return null;
        }
        tables.questions.remove(token);
        return entry;
    }

    /** Whoever has not answered by now agrees with what was proposed. */
    void deadlinePassed(Entry entry, Tick now) {
        Resolution resolution = entry.resolution;
        Resolution.Phase phase = resolution.phase;
        resolution.open.forEach((token, client) -> {
            resolution.story.step(Kind.ANSWER_LATE, client.id);
            tables.overdue.add(token, client);
            entry.addUnheard(client);
            tables.effect(new Effect.Late(client.id, phase + " " + entry.sg));
        });
        forgetQuestions(entry);
        proceed(entry, phase, now);
    }

    private void proceed(Entry entry, Resolution.Phase phase, Tick now) {
        if (phase == Resolution.Phase.RPF) {
            rpfKnown(entry, now);
        } else {
            finish(entry, now);
        }
    }

    /** A client went away in the middle: its open questions count as answered with "no change". */
    void clientLeft(Client client, Tick now) {
        for (Entry entry : new LinkedHashSet<>(tables.questions.values())) {
            Resolution resolution = entry.resolution;
            if (resolution != null && dropQuestionsTo(client, resolution) && resolution.open.isEmpty()) {
                resolution.story.step(Kind.ASKED_CLIENT_GONE, client.id);
                proceed(entry, resolution.phase, now);
            }
        }
    }

    /** Returns false if there was none. */
    private boolean dropQuestionsTo(Client client, Resolution resolution) {
        return resolution.open.entrySet().removeIf(question -> {
            boolean theirs = question.getValue() == client;
            if (theirs) {
                tables.questions.remove(question.getKey());
            }
            return theirs;
        });
    }

    private void finish(Entry entry, Tick now) {
        Resolution resolution = entry.resolution;
        if (!answersFor(resolution.iif, entry)) {
            // The interface changed hands while clients were being asked.
            resolution.story.step(Kind.IIF_CHANGED_HANDS, resolution.iif);
            resolve(entry, resolution.cause, resolution.packetHeader, resolution.story, now);
            return;
        }
        Client previousOwner = entry.iifOwner;
        InterfaceSlot previousIif = entry.iif;
        Holding[] before = entry.oifs;
        Set<Holding> after = outgoing(entry);
        entry.setOifs(after);
        setIif(entry, tables.slot(resolution.iif));
        entry.iifOwner = resolution.owner;
        entry.upstreamNeighbor = resolution.upstreamNeighbor;
        entry.route = resolution.route;
        resolution.story.step(
                Kind.INSTALLED,
                null,
                resolution.iif,
                after.stream().map(Holding::id).toList());
        install(entry, resolution, now);
        if (previousOwner != null && previousOwner != entry.iifOwner) {
            tellPruned(entry, previousOwner, previousIif);
            if (!after.isEmpty()) {
                flows.tellJoined(entry, entry.iifOwner);
            }
        } else if (resolution.cause == Resolution.Cause.ROUTE_CHANGE) {
            tellOfTransition(entry, List.of(before), after, now);
        } else if (after.isEmpty()) {
            flows.askPruneTimeout(entry, now);
        }
    }

    /** An interface of its own that becomes, or was, an outgoing one is no news to the iif owner (MGM-070). */
    private void tellOfTransition(Entry entry, Collection<Holding> before, Collection<Holding> after, Tick now) {
        if (before.isEmpty() && areOfOthers(after, entry.iifOwner)) {
            flows.tellJoined(entry, entry.iifOwner);
        } else if (after.isEmpty() && areOfOthers(before, entry.iifOwner)) {
            flows.askPruneTimeout(entry, now);
        }
    }

    private static boolean areOfOthers(Collection<Holding> holdings, Client client) {
        return holdings.stream().anyMatch(holding -> holding.client != client);
    }

    /**
     * A route change keeps the list as protocols have edited it, moves the new incoming interface out and the old one
     * in; otherwise the list is made from the memberships, less what was left out.
     */
    private Set<Holding> outgoing(Entry entry) {
        Resolution resolution = entry.resolution;
        Set<Holding> found = flows.candidates(entry.sg);
        if (resolution.cause == Resolution.Cause.ROUTE_CHANGE) {
            found.removeIf(holding -> !entry.isIncoming(holding) && !entry.sendsTo(holding));
            found.addAll(List.of(entry.oifs));
        }
        found.removeIf(holding -> holding.id().equals(resolution.iif) || resolution.leftOut.contains(holding.id()));
        return found;
    }

    private void finishNegative(Entry entry, InterfaceSlot slot, Route route, Tick now) {
        Resolution resolution = entry.resolution;
        Client previousOwner = entry.iifOwner;
        InterfaceSlot previousIif = entry.iif;
        entry.setOifs(Set.of());
        setIif(entry, slot);
        entry.iifOwner = null;
        entry.upstreamNeighbor = null;
        entry.route = route;
        resolution.story.step(Kind.INSTALLED_NEGATIVE, slot == null ? null : slot.id);
        install(entry, resolution, now);
        if (previousOwner != null) {
            tellPruned(entry, previousOwner, previousIif);
        }
    }

    private void install(Entry entry, Resolution resolution, Tick now) {
        entry.resolution = null;
        entry.installed = true;
        tables.log.decided(entry, resolution.story);
        tables.effect(new Effect.Install(entry.forForwarder()));
        if (resolution.cause != Resolution.Cause.ROUTE_CHANGE) {
            entry.created = now;
            entry.timeout = tables.settings.entryLifetime();
        }
        tables.deadlines.set(entry, entry.created.plus(entry.timeout));
    }

    private void tellPruned(Entry entry, Client owner, InterfaceSlot iif) {
        if (owner.hears(Callback.PRUNE_ALERT, entry.sg.family())) {
            tables.effect(new Effect.Prune(owner.id, new PruneAlert(entry.sg, iif.id, Cause.FORWARDING_ENTRY)));
        }
    }

    /** Drops the open questions of an entry; answers that still come find nothing. */
    void abandon(Entry entry) {
        if (entry.resolution != null) {
            forgetQuestions(entry);
            entry.resolution = null;
        }
    }

    private void forgetQuestions(Entry entry) {
        entry.resolution.open.keySet().forEach(tables.questions::remove);
        entry.resolution.open.clear();
    }

    void setIif(Entry entry, InterfaceSlot slot) {
        InterfaceSlot old = entry.iif;
        if (old == slot) {
            return;
        }
        if (old != null) {
            old.removeIncoming(entry);
            tables.dropIfUnused(old);
        }
        entry.iif = slot;
        if (slot != null) {
            slot.addIncoming(entry);
        }
    }
}
