package io.mgmrouter.pim.fsm;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.fsm.UpstreamState.Event.JoinDesiredBecameFalse;
import io.mgmrouter.pim.fsm.UpstreamState.Event.JoinDesiredBecameTrue;
import io.mgmrouter.pim.fsm.UpstreamState.Event.JoinSeen;
import io.mgmrouter.pim.fsm.UpstreamState.Event.NeighborRestarted;
import io.mgmrouter.pim.fsm.UpstreamState.Event.PruneSeen;
import io.mgmrouter.pim.fsm.UpstreamState.Event.RpfNeighborChanged;
import io.mgmrouter.pim.fsm.UpstreamState.Event.RpfNeighborChangedByAssert;
import io.mgmrouter.pim.fsm.UpstreamState.Event.TimerDue;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether this router has joined toward the RP or the source: the upstream state of (*,G) and of (S,G), whose tables
 * are the same (RFC 7761, sections 4.5.4 and 4.5.5). "RPF neighbour" is RPF'(*,G) or RPF'(S,G).
 */
public sealed interface UpstreamState {

    /** Nothing is asked for. */
    record NotJoined() implements UpstreamState {}

    /**
     * The traffic is asked for.
     *
     * @param nextJoin the Join Timer (JT)
     */
    record Joined(Tick nextJoin) implements UpstreamState {}

    /** What happens to the upstream state. Random times are drawn by the caller. */
    sealed interface Event {

        /**
         * JoinDesired has become true.
         *
         * @param period t_periodic
         */
        record JoinDesiredBecameTrue(Duration period) implements Event {}

        /** JoinDesired has become false. */
        record JoinDesiredBecameFalse() implements Event {}

        /**
         * {@link #due} may have come.
         *
         * @param period t_periodic
         */
        record TimerDue(Duration period) implements Event {}

        /**
         * Another router has sent the same Join to the RPF neighbour.
         *
         * @param suppress t_joinsuppress: the lesser of t_suppressed and the holdtime of the message
         */
        record JoinSeen(Duration suppress) implements Event {}

        /**
         * Another router has sent a Prune to the RPF neighbour that takes this router's traffic too: Prune(*,G) for
         * (*,G); Prune(S,G), Prune(S,G,rpt) or Prune(*,G) for (S,G).
         *
         * @param override t_override
         */
        record PruneSeen(Duration override) implements Event {}

        /**
         * An Assert has named another RPF neighbour, or its end has brought back the former one.
         *
         * @param override t_override
         */
        record RpfNeighborChangedByAssert(Duration override) implements Event {}

        /**
         * The route has another next hop, or that has another address.
         *
         * @param period t_periodic
         */
        record RpfNeighborChanged(Duration period) implements Event {}

        /**
         * The Generation ID of the RPF neighbour has changed: it has forgotten what it was asked for.
         *
         * @param override t_override
         */
        record NeighborRestarted(Duration override) implements Event {}
    }

    /** What the shell does after a step. */
    enum Action {
        NONE,
        SEND_JOIN,
        SEND_PRUNE,
        /** Send a Join to the new RPF neighbour and a Prune to the former one. */
        SEND_JOIN_NEW_PRUNE_OLD
    }

    /** Result of one event. */
    record Step(UpstreamState next, Action action) {}

    /** A state and what happens to it. */
    record Cell(UpstreamState state, Event event) {}

    static Step step(UpstreamState state, Event event, Tick now) {
        return switch (new Cell(state, event)) {
            case Cell(NotJoined _, JoinDesiredBecameTrue(var period)) ->
                new Step(new Joined(now.plus(period)), Action.SEND_JOIN);
            case Cell(NotJoined _, JoinDesiredBecameFalse _) -> go(state);
            case Cell(NotJoined _, TimerDue _) -> go(state);
            case Cell(NotJoined _, JoinSeen _) -> go(state);
            case Cell(NotJoined _, PruneSeen _) -> go(state);
            case Cell(NotJoined _, RpfNeighborChangedByAssert _) -> go(state);
            case Cell(NotJoined _, RpfNeighborChanged _) -> go(state);
            case Cell(NotJoined _, NeighborRestarted _) -> go(state);

            case Cell(Joined _, JoinDesiredBecameTrue _) -> go(state);
            case Cell(Joined _, JoinDesiredBecameFalse _) -> new Step(new NotJoined(), Action.SEND_PRUNE);
            case Cell(Joined(var jt), TimerDue(var period))
            when now.reached(jt) -> new Step(new Joined(now.plus(period)), Action.SEND_JOIN);
            case Cell(Joined _, TimerDue _) -> go(state);
            case Cell(Joined(var jt), JoinSeen(var suppress)) -> go(new Joined(jt.later(now.plus(suppress))));
            case Cell(Joined(var jt), PruneSeen(var override)) -> go(new Joined(jt.earlier(now.plus(override))));
            case Cell(Joined(var jt), RpfNeighborChangedByAssert(var override)) ->
                go(new Joined(jt.earlier(now.plus(override))));
            case Cell(Joined _, RpfNeighborChanged(var period)) ->
                new Step(new Joined(now.plus(period)), Action.SEND_JOIN_NEW_PRUNE_OLD);
            case Cell(Joined(var jt), NeighborRestarted(var override)) ->
                go(new Joined(jt.earlier(now.plus(override))));
        };
    }

    /** When this state next wants {@link Event.TimerDue}; empty while it waits for nothing. */
    default Optional<Tick> due() {
        return switch (this) {
            case NotJoined() -> Optional.empty();
            case Joined(var nextJoin) -> Optional.of(nextJoin);
        };
    }

    /** True if this router has joined. */
    default boolean joined() {
        return this instanceof Joined;
    }

    private static Step go(UpstreamState next) {
        return new Step(next, Action.NONE);
    }
}
