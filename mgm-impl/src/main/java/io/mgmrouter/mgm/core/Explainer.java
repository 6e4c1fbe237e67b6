package io.mgmrouter.mgm.core;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.Decision;
import io.mgmrouter.mgm.Decision.Kind;
import io.mgmrouter.mgm.Decision.Why;
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
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Reads the decision log, a bit at a time. One look at each event; only those asked for become records. */
public final class Explainer {

    private static final Set<Kind> ENDINGS = EnumSet.of(Kind.LEFT, Kind.NO_RECEIVERS, Kind.REMOVED, Kind.RELEASED);
    private static final Set<Kind> ALERTS = EnumSet.of(Kind.JOIN_ALERT, Kind.PRUNE_ALERT);
    private static final Set<Kind> COUNTED = EnumSet.of(Kind.JOINED, Kind.LEFT);

    private final Tick now;
    private final List<EventRing> rings;
    /** Where each ring ended at the beginning: what happens meanwhile is not told. */
    private final long[] ends;

    private final Optional<Duration> complete;
    private final Choice choice;
    private final Predicate<Decision> wanted;
    private final Supplier<List<Entry>> entries;
    private final List<Decision> found = new ArrayList<>();
    /** By identity: a story stands in the ring and with its entry. */
    private final Set<Story> told = new HashSet<>();

    private int ring;
    private long event;

    /** Whether an event is asked for. */
    private interface Choice {
        boolean takes(EventRing ring, int place);
    }

    private Explainer(
            Tables tables, Tick now, Choice choice, Predicate<Decision> wanted, Supplier<List<Entry>> entries) {
        EventRing recent = tables.log.recent;
        this.now = now;
        this.rings = List.of(recent, tables.log.vanished);
        this.ends = rings.stream().mapToLong(EventRing::end).toArray();
        this.complete = recent.first() == 0
                ? Optional.empty()
                : Optional.of(now.since(recent.time(recent.place(recent.first()))));
        this.choice = choice;
        this.wanted = wanted;
        this.entries = entries;
    }

    Explainer(Tables tables, SourceGroup about, Tick now) {
        this(tables, now, about(about), _ -> true, () -> entries(tables, about));
    }

    Explainer(Tables tables, InterfaceId interfaceId, Tick now) {
        this(
                tables,
                now,
                (ring, place) -> names(ring, place, interfaceId),
                decision -> Stream.concat(decision.interfaceId().stream(), decision.interfaces().stream())
                        .anyMatch(id -> matches(interfaceId, id)),
                List::of);
    }

    /** Returns true at the end. */
    boolean proceed(int steps) {
        for (int i = 0; i < steps && ring < ends.length; i++) {
            EventRing current = rings.get(ring);
            event = Math.max(event, current.first());
            if (event >= ends[ring]) {
                ring++;
                event = 0;
            } else {
                look(current, current.place(event++));
            }
        }
        if (ring == ends.length) {
            entries.get().forEach(this::tellStory);
        }
        return ring == ends.length;
    }

    /** What has been found. */
    public Explanation explanation() {
        found.sort(Comparator.comparing(Decision::age).reversed());
        return new Explanation(found, complete);
    }

    private void look(EventRing events, int place) {
        if (choice.takes(events, place)) {
            expand(events, place);
        }
    }

    /** True if {@code wanted} is the interface, or all of it. */
    static boolean matches(InterfaceId wanted, InterfaceId id) {
        return wanted.index() == id.index()
                && (wanted.nextHop().isEmpty() || wanted.nextHop().equals(id.nextHop()));
    }

    private static Choice about(SourceGroup about) {
        Predicate<SourceGroup> wanted = switch (about) {
            case Sg sg -> pair -> pair.covers(sg);
            case StarG(var group) -> pair -> pair.group().equals(group);
            default -> about::equals;
        };
        return (ring, place) -> ring.about(place) != null && wanted.test(ring.about(place));
    }

    private static List<Entry> entries(Tables tables, SourceGroup about) {
        Members known = about instanceof Sg || about instanceof StarG ? tables.members(about) : null;
        return known == null ? List.of() : tables.entriesCoveredBy(known);
    }

    private static boolean names(EventRing ring, int place, InterfaceId wanted) {
        InterfaceId named = ring.interfaceId(place);
        return named != null && matches(wanted, named)
                || ring.detail(place) instanceof Story story && story.names(wanted);
    }

    private void expand(EventRing events, int place) {
        if (events.detail(place) instanceof Story story && told.add(story)) {
            story.tell(events.about(place), now, this::addIfWanted);
        }
        if (!(events.detail(place) instanceof Story) || events.kind(place) == Kind.REMOVED) {
            addIfWanted(decision(events, place));
        }
    }

    private void addIfWanted(Decision decision) {
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
            entry.resolution.story.end(now, new Steps.Pool()).tell(entry.sg, now, found::add);
        }
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
                why(kind, ring.why(place)),
                COUNTED.contains(kind)
                        ? Optional.of(new Decision.Clients(ring.number(place)))
                        : detail(ring.detail(place)));
    }

    /** An alert usually follows from what stands before it; a change of route stands nowhere else. */
    private static Optional<Why> why(Kind kind, Why why) {
        boolean rerouted = ALERTS.contains(kind) && why == Why.ROUTE_CHANGED;
        return rerouted || ENDINGS.contains(kind) ? Optional.of(why) : Optional.empty();
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
