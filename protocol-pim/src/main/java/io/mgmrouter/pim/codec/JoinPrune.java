package io.mgmrouter.pim.codec;

import io.mgmrouter.ip.IpAddress;
import java.util.List;

/**
 * Join/Prune (RFC 7761, section 4.9.5). {@link JoinPrunePacker} divides what has no room in one.
 *
 * @param upstreamNeighbor the neighbour that is asked; the others on the link listen
 * @param holdtime seconds for which the joins count, 0 to 65535; 65535 has no end
 * @param groups at most 255, in the message's order
 */
public record JoinPrune(IpAddress upstreamNeighbor, int holdtime, List<GroupEntry> groups) implements PimMessage {

    /** @throws IllegalArgumentException if a value does not fit its field; the message names it */
    public JoinPrune {
        groups = List.copyOf(groups);
        Field.requireFits("holdtime", holdtime, Field.SHORT);
        Field.requireFits("number of groups", groups.size(), Field.OCTET);
    }
}
