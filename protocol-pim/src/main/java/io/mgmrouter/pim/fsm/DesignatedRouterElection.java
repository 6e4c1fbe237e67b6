package io.mgmrouter.pim.fsm;

import io.mgmrouter.ip.IpAddress;
import java.util.Collection;
import java.util.Comparator;
import java.util.OptionalLong;

/** Who speaks for the hosts of a link: DR(I) of RFC 7761, section 4.3.2. */
public final class DesignatedRouterElection {

    private static final Comparator<Candidate> BY_ADDRESS = Comparator.comparing(Candidate::address);
    private static final Comparator<Candidate> BY_PRIORITY = Comparator.comparingLong(
                    (Candidate candidate) -> candidate.priority().orElse(0))
            .thenComparing(BY_ADDRESS);

    /**
     * A router of the link.
     *
     * @param address its primary address
     * @param priority its DR Priority; empty if it does not tell one
     */
    public record Candidate(IpAddress address, OptionalLong priority) {}

    private DesignatedRouterElection() {}

    /**
     * The one of highest priority, and among equals of highest address. Who tells no priority cannot be outvoted by it:
     * then the address alone decides.
     *
     * @param self this router, which always stands
     * @param neighbors the others
     */
    public static IpAddress elect(Candidate self, Collection<Candidate> neighbors) {
        boolean byPriority =
                neighbors.stream().allMatch(neighbor -> neighbor.priority().isPresent());
        Comparator<Candidate> better = byPriority ? BY_PRIORITY : BY_ADDRESS;
        Candidate best = self;
        for (Candidate neighbor : neighbors) {
            best = better.compare(neighbor, best) > 0 ? neighbor : best;
        }
        return best.address();
    }
}
