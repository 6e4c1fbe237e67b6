package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import java.util.List;

/**
 * What the elected bootstrap router has told of a range of groups.
 *
 * @param hashMaskLength how many bits of a group its hash takes
 * @param rps its RPs; none if the range is no more
 */
public record LearnedRange(int hashMaskLength, List<Rp> rps) {

    /**
     * An RP of a range.
     *
     * @param priority 0 to 255; lower is better
     * @param expiry when it is forgotten, unless it is told again
     */
    public record Rp(IpAddress address, int priority, Tick expiry) {}

    public LearnedRange {
        rps = List.copyOf(rps);
    }

    /** True if groups would get the same RPs from the other. */
    boolean selectsAs(LearnedRange other) {
        return hashMaskLength == other.hashMaskLength && candidates().equals(other.candidates());
    }

    /** Those with the best priority, by their addresses. */
    List<IpAddress> candidates() {
        int best = rps.stream().mapToInt(Rp::priority).min().orElse(0);
        return rps.stream()
                .filter(rp -> rp.priority == best)
                .map(Rp::address)
                .sorted()
                .toList();
    }
}
