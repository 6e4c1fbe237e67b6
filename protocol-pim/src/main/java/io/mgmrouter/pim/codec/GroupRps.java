package io.mgmrouter.pim.codec;

import io.mgmrouter.ip.IpPrefix;
import java.util.List;

/**
 * The rendezvous points of a range of groups in a Bootstrap message (RFC 5059, section 4.1).
 *
 * @param group a range of multicast groups
 * @param adminScope the Z bit: the range is a zone of administrative scope
 * @param rpCount how many the range has in all fragments of the message together, 0 to 255
 * @param rps those in this fragment, at most 255
 */
public record GroupRps(IpPrefix group, boolean adminScope, int rpCount, List<CandidateRp> rps) {

    /** @throws IllegalArgumentException if there are too many */
    public GroupRps {
        rps = List.copyOf(rps);
        Field.requireFits("number of RPs", rpCount, Field.OCTET);
        Field.requireFits("number of RPs in a fragment", rps.size(), Field.OCTET);
    }

    /** The same range with some of its rendezvous points. */
    GroupRps with(List<CandidateRp> some) {
        return new GroupRps(group, adminScope, rpCount, some);
    }
}
