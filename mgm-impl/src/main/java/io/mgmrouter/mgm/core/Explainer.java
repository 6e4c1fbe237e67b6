package io.mgmrouter.mgm.core;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.Decision;
import io.mgmrouter.mgm.Decision.Kind;
import io.mgmrouter.mgm.Explanation;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.route.Route;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Reads the decision log. One look at each event; only those asked for become records. */
final class Explainer {

    private static final Set<Kind> ENDINGS = EnumSet.of(Kind.LEFT, Kind.NO_RECEIVERS, Kind.REMOVED, Kind.RELEASED);
    private static final Set<Kind> COUNTED = EnumSet.of(Kind.JOINED, Kind.LEFT);

    private final Tables tables;
    private final Tick now;
    private final List<Decision> found = new ArrayList<>();
    /** By identity: a story stands in the ring and with its entry. */
    private final Set<Story> told = new HashSet<>();

    private Explainer(Tables tables, Tick now) {
        this.tables = tables;
        this.now = now;
    }

    static Explanation explain(Tables tables, SourceGroup about, Tick now) {
        Explainer explainer = new Explainer(tables, now);
        Predicate<SourceGroup> wanted = about(about);
        explainer.collect(ring -> place -> ring.about(place) != null && wanted.test(ring.about(place)), _ -> true);
        explainer.entries(about).forEach(explainer::tellStory);
        return explainer.explanation();
    }

    static Explanation explain(Tables tables, InterfaceId interfaceId, Tick now) {
        Explainer explainer = new Explainer(tables, now);
        explainer.collect(
                ring -> place -> names(ring, place, interfaceId),
                decision -> Stream.concat(decision.interfaceId().stream(), decision.interfaces().stream())
                        .anyMatch(id -> matches(interfaceId, id)));
        return explainer.explanation();
    }

    /** True if {@code wanted} is the interface, or all of it. */
    static boolean matches(InterfaceId wanted, InterfaceId id) {
        return wanted.index() == id.index()
                && (wanted.nextHop().isEmpty() || wanted.nextHop().equals(id.nextHop()));
    }

    private static Predicate<SourceGroup> about(SourceGroup about) {
        return switch (about) {
            case Sg sg -> pair -> pair.covers(sg);
            case StarG(var group) -> pair -> pair.group().equals(group);
            default -> about::equals;
        };
    }

    private List<Entry> entries(SourceGroup about) {
        Members known = about instanceof Sg || about instanceof StarG ? tables.members(about) : null;
        return known == null ? List.of() : tables.entriesCoveredBy(known);
    }

    private static boolean names(EventRing ring, int place, InterfaceId wanted) {
        InterfaceId named = ring.interfaceId(place);
        return named != null && matches(wanted, named)
                || ring.detail(place) instanceof Story story && story.names(wanted);
    }

    private void collect(Function<EventRing, IntPredicate> choice, Predicate<Decision> wanted) {
        for (EventRing ring : List.of(tables.log.recent, tables.log.vanished)) {
            IntPredicate chosen = choice.apply(ring);
            for (int n = 0; n < ring.size(); n++) {
                int place = ring.place(n);
                if (chosen.test(place)) {
                    expand(ring, place, wanted);
                }
            }
        }
    }

    private void expand(EventRing ring, int place, Predicate<Decision> wanted) {
        if (ring.detail(place) instanceof Story story && told.add(story)) {
            story.tell(ring.about(place), now, decision -> addIf(wanted, decision));
        }
        if (!(ring.detail(place) instanceof Story) || ring.kind(place) == Kind.REMOVED) {
            addIf(wanted, decision(ring, place));
        }
    }

    private void addIf(Predicate<Decision> wanted, Decision decision) {
        if (wanted.test(decision)) {
            found.add(decision);
        }
    }

    /** The story that is kept, and the one that is just going on. */
    private void tellStory(Entry entry) {
        if (entry.story != null && told.add(entry.story)) {
            entry.story.tell(entry.sg, now, found::add);
        }
        if (entry.resolution != null) {
            entry.resolution.story.end(now).tell(entry.sg, now, found::add);
        }
    }

    private Explanation explanation() {
        found.sort(Comparator.comparing(Decision::age).reversed());
        EventRing recent = tables.log.recent;
        return new Explanation(
                found, recent.forgot() ? Optional.of(now.since(recent.time(recent.place(0)))) : Optional.empty());
    }

    private Decision decision(EventRing ring, int place) {
        Kind kind = ring.kind(place);
        return new Decision(
                now.since(ring.time(place)),
                kind,
                Optional.ofNullable(ring.about(place)),
                Optional.ofNullable(ring.client(place)),
                Optional.ofNullable(ring.interfaceId(place)),
                List.of(),
                ENDINGS.contains(kind) ? Optional.of(ring.why(place)) : Optional.empty(),
                COUNTED.contains(kind)
                        ? Optional.of(new Decision.Clients(ring.number(place)))
                        : detail(ring.detail(place)));
    }

    static Optional<Decision.Detail> detail(Object raw) {
        return switch (raw) {
            case Route route -> Optional.of(new Decision.Via(route));
            case Duration timeout -> Optional.of(new Decision.Lifetime(timeout));
            case SourceGroup membership -> Optional.of(new Decision.Through(membership));
            case null, default -> Optional.empty();
        };
    }
}
