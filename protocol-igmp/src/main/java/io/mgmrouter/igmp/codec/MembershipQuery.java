package io.mgmrouter.igmp.codec;

import io.mgmrouter.ip.IpAddress;
import java.time.Duration;
import java.util.List;

/**
 * Membership Query of any version of IGMP (RFC 3376, section 4.1; RFC 2236, section 2; RFC 1112, appendix I), or
 * Multicast Listener Query of MLD (RFC 3810, section 5.1; RFC 2710, section 3).
 *
 * <p>Lengths of time are written as the largest value the format can express that is not longer: in IGMP tenths of a
 * second up to 12.8 s (version 2: 25.5 s), in MLD milliseconds up to 32.767 s (version 1: 65.535 s), coarser above.
 *
 * @param version IGMP 1 to 3, MLD 1 or 2; by the message's length and code when received (RFC 3376, section 7.1; RFC
 *     3810, section 8.1)
 * @param maxResponseTime within which members answer; always 10 s in IGMPv1
 * @param group the group asked about; 0.0.0.0 or :: in a general query
 * @param suppress receiving routers keep their timers as they are (S flag); false in older versions
 * @param robustness the querier's Robustness Variable, 0 to 7; 0 if it is larger or not told
 * @param queryInterval the querier's Query Interval in whole seconds; zero if not told
 * @param sources the sources asked about; empty in older versions
 */
public record MembershipQuery(
        int version,
        Duration maxResponseTime,
        IpAddress group,
        boolean suppress,
        int robustness,
        Duration queryInterval,
        List<IpAddress> sources)
        implements MembershipMessage {

    public MembershipQuery {
        sources = List.copyOf(sources);
    }

    /** A query that tells nothing of its sender, and asks about a group or about all: IGMPv1, IGMPv2, MLDv1. */
    public static MembershipQuery older(int version, Duration maxResponseTime, IpAddress group) {
        return new MembershipQuery(version, maxResponseTime, group, false, 0, Duration.ZERO, List.of());
    }

    /** True if it asks about all groups. */
    public boolean isGeneral() {
        return group.isUnspecified();
    }
}
