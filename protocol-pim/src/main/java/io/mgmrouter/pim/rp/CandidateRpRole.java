package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import java.time.Duration;
import java.util.List;

/**
 * An RP that this router offers to be.
 *
 * @param address as an RP; one of the router's own
 * @param groups for which
 * @param priority 0 to 255; the lowest is chosen
 * @param interval between its advertisements
 * @param holdtime how long one counts, in seconds
 */
public record CandidateRpRole(IpAddress address, List<IpPrefix> groups, int priority, Duration interval, int holdtime) {

    public CandidateRpRole {
        groups = List.copyOf(groups);
    }
}
