package io.mgmrouter.pim.codec;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import java.util.List;

/**
 * Candidate-RP-Advertisement (RFC 5059, section 4.2): a router offers itself to the bootstrap router.
 *
 * @param priority 0 to 255; the lower is preferred
 * @param holdtime seconds for which the offer counts, 0 to 65535; 0 withdraws it
 * @param rp its address, unicast
 * @param groups ranges it would serve, 1 to 255; all groups if the message has none
 */
public record CandidateRpAdvertisement(int priority, int holdtime, IpAddress rp, List<IpPrefix> groups)
        implements PimMessage {

    /** @throws IllegalArgumentException if a value does not fit its field; the message names it */
    public CandidateRpAdvertisement {
        groups = List.copyOf(groups);
        Field.requireFits("RP priority", priority, Field.OCTET);
        Field.requireFits("RP holdtime", holdtime, Field.SHORT);
        Field.requireFits("number of group ranges", groups.size(), Field.OCTET);
        if (groups.isEmpty()) {
            throw new IllegalArgumentException("an advertisement names a group range at least; all groups are one");
        }
    }
}
