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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a router does with a record about a group: the tables of RFC 3376, sections 6.4.1 and 6.4.2, one row per case,
 * with the RFC's letters. Deleting a source is not written down: it is in neither of the new sets.
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
                ask(new Exclude(timers(plus(x.keySet(), minus(a, y)), x, timer), y, timer), minus(a, y));

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
        if (b.isEmpty()) {
            return a;
        }
        Map<IpAddress, Tick> sum = new HashMap<>(a);
        b.forEach(source -> sum.put(source, timer));
        return sum;
    }

    /** a*b: those of a that are in b, with their timers. */
    private static Map<IpAddress, Tick> both(Map<IpAddress, Tick> a, Set<IpAddress> b) {
        if (b.containsAll(a.keySet())) {
            return a;
        }
        Map<IpAddress, Tick> common = new HashMap<>(a);
        common.keySet().retainAll(b);
        return common;
    }

    /** These sources with the timers they have, or {@code otherwise} if they are new. */
    private static Map<IpAddress, Tick> timers(Set<IpAddress> sources, Map<IpAddress, Tick> known, Tick otherwise) {
        Map<IpAddress, Tick> timers = HashMap.newHashMap(sources.size());
        sources.forEach(source -> timers.put(source, known.getOrDefault(source, otherwise)));
        return timers;
    }

    private static Set<IpAddress> both(Set<IpAddress> a, Set<IpAddress> b) {
        Set<IpAddress> common = new HashSet<>(a);
        common.retainAll(b);
        return common;
    }

    static Set<IpAddress> plus(Set<IpAddress> a, Set<IpAddress> b) {
        Set<IpAddress> sum = new HashSet<>(a);
        sum.addAll(b);
        return sum;
    }

    static Set<IpAddress> minus(Set<IpAddress> a, Set<IpAddress> b) {
        if (a.isEmpty() || b.isEmpty()) {
            return a;
        }
        Set<IpAddress> rest = HashSet.newHashSet(a.size());
        for (IpAddress source : a) {
            if (!b.contains(source)) {
                rest.add(source);
            }
        }
        return rest;
    }
}
