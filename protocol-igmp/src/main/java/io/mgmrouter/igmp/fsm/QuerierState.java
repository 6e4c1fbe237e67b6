package io.mgmrouter.igmp.fsm;

import io.mgmrouter.igmp.fsm.QuerierState.Event.QueryReceived;
import io.mgmrouter.igmp.fsm.QuerierState.Event.TimerDue;
import io.mgmrouter.igmp.fsm.QuerierState.Event.TimingChanged;
import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import java.time.Duration;

/**
 * Who sends queries on a link: the router with the lowest address (RFC 3376, section 6.6.2; the diagram of RFC 2236,
 * section 7). The initial state of the RFC is {@link #start}: a querier whose first query is due at once.
 */
public sealed interface QuerierState {

    /**
     * This router asks.
     *
     * @param startupQueriesLeft how many of the first queries are still to be sent
     * @param startupQueryInterval time between those
     * @param nextQuery the General Query Timer
     */
    record Querier(int startupQueriesLeft, Duration startupQueryInterval, Tick nextQuery) implements QuerierState {}

    /**
     * Another router asks.
     *
     * @param querier its address
     * @param otherQuerierPresent until when it counts without asking again
     * @param robustness its Robustness Variable; 0 if it has not told
     * @param queryInterval its Query Interval; zero if it has not told
     */
    record NonQuerier(IpAddress querier, Tick otherQuerierPresent, int robustness, Duration queryInterval)
            implements QuerierState {}

    /**
     * This router never asks, whoever else does; it learns from the one with the lowest address.
     *
     * @param querier its address; unspecified if nobody asks
     * @param otherQuerierPresent until when it counts without asking again
     * @param robustness its Robustness Variable; 0 if it has not told
     * @param queryInterval its Query Interval; zero if it has not told
     */
    record Passive(IpAddress querier, Tick otherQuerierPresent, int robustness, Duration queryInterval)
            implements QuerierState {}

    /** What happens to a querier. */
    sealed interface Event {

        /**
         * Another router's query.
         *
         * @param from its address, never unspecified
         * @param self this router's address on the link
         * @param robustness as told by the query; 0 if not
         * @param queryInterval as told by the query; zero if not
         */
        record QueryReceived(IpAddress from, IpAddress self, int robustness, Duration queryInterval) implements Event {}

        /** {@link #due} may have come. */
        record TimerDue() implements Event {}

        /** The settings changed; {@code timing} of this step is the new one. */
        record TimingChanged() implements Event {}
    }

    /** Longer than any router runs. */
    Duration NEVER = Duration.ofDays(36_500);

    /** What the shell does after a step. */
    enum Action {
        NONE,
        /** Send a general query with the short response time of the start. */
        SEND_STARTUP_QUERY,
        SEND_GENERAL_QUERY
    }

    /** Result of one event. */
    record Step(QuerierState next, Action action) {}

    /** A state and what happens to it. */
    record Cell(QuerierState state, Event event) {}

    /** The link has become usable, or this router's address on it has changed. */
    static QuerierState start(Timing timing, Tick now) {
        return new Querier(timing.startupQueryCount(), timing.startupQueryInterval(), now);
    }

    /** A router that never asks, before it has heard anybody. */
    static QuerierState passive(Family family, Tick now) {
        return new Passive(IpAddress.unspecified(family), now.plus(NEVER), 0, Duration.ZERO);
    }

    static Step step(QuerierState state, Event event, Timing timing, Tick now) {
        return switch (new Cell(state, event)) {
            case Cell(Querier _, QueryReceived query) when isLower(query) -> standDown(query, timing, now);
            case Cell(Querier _, QueryReceived _) -> go(state);
            case Cell(Querier querier, TimerDue _) when now.reached(querier.nextQuery()) -> ask(querier, timing, now);
            case Cell(Querier _, TimerDue _) -> go(state);
            case Cell(Querier(var left, var interval, var next), TimingChanged _) ->
                go(new Querier(left, interval, next.earlier(now.plus(timing.queryInterval()))));

            case Cell(NonQuerier _, QueryReceived query) when isLower(query) -> standDown(query, timing, now);
            case Cell(NonQuerier _, QueryReceived _) -> go(state);
            case Cell(NonQuerier(_, var present, _, _), TimerDue _)
            when now.reached(present) -> ask(new Querier(0, Duration.ZERO, now), timing, now);
            case Cell(NonQuerier _, TimerDue _) -> go(state);
            case Cell(NonQuerier _, TimingChanged _) -> go(state);

            case Cell(Passive passive, QueryReceived query)
            when passive.querier().isUnspecified() || query.from().compareTo(passive.querier()) <= 0 ->
                go(new Passive(query.from(), present(query, timing, now), query.robustness(), query.queryInterval()));
            case Cell(Passive _, QueryReceived _) -> go(state);
            case Cell(Passive passive, TimerDue _)
            when now.reached(passive.otherQuerierPresent()) ->
                go(passive(passive.querier().family(), now));
            case Cell(Passive _, TimerDue _) -> go(state);
            case Cell(Passive _, TimingChanged _) -> go(state);
        };
    }

    /** When this state next wants {@link Event.TimerDue}. */
    default Tick due() {
        return switch (this) {
            case Querier(_, _, var nextQuery) -> nextQuery;
            case NonQuerier(_, var otherQuerierPresent, _, _) -> otherQuerierPresent;
            case Passive(_, var otherQuerierPresent, _, _) -> otherQuerierPresent;
        };
    }

    /** The timers in force: the configured ones, or those learned from the querier. */
    default Timing timing(Timing configured) {
        return switch (this) {
            case Querier _ -> configured;
            case NonQuerier(_, _, var robustness, var interval) -> configured.learned(robustness, interval);
            case Passive(_, _, var robustness, var interval) -> configured.learned(robustness, interval);
        };
    }

    /** True if this router asks. */
    default boolean isQuerier() {
        return this instanceof Querier;
    }

    private static Step ask(Querier querier, Timing timing, Tick now) {
        if (querier.startupQueriesLeft() == 0) {
            return new Step(new Querier(0, Duration.ZERO, now.plus(timing.queryInterval())), Action.SEND_GENERAL_QUERY);
        }
        int left = querier.startupQueriesLeft() - 1;
        Duration pause = left == 0 ? timing.queryInterval() : querier.startupQueryInterval();
        return new Step(new Querier(left, querier.startupQueryInterval(), now.plus(pause)), Action.SEND_STARTUP_QUERY);
    }

    /** Any router with a lower address than ours is adopted, so that a successor of the lowest one is too. */
    private static Step standDown(QueryReceived query, Timing timing, Tick now) {
        Tick present = present(query, timing, now);
        return go(new NonQuerier(query.from(), present, query.robustness(), query.queryInterval()));
    }

    private static Tick present(QueryReceived query, Timing timing, Tick now) {
        return now.plus(
                timing.learned(query.robustness(), query.queryInterval()).otherQuerierPresentInterval());
    }

    private static boolean isLower(QueryReceived query) {
        return query.from().compareTo(query.self()) < 0;
    }

    private static Step go(QuerierState next) {
        return new Step(next, Action.NONE);
    }
}
