package io.mgmrouter.pim.fsm;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.fsm.DownstreamRptState.Event.EndOfMessage;
import io.mgmrouter.pim.fsm.DownstreamRptState.Event.JoinRptReceived;
import io.mgmrouter.pim.fsm.DownstreamRptState.Event.PruneRptReceived;
import io.mgmrouter.pim.fsm.DownstreamRptState.Event.StarGJoinReceived;
import io.mgmrouter.pim.fsm.DownstreamRptState.Event.TimerDue;
import java.time.Duration;
import java.util.Optional;

/**
 * Which source the routers on one interface do not want from the shared tree: the per-interface (S,G,rpt) state (RFC
 * 7761, section 4.5.3). A Join(*,G) ends all such prunes but those its message repeats, so the message's end is an
 * event too. Only messages whose upstream neighbour is this router are events here.
 */
public sealed interface DownstreamRptState {

    /** Nobody has pruned the source. */
    record NoInfo() implements DownstreamRptState {}

    /**
     * The source is pruned off the shared tree.
     *
     * @param expiry the Expiry Timer (ET)
     */
    record Prune(Tick expiry) implements DownstreamRptState {}

    /**
     * One has pruned, and others may still override; the traffic goes on.
     *
     * @param expiry the Expiry Timer (ET)
     * @param prunePending the Prune-Pending Timer (PPT)
     */
    record PrunePending(Tick expiry, Tick prunePending) implements DownstreamRptState {}

    /**
     * {@link Prune}, while the rest of a message with a Join(*,G) is looked through.
     *
     * @param expiry the Expiry Timer (ET)
     */
    record PruneTmp(Tick expiry) implements DownstreamRptState {}

    /**
     * {@link PrunePending}, while the rest of a message with a Join(*,G) is looked through.
     *
     * @param expiry the Expiry Timer (ET)
     * @param prunePending the Prune-Pending Timer (PPT)
     */
    record PrunePendingTmp(Tick expiry, Tick prunePending) implements DownstreamRptState {}

    /** What happens to the state of an interface. */
    sealed interface Event {

        /** A Join(*,G); the rest of its message follows. */
        record StarGJoinReceived() implements Event {}

        /** A Join(S,G,rpt). */
        record JoinRptReceived() implements Event {}

        /**
         * A Prune(S,G,rpt).
         *
         * @param holdtime of its message
         * @param overrideWait J/P_Override_Interval(I); zero if there is one neighbour only, whom nobody can override
         */
        record PruneRptReceived(Duration holdtime, Duration overrideWait) implements Event {}

        /** The message has been looked through. */
        record EndOfMessage() implements Event {}

        /** {@link #due} may have come. */
        record TimerDue() implements Event {}
    }

    /** A state and what happens to it. */
    record Cell(DownstreamRptState state, Event event) {}

    /** The state after {@code event}; this machine asks nothing of the shell. */
    // CHECKSTYLE.SUPPRESS: MethodLength: the table of RFC 7761, section 4.5.3
    static DownstreamRptState step(DownstreamRptState state, Event event, Tick now) {
        return switch (new Cell(state, event)) {
            case Cell(NoInfo _, StarGJoinReceived _) -> state;
            case Cell(NoInfo _, JoinRptReceived _) -> state;
            case Cell(NoInfo _, PruneRptReceived(var holdtime, var wait))
            when wait.isZero() -> new Prune(now.plus(holdtime));
            case Cell(NoInfo _, PruneRptReceived(var holdtime, var wait)) ->
                new PrunePending(now.plus(holdtime), now.plus(wait));
            case Cell(NoInfo _, EndOfMessage _) -> state;
            case Cell(NoInfo _, TimerDue _) -> state;

            case Cell(Prune(var et), StarGJoinReceived _) -> new PruneTmp(et);
            case Cell(Prune _, JoinRptReceived _) -> new NoInfo();
            case Cell(Prune(var et), PruneRptReceived(var holdtime, _)) -> new Prune(et.later(now.plus(holdtime)));
            case Cell(Prune _, EndOfMessage _) -> state;
            case Cell(Prune(var et), TimerDue _) when now.reached(et) -> new NoInfo();
            case Cell(Prune _, TimerDue _) -> state;

            case Cell(PrunePending(var et, var ppt), StarGJoinReceived _) -> new PrunePendingTmp(et, ppt);
            case Cell(PrunePending _, JoinRptReceived _) -> new NoInfo();
            case Cell(PrunePending _, PruneRptReceived _) -> state;
            case Cell(PrunePending _, EndOfMessage _) -> state;
            case Cell(PrunePending(var et, _), TimerDue _) when now.reached(et) -> new NoInfo();
            case Cell(PrunePending(var et, var ppt), TimerDue _) when now.reached(ppt) -> new Prune(et);
            case Cell(PrunePending _, TimerDue _) -> state;

            case Cell(PruneTmp _, StarGJoinReceived _) -> state;
            case Cell(PruneTmp _, JoinRptReceived _) -> state;
            case Cell(PruneTmp(var et), PruneRptReceived(var holdtime, _)) ->
                new Prune(et.later(now.plus(holdtime)));
            case Cell(PruneTmp _, EndOfMessage _) -> new NoInfo();
            case Cell(PruneTmp _, TimerDue _) -> state;

            case Cell(PrunePendingTmp _, StarGJoinReceived _) -> state;
            case Cell(PrunePendingTmp _, JoinRptReceived _) -> state;
            case Cell(PrunePendingTmp(var et, var ppt), PruneRptReceived(var holdtime, _)) ->
                new PrunePending(et.later(now.plus(holdtime)), ppt);
            case Cell(PrunePendingTmp _, EndOfMessage _) -> new NoInfo();
            case Cell(PrunePendingTmp _, TimerDue _) -> state;
        };
    }

    /** When this state next wants {@link Event.TimerDue}; empty while it waits for nothing but a message's end. */
    default Optional<Tick> due() {
        return switch (this) {
            case NoInfo() -> Optional.empty();
            case Prune(var expiry) -> Optional.of(expiry);
            case PrunePending(var expiry, var prunePending) -> Optional.of(prunePending.earlier(expiry));
            case PruneTmp _ -> Optional.empty();
            case PrunePendingTmp _ -> Optional.empty();
        };
    }

    /** True if the interface is in prunes(S,G,rpt) (section 4.1.6). */
    default boolean pruned() {
        return this instanceof Prune || this instanceof PruneTmp;
    }
}
