package io.mgmrouter.igmp.fsm;

import java.time.Duration;

/**
 * Timers and counters of one link (RFC 3376, section 8).
 *
 * @param robustness Robustness Variable, 1 to 7
 * @param queryInterval between general queries
 * @param queryResponseInterval within which hosts answer a general query
 * @param lastMemberQueryInterval within which hosts answer a specific query, and between its repetitions
 * @param lastMemberQueryCount how often a specific query is sent before nobody is left
 * @param startupQueryInterval between the first general queries
 * @param startupQueryCount how many these are
 * @param startupResponseInterval within which hosts answer the first general queries; short, so that members are known
 *     soon after a start
 */
public record Timing(
        int robustness,
        Duration queryInterval,
        Duration queryResponseInterval,
        Duration lastMemberQueryInterval,
        int lastMemberQueryCount,
        Duration startupQueryInterval,
        int startupQueryCount,
        Duration startupResponseInterval) {

    /** How long a member counts without saying so again (section 8.4). */
    public Duration groupMembershipInterval() {
        return times(queryInterval, robustness).plus(queryResponseInterval);
    }

    /** How long another querier counts without asking again (section 8.5). */
    public Duration otherQuerierPresentInterval() {
        return times(queryInterval, robustness).plus(queryResponseInterval.dividedBy(2));
    }

    /** How long a host of an older version counts without reporting again (section 8.13). */
    public Duration olderHostPresentInterval() {
        return groupMembershipInterval();
    }

    /** From a leave to the end of a group nobody else wants (section 8.10). */
    public Duration lastMemberQueryTime() {
        return times(lastMemberQueryInterval, lastMemberQueryCount);
    }

    /**
     * The same with what the elected querier told (sections 4.1.6 and 4.1.7).
     *
     * @param querierRobustness 0 if not told
     * @param querierInterval zero if not told
     */
    public Timing learned(int querierRobustness, Duration querierInterval) {
        return new Timing(
                querierRobustness == 0 ? robustness : querierRobustness,
                querierInterval.isZero() ? queryInterval : querierInterval,
                queryResponseInterval,
                lastMemberQueryInterval,
                lastMemberQueryCount,
                startupQueryInterval,
                startupQueryCount,
                startupResponseInterval);
    }

    /**
     * The same with its first queries in quick succession: one per startup response interval. For a router that has to
     * know soon who is still there, and cannot rely on a single query or report arriving.
     */
    public Timing hurried() {
        return new Timing(
                robustness,
                queryInterval,
                queryResponseInterval,
                lastMemberQueryInterval,
                lastMemberQueryCount,
                startupResponseInterval,
                startupQueryCount,
                startupResponseInterval);
    }

    /** How long the first queries and the answers to them take. */
    public Duration startupTime() {
        return times(startupQueryInterval, startupQueryCount - 1).plus(startupResponseInterval);
    }

    /** Computed for each report; {@link Duration#multipliedBy} goes by way of big decimals. */
    private static Duration times(Duration length, int factor) {
        return Duration.ofNanos(length.toNanos() * factor);
    }
}
