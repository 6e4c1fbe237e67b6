package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.pim.codec.GroupEntry;
import io.mgmrouter.pim.codec.JoinPrune;
import io.mgmrouter.pim.codec.SourceEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the neighbours on one link have been asked for, as they understand it; nothing is ever forgotten by itself. */
final class UpstreamView {

    private final Map<IpAddress, Set<String>> asked = new HashMap<>();

    /** The elements joined, and the (S,G,rpt) pruned, as text. */
    Set<String> of(IpAddress neighbor) {
        return asked.computeIfAbsent(neighbor, _ -> new TreeSet<>());
    }

    Set<IpAddress> neighbors() {
        return asked.keySet();
    }

    /** The neighbour is gone, with all it knew. */
    void forget(IpAddress neighbor) {
        asked.remove(neighbor);
    }

    void heard(JoinPrune message) {
        Set<String> now = of(message.upstreamNeighbor());
        for (GroupEntry entry : message.groups()) {
            IpAddress group = entry.group().network();
            if (entry.joins().stream().anyMatch(SourceEntry::wildcard)) {
                now.removeIf(element -> element.endsWith("," + group + ",rpt)"));
            }
            entry.joins().forEach(join -> change(now, group, join, !join.rpt() || join.wildcard()));
            entry.prunes().forEach(prune -> change(now, group, prune, prune.rpt() && !prune.wildcard()));
        }
    }

    private static void change(Set<String> now, IpAddress group, SourceEntry source, boolean there) {
        String element = source.wildcard() ? "(*," + group + ")" : new Element(group, source).toString();
        if (there) {
            now.add(element);
        } else {
            now.remove(element);
        }
    }
}
