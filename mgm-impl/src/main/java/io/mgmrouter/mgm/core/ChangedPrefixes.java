package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** A burst of changed prefixes: how many they are hardly matters to a question, only how many lengths they have. */
final class ChangedPrefixes {

    private final Set<IpPrefix> prefixes;
    private final TreeSet<IpPrefix> inOrder;
    private final int[][] lengths = new int[Family.values().length][];

    ChangedPrefixes(Collection<IpPrefix> changed) {
        prefixes = new HashSet<>(changed);
        inOrder = new TreeSet<>(changed);
        for (Family family : Family.values()) {
            lengths[family.ordinal()] = changed.stream()
                    .filter(prefix -> prefix.network().family() == family)
                    .mapToInt(IpPrefix::length)
                    .distinct()
                    .toArray();
        }
    }

    boolean contains(IpAddress address) {
        for (int length : lengths[address.family().ordinal()]) {
            if (prefixes.contains(new IpPrefix(address, length))) {
                return true;
            }
        }
        return false;
    }

    /** True if an address can be in both: one of them lies in the other. */
    boolean overlaps(IpPrefix prefix) {
        IpPrefix next = inOrder.ceiling(prefix);
        return next != null && prefix.contains(next.network()) || contains(prefix.network());
    }
}
