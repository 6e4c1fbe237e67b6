package io.mgmrouter.igmp.fsm;

import io.mgmrouter.igmp.fsm.FilterEvent.Allow;
import io.mgmrouter.igmp.fsm.FilterEvent.Block;
import io.mgmrouter.igmp.fsm.FilterEvent.IsEx;
import io.mgmrouter.igmp.fsm.FilterEvent.IsIn;
import io.mgmrouter.igmp.fsm.FilterEvent.ToEx;
import io.mgmrouter.igmp.fsm.FilterEvent.ToIn;
import io.mgmrouter.igmp.fsm.FilterState.Exclude;
import io.mgmrouter.igmp.fsm.FilterState.Include;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a router does with a record about a group: the tables of RFC 3376, sections 6.4.1 and 6.4.2, one row per case,
 * with the RFC's letters; those of RFC 3810, sections 7.4.1 and 7.4.2, are the same. Deleting a source is not written
 * down: it is in neither of the new sets.
 */
public final class FilterTable {

    private FilterTable() {}

    /** A question the table wants asked. */
    public sealed interface Query {

        /** Q(G): does anybody still want the group? */
        record OfGroup() implements Query {}

        /** Q(G,S): does anybody still want these sources? */
        record OfSources(Set<IpAddress> sources) implements Query {}
    }

    /** Result of one event; queries about no source are left out. */
    public record Step(FilterState next, List<Query> queries) {}

    /** A state and what is said. */
    private record Cell(FilterState state, FilterEvent event) {}

    /**
     * @param gmi when a member heard now stops counting: now plus the Group Membership Interval
     */
    // CHECKSTYLE.SUPPRESS: MethodLength: the two tables of RFC 3376, section 6.4
    public static Step step(FilterState state, FilterEvent event, Tick gmi) {
        return switch (new Cell(state, event)) {
            // INCLUDE (A)    IS_IN (B)   INCLUDE (A+B)             (B)=GMI
            case Cell(Include(var a), IsIn(var b)) -> go(new Include(plus(a, b, gmi)));

            // INCLUDE (A)    IS_EX (B)   EXCLUDE (A*B,B-A)         (B-A)=0, Delete (A-B), Group Timer=GMI
            case Cell(Include(var a), IsEx(var b)) -> go(new Exclude(both(a, b), minus(b, a.keySet()), gmi));

            // EXCLUDE (X,Y)  IS_IN (A)   EXCLUDE (X+A,Y-A)         (A)=GMI
            case Cell(Exclude(var x, var y, var timer), IsIn(var a)) ->
                go(new Exclude(plus(x, a, gmi), minus(y, a), timer));

            // EXCLUDE (X,Y)  IS_EX (A)   EXCLUDE (A-Y,Y*A)         (A-X-Y)=GMI, Delete (X-A), Delete (Y-A),
            //                                                      Group Timer=GMI
            case Cell(Exclude(var x, var y, _), IsEx(var a)) ->
                go(new Exclude(timers(minus(a, y), x, gmi), both(y, a), gmi));

            // INCLUDE (A)    ALLOW (B)   INCLUDE (A+B)             (B)=GMI
            case Cell(Include(var a), Allow(var b)) -> go(new Include(plus(a, b, gmi)));

            // INCLUDE (A)    BLOCK (B)   INCLUDE (A)               Send Q(G,A*B)
            case Cell(Include(var a), Block(var b)) -> ask(state, both(a, b).keySet());

            // INCLUDE (A)    TO_EX (B)   EXCLUDE (A*B,B-A)         (B-A)=0, Delete (A-B), Send Q(G,A*B),
            //                                                      Group Timer=GMI
            case Cell(Include(var a), ToEx(var b)) ->
                ask(
                        new Exclude(both(a, b), minus(b, a.keySet()), gmi),
                        both(a, b).keySet());

            // INCLUDE (A)    TO_IN (B)   INCLUDE (A+B)             (B)=GMI, Send Q(G,A-B)
            case Cell(Include(var a), ToIn(var b)) -> ask(new Include(plus(a, b, gmi)), minus(a.keySet(), b));

            // EXCLUDE (X,Y)  ALLOW (A)   EXCLUDE (X+A,Y-A)         (A)=GMI
            case Cell(Exclude(var x, var y, var timer), Allow(var a)) ->
                go(new Exclude(plus(x, a, gmi), minus(y, a), timer));

            // EXCLUDE (X,Y)  BLOCK (A)   EXCLUDE (X+(A-Y),Y)       (A-X-Y)=Group Timer, Send Q(G,A-Y)
            case Cell(Exclude(var x, var y, var timer), Block(var a)) ->
                ask(new Exclude(plusNew(x, minus(a, y), timer), y, timer), minus(a, y));

            // EXCLUDE (X,Y)  TO_EX (A)   EXCLUDE (A-Y,Y*A)         (A-X-Y)=Group Timer, Delete (X-A), Delete (Y-A),
            //                                                      Send Q(G,A-Y), Group Timer=GMI
            case Cell(Exclude(var x, var y, var timer), ToEx(var a)) ->
                ask(new Exclude(timers(minus(a, y), x, timer), both(y, a), gmi), minus(a, y));

            // EXCLUDE (X,Y)  TO_IN (A)   EXCLUDE (X+A,Y-A)         (A)=GMI, Send Q(G,X-A), Send Q(G)
            case Cell(Exclude(var x, var y, var timer), ToIn(var a)) ->
                askAll(new Exclude(plus(x, a, gmi), minus(y, a), timer), minus(x.keySet(), a));
        };
    }

    private static Step go(FilterState next) {
        return new Step(next, List.of());
    }

    private static Step ask(FilterState next, Set<IpAddress> sources) {
        return new Step(next, sources.isEmpty() ? List.of() : List.of(new Query.OfSources(sources)));
    }

    private static Step askAll(FilterState next, Set<IpAddress> sources) {
        return new Step(
                next,
                sources.isEmpty()
                        ? List.of(new Query.OfGroup())
                        : List.of(new Query.OfSources(sources), new Query.OfGroup()));
    }

    /** a+b: all of both, those of b with a new timer. */
    private static Map<IpAddress, Tick> plus(Map<IpAddress, Tick> a, Set<IpAddress> b, Tick timer) {
        return SourceTimers.of(a).with(b, timer);
    }

    /** a+b: all of both; those that are only in b with this timer. */
    private static Map<IpAddress, Tick> plusNew(Map<IpAddress, Tick> a, Set<IpAddress> b, Tick timer) {
        return SourceTimers.of(a).withNew(b, timer);
    }

    /** a*b: those of a that are in b, with their timers. */
    private static SourceTimers both(Map<IpAddress, Tick> a, Set<IpAddress> b) {
        return SourceTimers.of(a).only(b);
    }

    /** These sources with the timers they have, or {@code otherwise} if they are new. */
    private static Map<IpAddress, Tick> timers(Set<IpAddress> sources, Map<IpAddress, Tick> known, Tick otherwise) {
        return SourceTimers.of(known).only(sources).withNew(sources, otherwise);
    }

    /** a*b. */
    private static Set<IpAddress> both(Set<IpAddress> a, Set<IpAddress> b) {
        return a.isEmpty() || b.isEmpty()
                ? Set.of()
                : b.stream().filter(a::contains).collect(Collectors.toUnmodifiableSet());
    }

    /** a-b; of the known sources a changed copy, of the sources in a packet a short list. */
    private static Set<IpAddress> minus(Set<IpAddress> a, Set<IpAddress> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a;
        }
        return a instanceof SourceSet known
                ? known.minus(b)
                : a.stream().filter(source -> !b.contains(source)).collect(Collectors.toUnmodifiableSet());
    }
}
