package io.mgmrouter.control.show;

import io.mgmrouter.mgm.Page;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Walks a list of the manager page by page. */
final class Pages {

    private Pages() {}

    /**
     * @param <T> type of the records
     * @param <K> type of their keys
     * @param page the page behind a key
     * @param key the key of a record
     * @param visitor gets each record
     */
    static <T, K> void forEach(Function<Optional<K>, Page<T>> page, Function<T, K> key, Consumer<T> visitor) {
        Optional<K> after = Optional.empty();
        boolean more = true;
        while (more) {
            Page<T> next = page.apply(after);
            next.items().forEach(visitor);
            more = next.more() && !next.items().isEmpty();
            after = more ? Optional.of(key.apply(next.items().getLast())) : after;
        }
    }
}
