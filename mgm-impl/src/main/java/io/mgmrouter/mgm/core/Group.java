package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everything known about one group. */
final class Group {

    final IpAddress address;
    final Members anySource;
    private final Map<IpAddress, Source> sources = new HashMap<>(4);

    Group(IpAddress address) {
        this.address = address;
        this.anySource = new Members(new StarG(address));
    }

    /** One source of the group: its memberships, and its entry (null if none). */
    static final class Source {
        final Members members;
        Entry entry;

        Source(Sg sg) {
            members = new Members(sg);
        }

        boolean isEmpty() {
            return members.isEmpty() && entry == null;
        }
    }

    /** Null if nothing is known about the source. */
    Source source(IpAddress source) {
        return sources.get(source);
    }

    Source obtain(Sg sg) {
        return sources.computeIfAbsent(sg.source(), _ -> new Source(sg));
    }

    void dropIfEmpty(IpAddress source) {
        Source known = sources.get(source);
        if (known != null && known.isEmpty()) {
            sources.remove(source);
        }
    }

    boolean isEmpty() {
        return anySource.isEmpty() && sources.isEmpty();
    }

    /** A copy: what is done to one entry may add or remove others. */
    List<Entry> entries() {
        List<Entry> found = new ArrayList<>(sources.size());
        for (Source source : sources.values()) {
            if (source.entry != null) {
                found.add(source.entry);
            }
        }
        return found;
    }

    /** The sources in the order of their addresses. */
    Stream<Source> inOrder() {
        return sources.entrySet().stream().sorted(Map.Entry.comparingByKey()).map(Map.Entry::getValue);
    }
}
