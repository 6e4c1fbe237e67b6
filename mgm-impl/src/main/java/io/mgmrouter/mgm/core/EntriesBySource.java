package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The entries a route change may concern: for each source a chain through {@link Entry#nextOfSource}. */
final class EntriesBySource {

    final TreeMap<IpAddress, Entry> first = new TreeMap<>();

    void add(Entry entry) {
        Entry second = first.put(entry.sg.source(), entry);
        entry.nextOfSource = second;
        if (second != null) {
            second.previousOfSource = entry;
        }
    }

    void remove(Entry entry) {
        if (entry.nextOfSource != null) {
            entry.nextOfSource.previousOfSource = entry.previousOfSource;
        }
        if (entry.previousOfSource != null) {
            entry.previousOfSource.nextOfSource = entry.nextOfSource;
        } else if (entry.nextOfSource != null) {
            first.put(entry.sg.source(), entry.nextOfSource);
        } else {
            first.remove(entry.sg.source());
        }
        entry.previousOfSource = null;
        entry.nextOfSource = null;
    }

    /** The entries whose source lies in a prefix; a copy. */
    List<Entry> from(IpPrefix prefix) {
        List<Entry> found = new ArrayList<>();
        for (var source : first.tailMap(prefix.network()).entrySet()) {
            if (!prefix.contains(source.getKey())) {
                break;
            }
            for (Entry entry = source.getValue(); entry != null; entry = entry.nextOfSource) {
                found.add(entry);
            }
        }
        return found;
    }
}
