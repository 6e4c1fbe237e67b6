package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.loop.Tick;
import java.util.Optional;

/**
 * An RP that is known for a range of groups; RPs that groups contain are none of these.
 *
 * @param range of the groups
 * @param rp its address
 * @param origin {@link Origin#STATIC} or {@link Origin#BSR}
 * @param priority lower is better: {@code order} of a static RP, the priority a bootstrap router told
 * @param standing whether it can be chosen now
 * @param expiry when it is forgotten; empty for a static one
 */
public record GroupMapping(
        IpPrefix range, IpAddress rp, Origin origin, int priority, Standing standing, Optional<Tick> expiry) {

    /** Whether a mapping counts. */
    public enum Standing {
        /** Groups of the range that match no longer range have it, or one of several such by their hash. */
        USED,
        /** There is a better one. */
        STANDBY,
        /** There is no route to it, and there is one to another. */
        UNREACHABLE
    }
}
