package io.mgmrouter.forwarder.kernel;

import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import io.mgmrouter.mgm.spi.Upcalls;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the manager wants and has not got yet; of each flow only the newest wish. Used from any thread. */
final class Wishes {

    private final Map<SourceGroup, Optional<ForwarderEntry>> waiting = new LinkedHashMap<>();
    private Optional<Start> start = Optional.empty();

    /** Everything asked before is void; the table becomes this one. */
    synchronized void start(Start wish) {
        waiting.clear();
        start = Optional.of(wish);
    }

    synchronized void set(ForwarderEntry entry) {
        waiting.put(entry.sourceGroup(), Optional.of(entry));
    }

    synchronized void remove(SourceGroup sourceGroup) {
        waiting.put(sourceGroup, Optional.empty());
    }

    synchronized boolean isEmpty() {
        return start.isEmpty() && waiting.isEmpty();
    }

    /** The oldest wishes. */
    synchronized Batch take(int most) {
        List<Wish> wishes = new ArrayList<>(Math.min(most, waiting.size()));
        Iterator<Map.Entry<SourceGroup, Optional<ForwarderEntry>>> oldest =
                waiting.entrySet().iterator();
        while (wishes.size() < most && oldest.hasNext()) {
            Map.Entry<SourceGroup, Optional<ForwarderEntry>> wish = oldest.next();
            wishes.add(new Wish(wish.getKey(), wish.getValue()));
            oldest.remove();
        }
        Batch batch = new Batch(start, wishes);
        start = Optional.empty();
        return batch;
    }

    /**
     * The whole table anew.
     *
     * @param table all entries there are to be
     * @param upcalls whom to report to
     */
    record Start(Collection<ForwarderEntry> table, Upcalls upcalls) {
        Start {
            table = List.copyOf(table);
        }
    }

    /**
     * @param sourceGroup a flow
     * @param entry its entry; empty for none
     */
    record Wish(SourceGroup sourceGroup, Optional<ForwarderEntry> entry) {}

    /** A start, if there is one, comes before the wishes. */
    record Batch(Optional<Start> start, List<Wish> wishes) {}
}
