package io.mgmrouter.settings;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A configured rule, taken apart: words of which some open a clause, {@code deny group 239.1.0.0/16 host 10.0.0.0/24}.
 * Every problem is an {@link IllegalArgumentException} whose message is half a sentence for the operator.
 */
public final class Clauses {

    private final String head;
    private final Map<String, List<String>> values = new HashMap<>();

    private Clauses(String head) {
        this.head = head;
    }

    /**
     * Splits a rule at blanks.
     *
     * @param words what may open a clause; each once, with at least one value
     */
    public static Clauses of(String rule, String... words) {
        List<String> all = List.of(rule.strip().split("\\s+"));
        Clauses clauses = new Clauses(all.getFirst());
        List<String> open = new ArrayList<>();
        String word = clauses.head;
        for (String next : all.subList(1, all.size())) {
            if (List.of(words).contains(next)) {
                word = next;
                open = new ArrayList<>();
                clauses.open(word, open);
            } else if (word.equals(clauses.head)) {
                throw new IllegalArgumentException("\"" + next + "\" is not one of " + List.of(words));
            } else {
                open.add(next);
            }
        }
        clauses.values.forEach((opener, given) -> {
            if (given.isEmpty()) {
                throw new IllegalArgumentException("\"" + opener + "\" lacks its value");
            }
        });
        return clauses;
    }

    private void open(String word, List<String> itsValues) {
        if (values.put(word, itsValues) != null) {
            throw new IllegalArgumentException("\"" + word + "\" is there twice");
        }
    }

    /** The first word. */
    public String head() {
        return head;
    }

    /** The values of a clause; empty if it is not there. */
    public List<String> values(String word) {
        return values.getOrDefault(word, List.of());
    }

    /** The only value of a clause. */
    public Optional<String> value(String word) {
        List<String> all = values(word);
        if (all.size() > 1) {
            throw new IllegalArgumentException("\"" + word + "\" takes one value, not " + all);
        }
        return all.stream().findFirst();
    }

    /** A prefix of the family. */
    public static IpPrefix prefix(String text, Family family) {
        IpPrefix prefix = IpPrefix.parse(text);
        requireFamily(text, prefix.network(), family);
        return prefix;
    }

    /** A prefix of the family all of whose addresses are groups. */
    public static IpPrefix groups(String text, Family family) {
        IpPrefix prefix = groups(text);
        requireFamily(text, prefix.network(), family);
        return prefix;
    }

    /** A prefix of either family all of whose addresses are groups. */
    public static IpPrefix groups(String text) {
        IpPrefix prefix = IpPrefix.parse(text);
        int shortest = prefix.network().family() == Family.IPV4 ? 4 : 8;
        if (!prefix.network().isMulticast() || prefix.length() < shortest) {
            throw new IllegalArgumentException("\"" + text + "\" holds other than multicast addresses");
        }
        return prefix;
    }

    /** A group that may be forwarded. */
    public static IpAddress group(String text, Family family) {
        IpAddress group = address(text, family);
        if (!group.isMulticast() || group.isLinkLocalMulticast()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a group that is forwarded");
        }
        return group;
    }

    /** An address packets can come from. */
    public static IpAddress source(String text, Family family) {
        IpAddress source = address(text, family);
        if (source.isMulticast() || source.isUnspecified() || source.isLoopback()) {
            throw new IllegalArgumentException("\"" + text + "\" is not a unicast address");
        }
        return source;
    }

    private static IpAddress address(String text, Family family) {
        IpAddress address = IpAddress.parse(text);
        requireFamily(text, address, family);
        return address;
    }

    private static void requireFamily(String text, IpAddress address, Family family) {
        if (address.family() != family) {
            throw new IllegalArgumentException("\"" + text + "\" is not " + (family == Family.IPV4 ? "IPv4" : "IPv6"));
        }
    }
}
