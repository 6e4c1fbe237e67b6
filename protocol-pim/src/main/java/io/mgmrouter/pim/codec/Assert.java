package io.mgmrouter.pim.codec;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;

/**
 * Assert (RFC 7761, section 4.9.6): who of several routers forwards to a link.
 *
 * @param group a host prefix, that of the group
 * @param source unspecified for (*,G)
 * @param rpt the sender's way is the RP's tree
 * @param preference of the route to the source or RP, 31 bits; the lower is preferred
 * @param metric of that route, 32 bits
 */
public record Assert(IpPrefix group, IpAddress source, boolean rpt, long preference, long metric)
        implements PimMessage {

    /** The RPT bit takes one of the four octets' bits. */
    static final int PREFERENCE_BITS = 31;

    /** @throws IllegalArgumentException if a value does not fit its field; the message names it */
    public Assert {
        Field.requireFits("metric preference", preference, PREFERENCE_BITS);
        Field.requireFits("metric", metric, Field.WORD);
    }
}
