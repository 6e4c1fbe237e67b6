package io.mgmrouter.pim.policy;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import java.util.List;

/**
 * Which routers may be neighbours.
 *
 * @param rules in the order they are tried
 */
public record NeighborFilter(List<Rule> rules) {

    /** Allows everybody. */
    public static final NeighborFilter OPEN = new NeighborFilter(List.of());

    /** How a rule is written, for messages. */
    public static final String SYNTAX = "allow|deny PREFIX";

    public NeighborFilter {
        rules = List.copyOf(rules);
    }

    /**
     * One line.
     *
     * @param allow what is done if it matches
     * @param prefix primary addresses it is about
     */
    public record Rule(boolean allow, IpPrefix prefix) {

        /** @throws IllegalArgumentException if it is not of the form of {@link #SYNTAX}; the message says where */
        public static Rule parse(String text) {
            String[] words = text.strip().split("\\s+");
            boolean allow = Verdict.parse(words[0]);
            if (words.length != 2) {
                throw new IllegalArgumentException("\"" + words[0] + "\" takes one prefix");
            }
            return new Rule(allow, IpPrefix.parse(words[1]));
        }
    }

    /** True for who may be a neighbour. */
    public boolean allows(IpAddress neighbor) {
        boolean otherwise = true;
        for (Rule rule : rules) {
            if (rule.prefix.contains(neighbor)) {
                return rule.allow;
            }
            if (rule.prefix.network().family() == neighbor.family()) {
                otherwise = !rule.allow;
            }
        }
        return otherwise;
    }
}
