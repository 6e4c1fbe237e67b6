package io.mgmrouter.mgm.win32.view;

import io.mgmrouter.mgm.win32.Structure;
import java.util.Iterator;
import java.util.Optional;

/** Records of which the next can be looked at before it is taken. */
final class Lookahead {

    private final Iterator<? extends Structure> records;
    private Optional<Structure> next = Optional.empty();

    Lookahead(Iterator<? extends Structure> records) {
        this.records = records;
    }

    /** Empty at the end. */
    Optional<Structure> peek() {
        if (next.isEmpty() && records.hasNext()) {
            next = Optional.of(records.next());
        }
        return next;
    }

    void take() {
        next = Optional.empty();
    }
}
