package io.mgmrouter.mgm.core;

import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import java.util.Collections;
import java.util.Iterator;
import java.util.Optional;

/** Steps through everything known, in the order of {@link SourceGroup}, while nothing changes. */
final class PairWalk {

    private final Iterator<Members> heads;
    private Iterator<Source> sources = Collections.emptyIterator();

    /** @param after begins strictly behind this, whether or not it is known */
    PairWalk(Tables tables, Optional<SourceGroup> after) {
        this.heads = tables.heads(after.map(SourceGroup::group)).iterator();
        if (after.isPresent() && tables.group(after.get().group()) instanceof Group begun) {
            sources = (after.get() instanceof Sg sg ? begun.sourcesAfter(sg.source()) : begun.sources()).iterator();
        }
    }

    /** The next pair, whether or not anybody is a member of it; null at the end. */
    Members next() {
        if (sources.hasNext()) {
            return sources.next();
        }
        if (!heads.hasNext()) {
            return null;
        }
        Members head = heads.next();
        if (head instanceof Group group) {
            sources = group.sources().iterator();
        }
        return head;
    }
}
