package io.mgmrouter.pim.codec;

import io.mgmrouter.ip.IpAddress;

/**
 * A candidate for rendezvous point in a Bootstrap message (RFC 5059, section 4.1).
 *
 * @param address unicast
 * @param holdtime seconds for which it counts, 0 to 65535
 * @param priority 0 to 255; the lower is preferred
 */
public record CandidateRp(IpAddress address, int holdtime, int priority) {

    /** @throws IllegalArgumentException if a value does not fit its field; the message names it */
    public CandidateRp {
        Field.requireFits("RP holdtime", holdtime, Field.SHORT);
        Field.requireFits("RP priority", priority, Field.OCTET);
    }
}
