package io.mgmrouter.wire;

import java.util.Set;
import java.util.TreeSet;

/**
 * What a router knows of one group on one interface, with sources as numbers: the tables of RFC 3376, section 6.4, and
 * RFC 3810, section 7.4, written down once more, as sets and without time.
 *
 * @param running sources with a running timer: A in INCLUDE mode, X in EXCLUDE mode
 * @param excluded sources without: Y in EXCLUDE mode; empty in INCLUDE mode
 */
record RouterFilter(boolean exclude, Set<Integer> running, Set<Integer> excluded) {

    static final RouterFilter NOTHING = include(Set.of());

    RouterFilter {
        running = new TreeSet<>(running);
        excluded = new TreeSet<>(excluded);
    }

    static RouterFilter include(Set<Integer> sources) {
        return new RouterFilter(false, sources, Set.of());
    }

    static RouterFilter exclude(Set<Integer> running, Set<Integer> excluded) {
        return new RouterFilter(true, running, excluded);
    }

    /** The manager knows no negative memberships: a source that everybody excludes is forwarded nevertheless. */
    boolean forwards(int source) {
        return exclude || running.contains(source);
    }

    /** As soon as a record has been heard. */
    RouterFilter hears(RecordType type, Set<Integer> named) {
        return exclude ? excludeHears(type, named) : includeHears(type, named);
    }

    /** When the last member query time is over, and nobody has answered what was asked because of the record. */
    RouterFilter hearsNoAnswer(RecordType type, Set<Integer> named) {
        RouterFilter heard = hears(type, named);
        return switch (type) {
            case IS_IN, IS_EX, ALLOW -> heard;
            case TO_IN -> include(named);
            case TO_EX -> exclude(Set.of(), named);
            case BLOCK ->
                exclude ? exclude(minus(heard.running, named), plus(excluded, named)) : include(minus(running, named));
        };
    }

    private RouterFilter includeHears(RecordType type, Set<Integer> named) {
        return switch (type) {
            case IS_IN, TO_IN, ALLOW -> include(plus(running, named));
            case BLOCK -> this;
            case IS_EX, TO_EX -> exclude(both(running, named), minus(named, running));
        };
    }

    private RouterFilter excludeHears(RecordType type, Set<Integer> named) {
        return switch (type) {
            case IS_IN, TO_IN, ALLOW -> exclude(plus(running, named), minus(excluded, named));
            case BLOCK -> exclude(plus(running, minus(named, excluded)), excluded);
            case IS_EX, TO_EX -> exclude(minus(named, excluded), both(excluded, named));
        };
    }

    private static Set<Integer> plus(Set<Integer> a, Set<Integer> b) {
        var result = new TreeSet<>(a);
        result.addAll(b);
        return result;
    }

    private static Set<Integer> minus(Set<Integer> a, Set<Integer> b) {
        var result = new TreeSet<>(a);
        result.removeAll(b);
        return result;
    }

    private static Set<Integer> both(Set<Integer> a, Set<Integer> b) {
        var result = new TreeSet<>(a);
        result.retainAll(b);
        return result;
    }
}
