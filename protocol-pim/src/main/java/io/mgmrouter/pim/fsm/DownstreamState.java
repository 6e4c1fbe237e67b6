package io.mgmrouter.pim.fsm;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.fsm.DownstreamState.Event.JoinReceived;
import io.mgmrouter.pim.fsm.DownstreamState.Event.PruneReceived;
import io.mgmrouter.pim.fsm.DownstreamState.Event.TimerDue;
import java.time.Duration;
import java.util.Optional;

/**
 * What the routers on one interface have joined: the per-interface state of (*,G) and of (S,G), whose tables are the
 * same (RFC 7761, sections 4.5.1 and 4.5.2). Only messages whose upstream neighbour is this router are events here.
 */
public sealed interface DownstreamState {

    /** Nobody has joined. */
    record NoInfo() implements DownstreamState {}

    /**
     * Somebody has joined.
     *
     * @param expiry the Expiry Timer (ET)
     */
    record Join(Tick expiry) implements DownstreamState {}

    /**
     * One has pruned, and others may still override; the traffic goes on.
     *
     * @param expiry the Expiry Timer (ET)
     * @param prunePending the Prune-Pending Timer (PPT)
     */
    record PrunePending(Tick expiry, Tick prunePending) implements DownstreamState {}

    /** What happens to the state of an interface. */
    sealed interface Event {

        /**
         * A Join.
         *
         * @param holdtime of its message
         */
        record JoinReceived(Duration holdtime) implements Event {}

        /**
         * A Prune.
         *
         * @param overrideWait J/P_Override_Interval(I); zero if there is one neighbour only, whom nobody can override
         */
        record PruneReceived(Duration overrideWait) implements Event {}

        /** {@link #due} may have come. */
        record TimerDue() implements Event {}
    }

    /** What the shell does after a step. */
    enum Action {
        NONE,
        /** Send the Prune to oneself, for those whose Join was lost to join again. */
        SEND_PRUNE_ECHO
    }

    /** Result of one event. */
    record Step(DownstreamState next, Action action) {}

    /** A state and what happens to it. */
    record Cell(DownstreamState state, Event event) {}

    static Step step(DownstreamState state, Event event, Tick now) {
        return switch (new Cell(state, event)) {
            case Cell(NoInfo _, JoinReceived(var holdtime)) -> go(new Join(now.plus(holdtime)));
            case Cell(NoInfo _, PruneReceived _) -> go(state);
            case Cell(NoInfo _, TimerDue _) -> go(state);

            case Cell(Join(var et), JoinReceived(var holdtime)) -> go(new Join(et.later(now.plus(holdtime))));
            case Cell(Join _, PruneReceived(var wait)) when wait.isZero() -> go(new NoInfo());
            case Cell(Join(var et), PruneReceived(var wait)) -> go(new PrunePending(et, now.plus(wait)));
            case Cell(Join(var et), TimerDue _) when now.reached(et) -> go(new NoInfo());
            case Cell(Join _, TimerDue _) -> go(state);

            case Cell(PrunePending(var et, _), JoinReceived(var holdtime)) ->
                go(new Join(et.later(now.plus(holdtime))));
            case Cell(PrunePending _, PruneReceived _) -> go(state);
            case Cell(PrunePending(var et, var ppt), TimerDue _)
            when now.reached(ppt) && et.reached(ppt) -> new Step(new NoInfo(), Action.SEND_PRUNE_ECHO);
            case Cell(PrunePending(var et, _), TimerDue _) when now.reached(et) -> go(new NoInfo());
            case Cell(PrunePending _, TimerDue _) -> go(state);
        };
    }

    /** When this state next wants {@link Event.TimerDue}; empty while it waits for nothing. */
    default Optional<Tick> due() {
        return switch (this) {
            case NoInfo() -> Optional.empty();
            case Join(var expiry) -> Optional.of(expiry);
            case PrunePending(var expiry, var prunePending) -> Optional.of(prunePending.earlier(expiry));
        };
    }

    /** True if the interface is in joins(*,G) or joins(S,G) (section 4.1.6). */
    default boolean joined() {
        return !(this instanceof NoInfo);
    }

    private static Step go(DownstreamState next) {
        return new Step(next, Action.NONE);
    }
}
