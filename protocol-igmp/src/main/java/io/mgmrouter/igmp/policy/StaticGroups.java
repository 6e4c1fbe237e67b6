package io.mgmrouter.igmp.policy;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.settings.Clauses;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Groups and sources somebody has configured: members that never leave.
 *
 * @param groups what is wanted of each
 */
public record StaticGroups(Map<IpAddress, Wanted> groups) {

    public static final StaticGroups NONE = new StaticGroups(Map.of());

    /** How a rule is written, for messages. */
    public static final String SYNTAX = "GROUP [count NUMBER [step ADDRESS]] [source ADDRESS...]";

    /** Most groups one rule, and all of them together, may name. */
    public static final int LARGEST_COUNT = 65_536;

    public StaticGroups {
        groups = Map.copyOf(groups);
    }

    /**
     * Reads one rule.
     *
     * @throws IllegalArgumentException if it is not of the form of {@link #SYNTAX}; the message says where
     */
    public static StaticGroups parse(String text, Family family) {
        Clauses clauses = Clauses.of(text, "count", "step", "source");
        Wanted wanted = sources(clauses.values("source"), family);
        int count = clauses.value("count").map(StaticGroups::count).orElse(1);
        if (clauses.value("step").isPresent() && clauses.value("count").isEmpty()) {
            throw new IllegalArgumentException("a step needs a count");
        }
        BigInteger step = clauses.value("step")
                .map(address -> number(step(address, family)))
                .orElse(BigInteger.ONE);
        Map<IpAddress, Wanted> groups = HashMap.newHashMap(count);
        BigInteger next = number(Clauses.group(clauses.head(), family));
        for (int i = 0; i < count; i++, next = next.add(step)) {
            groups.put(member(next, family, text), wanted);
        }
        return new StaticGroups(groups);
    }

    /** What is wanted of a group. */
    public Wanted of(IpAddress group) {
        return groups.getOrDefault(group, Wanted.NOTHING);
    }

    /** Both together. */
    public StaticGroups plus(StaticGroups other) {
        Map<IpAddress, Wanted> both = new HashMap<>(groups);
        other.groups.forEach((group, wanted) -> both.merge(group, wanted, Wanted::plus));
        if (both.size() > LARGEST_COUNT) {
            throw new IllegalArgumentException("more than " + LARGEST_COUNT + " groups in all");
        }
        return new StaticGroups(both);
    }

    private static Wanted sources(Collection<String> texts, Family family) {
        Set<IpAddress> sources =
                texts.stream().map(text -> Clauses.source(text, family)).collect(Collectors.toUnmodifiableSet());
        return new Wanted(sources.isEmpty(), sources);
    }

    private static int count(String text) {
        if (!text.matches("\\d{1,5}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > LARGEST_COUNT) {
            throw new IllegalArgumentException("the count is 1 to " + LARGEST_COUNT + ", not \"" + text + "\"");
        }
        return Integer.parseInt(text);
    }

    private static IpAddress step(String text, Family family) {
        IpAddress step = IpAddress.parse(text);
        if (step.family() != family || step.isUnspecified()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not a step such as " + (family == Family.IPV4 ? "0.0.0.1" : "::1"));
        }
        return step;
    }

    private static BigInteger number(IpAddress address) {
        return new BigInteger(1, address.octets());
    }

    private static IpAddress member(BigInteger number, Family family, String text) {
        byte[] octets = number.toByteArray();
        int surplus = octets.length - family.octets();
        IpAddress group = surplus > 1 || surplus == 1 && octets[0] != 0
                ? IpAddress.unspecified(family)
                : IpAddress.of(Arrays.copyOfRange(octets, surplus, octets.length));
        if (!group.isMulticast() || group.isLinkLocalMulticast()) {
            throw new IllegalArgumentException("\"" + text + "\" runs beyond the groups that are forwarded");
        }
        return group;
    }
}
