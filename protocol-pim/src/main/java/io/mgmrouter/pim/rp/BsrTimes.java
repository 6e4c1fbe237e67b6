package io.mgmrouter.pim.rp;

import java.time.Duration;
import java.util.Optional;

/**
 * Timer values of an election (RFC 5059, section 5).
 *
 * @param period BS_Period, between two Bootstrap messages
 * @param timeout BS_Timeout, without one
 * @param zoneTimeout SZ_Timeout, after which a zone nobody tells of is no more; empty for the groups of no zone
 */
record BsrTimes(Duration period, Duration timeout, Optional<Duration> zoneTimeout) {

    /** BS_Min_Interval: what changes meanwhile is told together. */
    static final Duration MIN_INTERVAL = Duration.ofSeconds(10);

    /** SZ_Timeout: ten times BS_Timeout. */
    static BsrTimes of(BsrRole role, boolean isZone) {
        return new BsrTimes(
                role.period(),
                role.timeout(),
                isZone ? Optional.of(role.timeout().multipliedBy(10)) : Optional.empty());
    }
}
