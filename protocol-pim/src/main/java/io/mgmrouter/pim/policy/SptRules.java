package io.mgmrouter.pim.policy;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.pim.tib.SptSwitch;
import io.mgmrouter.settings.Clauses;
import java.util.List;

/**
 * When last-hop routers leave the shared tree, by group.
 *
 * @param rules in the order they are tried; the first that matches decides
 * @param otherwise where none matches
 */
public record SptRules(List<Rule> rules, SptSwitch otherwise) {

    /** How {@code spt.switch} is written, for messages. */
    public static final String SYNTAX = "immediate, never or NUMBER kbit/s, 1 to 1000000000";

    /** How a rule is written, for messages. */
    public static final String RULE_SYNTAX = "GROUP-PREFIX " + SYNTAX;

    private static final long MOST = 1_000_000_000;

    public SptRules {
        rules = List.copyOf(rules);
    }

    /** One line. */
    public record Rule(IpPrefix groups, SptSwitch when) {

        /** @throws IllegalArgumentException if it is not of the form of {@link #RULE_SYNTAX}; the message says where */
        public static Rule parse(String text) {
            String[] words = text.strip().split("\\s+", 2);
            if (words.length != 2) {
                throw new IllegalArgumentException("it lacks the time to switch");
            }
            return new Rule(Clauses.groups(words[0]), SptRules.parse(words[1]));
        }
    }

    /** @throws IllegalArgumentException if it is not of the form of {@link #SYNTAX}; the message says where */
    public static SptSwitch parse(String text) {
        return switch (text.strip()) {
            case "immediate" -> SptSwitch.IMMEDIATE;
            case "never" -> SptSwitch.NEVER;
            default -> rate(text.strip());
        };
    }

    /** When packets of this group switch. */
    public SptSwitch of(IpAddress group) {
        for (Rule rule : rules) {
            if (rule.groups.contains(group)) {
                return rule.when;
            }
        }
        return otherwise;
    }

    private static SptSwitch rate(String text) {
        String[] words = text.split("\\s+");
        if (words.length == 2 && words[1].equals("kbit/s") && words[0].matches("\\d{1,10}")) {
            long rate = Long.parseLong(words[0]);
            if (rate >= 1 && rate <= MOST) {
                return new SptSwitch(rate);
            }
        }
        throw new IllegalArgumentException("\"" + text + "\" is no time to switch");
    }
}
