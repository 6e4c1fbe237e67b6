package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.StarG;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** Everything known about one group; itself the set of its (*,G) memberships. */
final class Group extends Members {

    /** Up to here sources are hashed, which finds one in a few steps of memory, and sorted when somebody reads. */
    private static final int FEW = 64;

    final IpAddress address;
    /** The forwarder's (*,G) entry; null if there is none. */
    Wildcards.Way way;
    /** Sources with memberships of their own. */
    int wantedSources;

    /** By address. Most groups have none: their hosts speak IGMPv2. */
    private Map<IpAddress, Source> sources = Map.of();

    Group(IpAddress address) {
        this.address = address;
    }

    @Override
    StarG sourceGroup() {
        return new StarG(address);
    }

    @Override
    Family family() {
        return address.family();
    }

    /** Null if nothing is known about the source. */
    Source source(IpAddress source) {
        return sources.get(source);
    }

    Source obtain(IpAddress source) {
        Source known = sources.get(source);
        if (known != null) {
            return known;
        }
        makeRoom();
        Source added = new Source(this, source);
        sources.put(source, added);
        return added;
    }

    private void makeRoom() {
        if (sources.isEmpty()) {
            sources = HashMap.newHashMap(1);
        } else if (sources.size() == FEW && !(sources instanceof SortedMap)) {
            sources = new TreeMap<>(sources);
        }
    }

    void drop(Source source) {
        sources.remove(source.address);
        if (sources.isEmpty()) {
            sources = Map.of();
        }
    }

    boolean isUnused() {
        return isEmpty() && sources.isEmpty();
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

    /** In the order of their addresses. */
    Collection<Source> sources() {
        if (sources instanceof SortedMap || sources.size() < 2) {
            return sources.values();
        }
        List<Source> sorted = new ArrayList<>(sources.values());
        sorted.sort(Comparator.comparing(source -> source.address));
        return sorted;
    }

    /** Those behind an address, in order. */
    Collection<Source> sourcesAfter(IpAddress address) {
        if (sources instanceof TreeMap<IpAddress, Source> tree) {
            return tree.tailMap(address, false).values();
        }
        return sources().stream()
                .filter(source -> source.address.compareTo(address) > 0)
                .toList();
    }
}
