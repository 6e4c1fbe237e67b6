package io.mgmrouter.igmp.policy;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.settings.Clauses;
import java.util.List;
import java.util.Optional;

/**
 * Which hosts may join what: rules in order, of which the first that matches decides.
 *
 * @param rules in the order they are tried
 * @param otherwise what is done where no rule matches: true allows
 */
public record AccessList(List<Rule> rules, boolean otherwise) {

    /** Allows everything. */
    public static final AccessList OPEN = new AccessList(List.of(), true);

    /** How a rule is written, for messages. */
    public static final String SYNTAX = "allow|deny [group PREFIX] [source PREFIX] [host PREFIX]";

    public AccessList {
        rules = List.copyOf(rules);
    }

    /**
     * One line of the list; a clause that is left out matches everything.
     *
     * @param allow what is done if it matches
     * @param group groups it is about
     * @param source sources it is about; a rule with this clause does not match a wish for all sources
     * @param host reporting hosts it is about
     */
    public record Rule(boolean allow, Optional<IpPrefix> group, Optional<IpPrefix> source, Optional<IpPrefix> host) {

        /** @throws IllegalArgumentException if it is not of the form of {@link #SYNTAX}; the message says where */
        public static Rule parse(String text, Family family) {
            Clauses clauses = Clauses.of(text, "group", "source", "host");
            return new Rule(
                    switch (clauses.head()) {
                        case "allow" -> true;
                        case "deny" -> false;
                        default ->
                            throw new IllegalArgumentException("\"" + clauses.head() + "\" is neither allow nor deny");
                    },
                    clauses.value("group").map(groups -> Clauses.groups(groups, family)),
                    clauses.value("source").map(sources -> Clauses.prefix(sources, family)),
                    clauses.value("host").map(hosts -> Clauses.prefix(hosts, family)));
        }

        private boolean isAbout(IpAddress joined, IpAddress reporter) {
            return (group.isEmpty() || group.get().contains(joined))
                    && (host.isEmpty() || host.get().contains(reporter));
        }
    }

    /** True if it never refuses anything, so that nobody has to ask. */
    public boolean isOpen() {
        return otherwise && rules.stream().allMatch(Rule::allow);
    }

    /** May this host join the group with all its sources? */
    public boolean allows(IpAddress group, IpAddress host) {
        for (Rule rule : rules) {
            if (rule.source.isEmpty() && rule.isAbout(group, host)) {
                return rule.allow;
            }
        }
        return otherwise;
    }

    /** May this host join this source of the group? */
    public boolean allows(IpAddress source, IpAddress group, IpAddress host) {
        for (Rule rule : rules) {
            if ((rule.source.isEmpty() || rule.source.get().contains(source)) && rule.isAbout(group, host)) {
                return rule.allow;
            }
        }
        return otherwise;
    }
}
