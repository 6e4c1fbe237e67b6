package io.mgmrouter.mgm.model;

import io.mgmrouter.ip.Family;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.Cause;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.Wildcard;
import io.mgmrouter.mgm.core.Effect;
import io.mgmrouter.mgm.core.GroupManager;
import io.mgmrouter.mgm.core.Snapshot;
import io.mgmrouter.mgm.model.Tables.Entry;
import io.mgmrouter.mgm.spi.CreationAlert;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the core did against what it should have done: effects, the forwarder they make, tables. */
final class Comparison {

    private static final int ALL = 1000;

    /** A question the core has asked, and what it is called in the reference. */
    record Asked(Effect.Question seen, long expectedToken) {}

    private final GroupManager core;
    private final Reference reference;
    private final List<Asked> asked = new ArrayList<>();
    /** The forwarder, as the effects so far have made it. */
    private final Map<SourceGroup, ForwarderEntry> forwarder = new HashMap<>();

    private Map<Sg, Entry> before = Map.of();
    private Snapshot enumeration;
    private Set<SourceGroup> atItsStart;

    private final boolean wildcards;
    /** The core has more to do. */
    private boolean unfinished;

    Comparison(GroupManager core, Reference reference, boolean wildcards) {
        this.core = core;
        this.reference = reference;
        this.wildcards = wildcards;
    }

    boolean hasWildcard(Sg sg) {
        return forwarder.containsKey(new StarG(sg.group()));
    }

    Optional<Asked> asked(int back) {
        return back < asked.size() ? Optional.of(asked.get(asked.size() - 1 - back)) : Optional.empty();
    }

    void afterStep(Step step, Tick now) {
        List<Effect> seen = core.takeEffects();
        effects(seen);
        order(step, seen);
        forwarder();
        proceed();
        enumeration();
        equal("next deadline", reference.nextDeadline(), core.nextDeadline());
        if (!reference.tables.entries.equals(before)) {
            before = new HashMap<>(reference.tables.entries);
        }
    }

    private void effects(List<Effect> seen) {
        List<Effect> expected = reference.tables.effects;
        List<Effect> possible = reference.tables.possible;
        List<Effect> required = List.copyOf(expected);
        for (Effect effect : seen) {
            switch (effect) {
                case Effect.Install(ForwarderEntry entry) -> install(entry);
                case Effect.Remove(SourceGroup pair) -> remove(pair);
                case Effect.Proceed() -> unfinished = true;
                default -> {
                    if (!match(effect, expected) && !match(effect, possible)) {
                        throw differ("effects", required, seen);
                    }
                }
            }
        }
        if (!expected.isEmpty()) {
            throw differ("effects", required, seen);
        }
        possible.clear();
    }

    private boolean match(Effect seen, List<Effect> expected) {
        for (int i = 0; i < expected.size(); i++) {
            if (same(seen, expected.get(i))) {
                Effect found = expected.remove(i);
                if (seen instanceof Effect.Question question) {
                    asked.add(new Asked(question, ((Effect.Question) found).token()));
                }
                return true;
            }
        }
        return false;
    }

    /** Equal but for tokens, and for the order of candidates. */
    private static boolean same(Effect seen, Effect expected) {
        if (seen.getClass() != expected.getClass()) {
            return false;
        }
        if (seen instanceof Effect.Question question && !question.to().equals(((Effect.Question) expected).to())) {
            return false;
        }
        return switch (seen) {
            case Effect.AskRpf(_, _, var query) -> query.equals(((Effect.AskRpf) expected).query());
            case Effect.AskCreation(_, _, var alert) -> same(alert, ((Effect.AskCreation) expected).alert());
            case Effect.AskPruneTimeout(_, _, var alert) ->
                alert.equals(((Effect.AskPruneTimeout) expected).alert());
            case Effect.DisableIgmp(_, _, var id) -> id.equals(((Effect.DisableIgmp) expected).interfaceId());
            case Effect.EnableIgmp(_, _, var id) -> id.equals(((Effect.EnableIgmp) expected).interfaceId());
            case Effect.ChangeMade _ -> true;
            default -> seen.equals(expected);
        };
    }

    private static boolean same(CreationAlert seen, CreationAlert expected) {
        return seen.sg().equals(expected.sg())
                && seen.iif().equals(expected.iif())
                && seen.candidates().stream()
                        .sorted(Comparator.comparing(CreationAlert.Candidate::interfaceId))
                        .toList()
                        .equals(expected.candidates());
    }

    private void install(ForwarderEntry entry) {
        if (entry.iifs().stream().anyMatch(entry.oifs()::contains)) {
            throw new AssertionError("the incoming interface is an outgoing one: " + entry);
        }
        forwarder.put(entry.sourceGroup(), entry);
    }

    private void remove(SourceGroup pair) {
        Entry lives = pair instanceof Sg sg ? reference.tables.entries.get(sg) : null;
        if (lives != null && lives == before.get(pair)) {
            throw new AssertionError(pair + " is taken out of the forwarder although it lives");
        }
        forwarder.remove(pair);
    }

    /** One group at a time: other steps come in between. What was not begun is as it should be. */
    private void proceed() {
        if (unfinished) {
            unfinished = false;
            core.proceed(1);
            effects(core.takeEffects());
        }
        if (!unfinished) {
            sameWildcards();
        }
    }

    /** The (*,G) entries, when the core has finished. */
    void wildcards() {
        while (unfinished) {
            proceed();
        }
        sameWildcards();
    }

    private void sameWildcards() {
        Map<SourceGroup, ForwarderEntry> seen = new HashMap<>(forwarder);
        seen.keySet().removeIf(Sg.class::isInstance);
        equal("(*,G) entries", wildcards ? reference.wildcarding.entries() : Map.of(), seen);
        seen.forEach((group, entry) -> equal(
                "wildcard", new Wildcard.Installed((StarG) group, entry.iifs(), entry.oifs()), core.wildcard((StarG)
                        group)));
    }

    /** TRUE alerts come before FALSE ones (MGM-071); at ENABLE the forwarder is told everything (MGM-028). */
    private static void order(Step step, List<Effect> seen) {
        boolean oneCall = step instanceof Step.Add || step instanceof Step.Delete || step instanceof Step.RouteChange;
        boolean entryAlerted = false;
        boolean enabled = false;
        for (Effect effect : seen) {
            Cause cause = cause(effect);
            if (oneCall && entryAlerted && cause == Cause.MEMBERSHIP) {
                throw new AssertionError("an alert about a membership after one about an entry: " + seen);
            }
            if (step instanceof Step.Answer && enabled && programs(effect)) {
                throw new AssertionError("the forwarder hears of a change after ENABLE: " + seen);
            }
            entryAlerted |= cause == Cause.FORWARDING_ENTRY;
            enabled |= effect instanceof Effect.EnableIgmp;
        }
    }

    private static Cause cause(Effect effect) {
        return switch (effect) {
            case Effect.Join(_, var alert) -> alert.cause();
            case Effect.Prune(_, var alert) -> alert.cause();
            case Effect.AskPruneTimeout _ -> Cause.FORWARDING_ENTRY;
            default -> null;
        };
    }

    private static boolean programs(Effect effect) {
        return effect instanceof Effect.Install || effect instanceof Effect.Remove;
    }

    private void forwarder() {
        int installed = 0;
        for (Entry entry : reference.tables.entries.values()) {
            if (entry.form != null) {
                installed++;
                ForwarderEntry seen = forwarder.get(entry.sg);
                if (seen == null
                        || !seen.iifs().equals(entry.form.iif() == null ? Set.of() : Set.of(entry.form.iif()))
                        || !seen.oifs().equals(oifs(entry))) {
                    throw differ("forwarder's entry", forForwarder(entry), seen);
                }
            }
        }
        long flows = forwarder.keySet().stream().filter(Sg.class::isInstance).count();
        if (installed != flows) {
            throw differ("forwarder", reference.entries(), forwarder);
        }
    }

    private static Set<InterfaceId> oifs(Entry entry) {
        Set<InterfaceId> ids = new HashSet<>();
        entry.form.oifs().forEach(hold -> ids.add(hold.id));
        return ids;
    }

    private static ForwarderEntry forForwarder(Entry entry) {
        return new ForwarderEntry(entry.sg, Optional.ofNullable(entry.form.iif()), oifs(entry));
    }

    void forwarderTable(Collection<ForwarderEntry> table, Family family) {
        Set<ForwarderEntry> expected = new HashSet<>();
        reference.tables.entries.values().stream()
                .filter(entry -> entry.form != null && entry.sg.family() == family)
                .forEach(entry -> expected.add(forForwarder(entry)));
        forwarder.values().stream()
                .filter(entry -> entry.sourceGroup() instanceof StarG
                        && entry.sourceGroup().family() == family)
                .forEach(expected::add);
        equal("table for a forwarder that starts", expected, new HashSet<>(table));
    }

    void tables(Tick now) {
        List<ForwardingEntry> entries = core.entries(Optional.empty(), ALL, now).items();
        equal("entries", reference.entries(), entries);
        List<Membership> memberships = core.memberships(Optional.empty(), ALL).items().stream()
                .flatMap(List::stream)
                .toList();
        equal("memberships", reference.memberships(), new HashSet<>(memberships));
        equal("number of memberships", reference.tables.members.size(), memberships.size());
        equal("interfaces", reference.interfaces(), core.interfaces());
        equal("clients", reference.clients(), core.clients(now));
    }

    /** An enumeration that goes on by one pair per step still shows what there was at its start (MGM-103). */
    private void enumeration() {
        if (enumeration == null) {
            enumeration = core.snapshot();
            atItsStart = reference.pairs();
        }
        if (core.proceed(enumeration, 1)) {
            List<SourceGroup> pairs = enumeration.pairs();
            equal("enumeration", atItsStart, new HashSet<>(pairs));
            equal("length of the enumeration", atItsStart.size(), pairs.size());
            enumeration = null;
        }
    }

    static void equal(String what, Object expected, Object seen) {
        if (!expected.equals(seen)) {
            throw differ(what, expected, seen);
        }
    }

    private static AssertionError differ(String what, Object expected, Object seen) {
        return new AssertionError(what + "\n  expected: " + expected + "\n  seen:     " + seen);
    }
}
