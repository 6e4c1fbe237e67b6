package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.Sg;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What operators decide about trees; timers of RFC 7761, section 4.11.
 *
 * @param joinPrunePeriod t_periodic
 * @param joinPruneHoldtime J/P_Holdtime, which neighbours are told, in seconds
 * @param keepalivePeriod Keepalive_Period
 * @param registerSuppressionTime Register_Suppression_Time
 * @param registerProbeTime Register_Probe_Time
 * @param assertTime Assert_Time
 * @param assertOverrideInterval Assert_Override_Interval
 * @param sptSwitch SwitchToSptDesired(S,G) by group
 * @param registerAccept whose Registers the RP takes
 * @param registerRateLimit Registers per second and source, of data packets; 0 for any number
 * @param ssm groups without shared tree
 * @param stateLimit largest number of (S,G)
 * @param border this router is a border router: what comes in on other protocols' interfaces is registered with the RPs
 */
public record TreeSettings(
        Duration joinPrunePeriod,
        int joinPruneHoldtime,
        Duration keepalivePeriod,
        Duration registerSuppressionTime,
        Duration registerProbeTime,
        Duration assertTime,
        Duration assertOverrideInterval,
        Function<IpAddress, SptSwitch> sptSwitch,
        Predicate<Sg> registerAccept,
        int registerRateLimit,
        Predicate<IpAddress> ssm,
        int stateLimit,
        boolean border) {

    /** The defaults of the standard. */
    public static final TreeSettings DEFAULTS = new TreeSettings(
            Duration.ofSeconds(60),
            210,
            Duration.ofSeconds(210),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            Duration.ofSeconds(180),
            Duration.ofSeconds(3),
            _ -> SptSwitch.IMMEDIATE,
            _ -> true,
            0,
            IpAddress::isSourceSpecific,
            1_000_000,
            false);

    /** RP_Keepalive_Period: long enough for a Null-Register to come. */
    public Duration rpKeepalivePeriod() {
        return registerSuppressionTime.multipliedBy(3).plus(registerProbeTime);
    }
}
