package io.mgmrouter.igmp.policy;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.settings.Clauses;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * In which groups only single sources can be joined (RFC 4604, RFC 4607), and which sources hosts get that can only ask
 * for the group.
 *
 * @param ranges the source-specific groups
 * @param mappings sources for those who name none
 */
public record SsmPolicy(List<IpPrefix> ranges, List<Mapping> mappings) {

    private static final List<IpPrefix> STANDARD_IPV4 = List.of(IpPrefix.parse("232.0.0.0/8"));
    private static final List<IpPrefix> STANDARD_IPV6 = IntStream.range(0, 16)
            .mapToObj(scope -> IpPrefix.parse("ff3" + Integer.toHexString(scope) + "::/32"))
            .toList();

    /** How a mapping is written, for messages. */
    public static final String MAPPING_SYNTAX = "GROUP-PREFIX source ADDRESS...";

    public SsmPolicy {
        ranges = List.copyOf(ranges);
        mappings = List.copyOf(mappings);
    }

    /**
     * Sources for those who ask for a group without naming any.
     *
     * @param groups for which groups
     * @param sources at least one
     */
    public record Mapping(IpPrefix groups, Set<IpAddress> sources) {

        public Mapping {
            sources = Set.copyOf(sources);
        }

        /** @throws IllegalArgumentException if it is not of the form of {@link #MAPPING_SYNTAX} */
        public static Mapping parse(String text, Family family) {
            Clauses clauses = Clauses.of(text, "source");
            Set<IpAddress> sources = new HashSet<>();
            clauses.values("source").forEach(source -> sources.add(Clauses.source(source, family)));
            if (sources.isEmpty()) {
                throw new IllegalArgumentException("it names no source");
            }
            return new Mapping(Clauses.groups(clauses.head(), family), sources);
        }
    }

    /** The range the standards set aside: 232.0.0.0/8; ff3x::/32, that is one prefix for each scope. */
    public static List<IpPrefix> standardRanges(Family family) {
        return family == Family.IPV4 ? STANDARD_IPV4 : STANDARD_IPV6;
    }

    /** Reads one range. */
    public static IpPrefix range(String text, Family family) {
        return Clauses.groups(text, family);
    }

    /** True if only single sources of this group can be joined. */
    public boolean isSourceSpecific(IpAddress group) {
        if (ranges == STANDARD_IPV4 || ranges == STANDARD_IPV6) {
            // The usual case, decided for each record of each report without looking at sixteen prefixes.
            return group.isSourceSpecific();
        }
        for (IpPrefix range : ranges) {
            if (range.contains(group)) {
                return true;
            }
        }
        return false;
    }

    /** The sources for somebody who asks for this group; those of all mappings that match. */
    public Set<IpAddress> sources(IpAddress group) {
        if (mappings.isEmpty()) {
            return Set.of();
        }
        Set<IpAddress> sources = new HashSet<>();
        for (Mapping mapping : mappings) {
            if (mapping.groups.contains(group)) {
                sources.addAll(mapping.sources);
            }
        }
        return sources;
    }
}
