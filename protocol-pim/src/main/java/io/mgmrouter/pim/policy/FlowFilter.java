package io.mgmrouter.pim.policy;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.settings.Clauses;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which trees may be joined, or which sources registered.
 *
 * @param rules in the order they are tried
 */
public record FlowFilter(List<Rule> rules) {

    /** Allows everything. */
    public static final FlowFilter OPEN = new FlowFilter(List.of());

    /** How a rule is written, for messages. */
    public static final String SYNTAX = "allow|deny [group PREFIX] [source PREFIX]";

    public FlowFilter {
        rules = List.copyOf(rules);
    }

    /**
     * One line; a clause that is left out matches everything.
     *
     * @param allow what is done if it matches
     * @param group groups it is about
     * @param source sources it is about; a rule with this clause does not match (*,G)
     */
    public record Rule(boolean allow, Optional<IpPrefix> group, Optional<IpPrefix> source) {

        /** @throws IllegalArgumentException if both are there and not of one family */
        public Rule {
            if (Stream.concat(group.stream(), source.stream())
                            .map(prefix -> prefix.network().family())
                            .distinct()
                            .count()
                    > 1) {
                throw new IllegalArgumentException("group and source are of different families");
            }
        }

        /** @throws IllegalArgumentException if it is not of the form of {@link #SYNTAX}; the message says where */
        public static Rule parse(String text) {
            Clauses clauses = Clauses.of(text, "group", "source");
            return new Rule(
                    Verdict.parse(clauses.head()),
                    clauses.value("group").map(Clauses::groups),
                    clauses.value("source").map(IpPrefix::parse));
        }

        private boolean isOf(Family family) {
            return group.or(() -> source)
                    .map(prefix -> prefix.network().family() == family)
                    .orElse(true);
        }

        private boolean matches(SourceGroup what) {
            return (group.isEmpty() || group.get().contains(what.group()))
                    && (source.isEmpty()
                            || what instanceof Sg(IpAddress address, _)
                                    && source.get().contains(address));
        }
    }

    /** True for what may be joined or registered. */
    public boolean allows(SourceGroup what) {
        boolean otherwise = true;
        for (Rule rule : rules) {
            if (rule.matches(what)) {
                return rule.allow;
            }
            if (rule.isOf(what.family())) {
                otherwise = !rule.allow;
            }
        }
        return otherwise;
    }
}
