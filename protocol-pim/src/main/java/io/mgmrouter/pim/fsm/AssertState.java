package io.mgmrouter.pim.fsm;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.fsm.AssertState.Event.AssertReceived;
import io.mgmrouter.pim.fsm.AssertState.Event.DataArrived;
import io.mgmrouter.pim.fsm.AssertState.Event.JoinReceived;
import io.mgmrouter.pim.fsm.AssertState.Event.MetricChanged;
import io.mgmrouter.pim.fsm.AssertState.Event.RpfInterfaceMoved;
import io.mgmrouter.pim.fsm.AssertState.Event.StakeChanged;
import io.mgmrouter.pim.fsm.AssertState.Event.TimerDue;
import io.mgmrouter.pim.fsm.AssertState.Event.WinnerLost;
import java.time.Duration;
import java.util.Optional;

/**
 * Which of several routers forwards onto a link: the per-interface Assert state of (S,G) and of (*,G) (RFC 7761,
 * sections 4.6.1 and 4.6.2). Both tables are this one; {@link Rules#rpt} says which, and thereby whose messages count.
 *
 * <p>A message that names a source is first an event of (S,G). It is one of (*,G) too if (S,G) is and was in
 * {@link NoInfo} (section 4.6.2).
 */
public sealed interface AssertState {

    /** No Assert, or none that concerns this router. */
    record NoInfo() implements AssertState {}

    /**
     * This router forwards: "I am Assert Winner".
     *
     * @param timer the Assert Timer (AT)
     */
    record Winner(Tick timer) implements AssertState {}

    /**
     * Another router forwards: "I am Assert Loser".
     *
     * @param timer the Assert Timer (AT)
     * @param winner AssertWinner(S,G,I) or AssertWinner(*,G,I)
     * @param winnerMetric its metric
     */
    record Loser(Tick timer, IpAddress winner, AssertMetric winnerMetric) implements AssertState {}

    /** What an Assert on this interface means to this router; each holds what the ones before it do. */
    enum Stake {
        NONE,
        /** AssertTrackingDesired(I) is true. */
        TRACKING_DESIRED,
        /** CouldAssert(I) is true, which AssertTrackingDesired(I) follows from. */
        COULD_ASSERT
    }

    /**
     * What does not change from event to event.
     *
     * @param rpt false for (S,G), true for (*,G)
     * @param assertTime Assert_Time, how long a loser believes the winner
     * @param overrideInterval Assert_Override_Interval, how much earlier the winner repeats its Assert
     */
    record Rules(boolean rpt, Duration assertTime, Duration overrideInterval) {}

    /** What happens to the Assert state of an interface. */
    sealed interface Event {

        /**
         * An Assert or, if its metric is infinite, an AssertCancel.
         *
         * @param metric as it says, with the address it came from
         * @param mine my_assert_metric(S,G,I), or that of (*,G) with the RPT bit; infinite if this router could not
         *     assert
         * @param stake now
         */
        record AssertReceived(AssertMetric metric, AssertMetric mine, Stake stake) implements Event {}

        /**
         * A packet has come in on this outgoing interface.
         *
         * @param stake now
         */
        record DataArrived(Stake stake) implements Event {}

        /** {@link #due} may have come. */
        record TimerDue() implements Event {}

        /**
         * CouldAssert(I) or AssertTrackingDesired(I) may have changed.
         *
         * @param stake now
         */
        record StakeChanged(Stake stake) implements Event {}

        /**
         * my_assert_metric may have changed.
         *
         * @param mine now
         */
        record MetricChanged(AssertMetric mine) implements Event {}

        /** The winner has restarted (its Generation ID has changed), or is no neighbour any more. */
        record WinnerLost() implements Event {}

        /** The interface was the one toward the source or the RP, and is so no more. */
        record RpfInterfaceMoved() implements Event {}

        /** A Join(S,G) or Join(*,G) whose upstream neighbour is this router. */
        record JoinReceived() implements Event {}
    }

    /** What the shell does after a step; in brackets the actions of the RFC. */
    enum Action {
        NONE,
        /** [A1, A3] */
        SEND_ASSERT,
        /** [A4] */
        SEND_ASSERT_CANCEL,
        /** [A2] The state has another winner, another metric of it, or a new timer. */
        FOLLOW_WINNER,
        /** [A6] As A2; and set SPTbit(S,G) if the interface is toward the source and (S,G) is joined upstream. */
        FOLLOW_FIRST_WINNER,
        /** [A5] */
        FORGET_WINNER
    }

    /** Result of one event. */
    record Step(AssertState next, Action action) {}

    /** A state and what happens to it. */
    record Cell(AssertState state, Event event) {}

    // CHECKSTYLE.SUPPRESS: MethodLength: the tables of RFC 7761, sections 4.6.1 and 4.6.2
    static Step step(AssertState state, Event event, Rules rules, Tick now) {
        return switch (new Cell(state, event)) {
            // (*,G) is not concerned with messages of the sources' trees
            case Cell(_, AssertReceived(var metric, _, _)) when rules.rpt() && !metric.rpt() -> go(state);

            case Cell(NoInfo _, AssertReceived heard)
            when heard.stake() == Stake.COULD_ASSERT && isInferior(heard) -> win(rules, now);
            case Cell(NoInfo _, AssertReceived heard)
            when heard.stake() != Stake.NONE && isAcceptable(heard, rules) ->
                follow(heard, rules, rules.rpt() ? Action.FOLLOW_WINNER : Action.FOLLOW_FIRST_WINNER, now);
            case Cell(NoInfo _, AssertReceived _) -> go(state);
            case Cell(NoInfo _, DataArrived(var stake)) when stake == Stake.COULD_ASSERT -> win(rules, now);
            case Cell(NoInfo _, DataArrived _) -> go(state);
            case Cell(NoInfo _, TimerDue _) -> go(state);
            case Cell(NoInfo _, StakeChanged _) -> go(state);
            case Cell(NoInfo _, MetricChanged _) -> go(state);
            case Cell(NoInfo _, WinnerLost _) -> go(state);
            case Cell(NoInfo _, RpfInterfaceMoved _) -> go(state);
            case Cell(NoInfo _, JoinReceived _) -> go(state);

            case Cell(Winner _, AssertReceived heard) when isInferior(heard) -> win(rules, now);
            case Cell(Winner _, AssertReceived heard)
            when isAcceptable(heard, rules) -> follow(heard, rules, Action.FOLLOW_WINNER, now);
            case Cell(Winner _, AssertReceived _) -> go(state);
            case Cell(Winner _, DataArrived _) -> go(state);
            case Cell(Winner(var at), TimerDue _) when now.reached(at) -> win(rules, now);
            case Cell(Winner _, TimerDue _) -> go(state);
            case Cell(Winner _, StakeChanged(var stake))
            when stake != Stake.COULD_ASSERT -> new Step(new NoInfo(), Action.SEND_ASSERT_CANCEL);
            case Cell(Winner _, StakeChanged _) -> go(state);
            case Cell(Winner _, MetricChanged _) -> go(state);
            case Cell(Winner _, WinnerLost _) -> go(state);
            case Cell(Winner _, RpfInterfaceMoved _) -> go(state);
            case Cell(Winner _, JoinReceived _) -> go(state);

            case Cell(Loser loser, AssertReceived heard)
            when heard.metric().isBetterThan(loser.winnerMetric()) -> follow(heard, rules, Action.FOLLOW_WINNER, now);
            case Cell(Loser loser, AssertReceived heard)
            when isFrom(loser, heard) && isAcceptable(heard, rules) -> follow(heard, rules, Action.FOLLOW_WINNER, now);
            case Cell(Loser loser, AssertReceived heard)
            when isFrom(loser, heard) && (isInferior(heard) || heard.metric().isInfinite()) -> forget();
            case Cell(Loser _, AssertReceived _) -> go(state);
            case Cell(Loser _, DataArrived _) -> go(state);
            case Cell(Loser(var at, _, _), TimerDue _) when now.reached(at) -> forget();
            case Cell(Loser _, TimerDue _) -> go(state);
            case Cell(Loser _, StakeChanged(var stake)) when stake == Stake.NONE -> forget();
            case Cell(Loser _, StakeChanged _) -> go(state);
            case Cell(Loser loser, MetricChanged(var mine)) when mine.isBetterThan(loser.winnerMetric()) -> forget();
            case Cell(Loser _, MetricChanged _) -> go(state);
            case Cell(Loser _, WinnerLost _) -> forget();
            case Cell(Loser _, RpfInterfaceMoved _) -> forget();
            case Cell(Loser _, JoinReceived _) -> forget();
        };
    }

    /** When this state next wants {@link Event.TimerDue}; empty while it waits for nothing. */
    default Optional<Tick> due() {
        return switch (this) {
            case NoInfo() -> Optional.empty();
            case Winner(var timer) -> Optional.of(timer);
            case Loser(var timer, _, _) -> Optional.of(timer);
        };
    }

    /** Worse than what this router could say. */
    private static boolean isInferior(AssertReceived heard) {
        return !heard.mine().isInfinite() && heard.mine().isBetterThan(heard.metric());
    }

    /** Better than what this router could say, and about the same tree. */
    private static boolean isAcceptable(AssertReceived heard, Rules rules) {
        return heard.metric().rpt() == rules.rpt()
                && !heard.metric().isInfinite()
                && heard.metric().isBetterThan(heard.mine());
    }

    private static boolean isFrom(Loser loser, AssertReceived heard) {
        return heard.metric().address().equals(loser.winner());
    }

    private static Step win(Rules rules, Tick now) {
        Tick repeat = now.plus(rules.assertTime().minus(rules.overrideInterval()));
        return new Step(new Winner(repeat), Action.SEND_ASSERT);
    }

    private static Step follow(AssertReceived heard, Rules rules, Action action, Tick now) {
        AssertMetric metric = heard.metric();
        return new Step(new Loser(now.plus(rules.assertTime()), metric.address(), metric), action);
    }

    private static Step forget() {
        return new Step(new NoInfo(), Action.FORGET_WINNER);
    }

    private static Step go(AssertState next) {
        return new Step(next, Action.NONE);
    }
}
