package io.mgmrouter.mgm.win32.view;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.Page;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.win32.Structure;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A walk over the IPv4 entries of the table, page by page.
 *
 * @param <T> what the manager's pages hold
 * @param pages the page behind a key
 * @param key source and group of a record
 * @param structure the record as published
 */
record TableWalk<T>(
        Function<Optional<Sg>, Page<T>> pages, Function<T, Sg> key, Function<T, ? extends Structure> structure) {

    /** IPv4 comes first in the table: the first record of another family ends it. */
    Lookahead from(Optional<Sg> start) {
        return new Lookahead(Stream.iterate(Optional.of(pages.apply(start)), Optional::isPresent, this::following)
                .flatMap(page -> page.orElseThrow().items().stream())
                .takeWhile(record -> key.apply(record).family() == Family.IPV4)
                .map(structure)
                .iterator());
    }

    private Optional<Page<T>> following(Optional<Page<T>> page) {
        return page.filter(Page::more)
                .map(full -> pages.apply(Optional.of(key.apply(full.items().getLast()))));
    }
}
