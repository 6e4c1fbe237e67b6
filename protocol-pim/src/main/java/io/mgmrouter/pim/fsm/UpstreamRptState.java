package io.mgmrouter.pim.fsm;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.fsm.UpstreamRptState.Event.InheritedOlistBecameNonNull;
import io.mgmrouter.pim.fsm.UpstreamRptState.Event.JoinRptSeen;
import io.mgmrouter.pim.fsm.UpstreamRptState.Event.PruneDesiredBecameFalse;
import io.mgmrouter.pim.fsm.UpstreamRptState.Event.PruneDesiredBecameTrue;
import io.mgmrouter.pim.fsm.UpstreamRptState.Event.PruneSeen;
import io.mgmrouter.pim.fsm.UpstreamRptState.Event.RpfNeighborBecameSharedTrees;
import io.mgmrouter.pim.fsm.UpstreamRptState.Event.RptJoinDesiredBecameFalse;
import io.mgmrouter.pim.fsm.UpstreamRptState.Event.TimerDue;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether this router has pruned a source off the shared tree: the upstream (S,G,rpt) state and its triggered messages
 * (RFC 7761, section 4.5.7). The periodic ones of section 4.5.6 ride with Join(*,G).
 */
public sealed interface UpstreamRptState {

    /** This router is not on the shared tree, or nobody behind it wants the source from there: RPTNotJoined(G). */
    record RptNotJoined() implements UpstreamRptState {}

    /** On the shared tree without this source. */
    record Pruned() implements UpstreamRptState {}

    /**
     * On the shared tree with this source.
     *
     * @param override the Override Timer (OT); empty while it does not run
     */
    record NotPruned(Optional<Tick> override) implements UpstreamRptState {}

    /** What happens to the upstream state. Random times are drawn by the caller. */
    sealed interface Event {

        /** PruneDesired(S,G,rpt) has become true. */
        record PruneDesiredBecameTrue() implements Event {}

        /** PruneDesired(S,G,rpt) has become false, while RPTJoinDesired(G) is true. */
        record PruneDesiredBecameFalse() implements Event {}

        /** RPTJoinDesired(G) has become false. */
        record RptJoinDesiredBecameFalse() implements Event {}

        /** inherited_olist(S,G,rpt) has become non-empty. */
        record InheritedOlistBecameNonNull() implements Event {}

        /**
         * Another router has sent Prune(S,G,rpt) or Prune(S,G) to RPF'(S,G,rpt).
         *
         * @param override t_override
         */
        record PruneSeen(Duration override) implements Event {}

        /** Another router has sent Join(S,G,rpt) to RPF'(S,G,rpt). */
        record JoinRptSeen() implements Event {}

        /**
         * RPF'(S,G,rpt) has become that of (*,G), after the end of an Assert.
         *
         * @param override t_override
         */
        record RpfNeighborBecameSharedTrees(Duration override) implements Event {}

        /** {@link #due} may have come. */
        record TimerDue() implements Event {}
    }

    /** What the shell does after a step, to RPF'(S,G,rpt). */
    enum Action {
        NONE,
        SEND_PRUNE_RPT,
        SEND_JOIN_RPT
    }

    /** Result of one event. */
    record Step(UpstreamRptState next, Action action) {}

    /** A state and what happens to it. */
    record Cell(UpstreamRptState state, Event event) {}

    static Step step(UpstreamRptState state, Event event, Tick now) {
        return switch (new Cell(state, event)) {
            // no message: the Join(*,G) that puts this router on the shared tree carries the Prune(S,G,rpt)
            case Cell(RptNotJoined _, PruneDesiredBecameTrue _) -> go(new Pruned());
            case Cell(RptNotJoined _, PruneDesiredBecameFalse _) -> go(state);
            case Cell(RptNotJoined _, RptJoinDesiredBecameFalse _) -> go(state);
            case Cell(RptNotJoined _, InheritedOlistBecameNonNull _) -> go(new NotPruned(Optional.empty()));
            case Cell(RptNotJoined _, PruneSeen _) -> go(state);
            case Cell(RptNotJoined _, JoinRptSeen _) -> go(state);
            case Cell(RptNotJoined _, RpfNeighborBecameSharedTrees _) -> go(state);
            case Cell(RptNotJoined _, TimerDue _) -> go(state);

            case Cell(Pruned _, PruneDesiredBecameTrue _) -> go(state);
            case Cell(Pruned _, PruneDesiredBecameFalse _) ->
                new Step(new NotPruned(Optional.empty()), Action.SEND_JOIN_RPT);
            case Cell(Pruned _, RptJoinDesiredBecameFalse _) -> go(new RptNotJoined());
            case Cell(Pruned _, InheritedOlistBecameNonNull _) -> go(state);
            case Cell(Pruned _, PruneSeen _) -> go(state);
            case Cell(Pruned _, JoinRptSeen _) -> go(state);
            case Cell(Pruned _, RpfNeighborBecameSharedTrees _) -> go(state);
            case Cell(Pruned _, TimerDue _) -> go(state);

            case Cell(NotPruned _, PruneDesiredBecameTrue _) -> new Step(new Pruned(), Action.SEND_PRUNE_RPT);
            case Cell(NotPruned _, PruneDesiredBecameFalse _) -> go(state);
            case Cell(NotPruned _, RptJoinDesiredBecameFalse _) -> go(new RptNotJoined());
            case Cell(NotPruned _, InheritedOlistBecameNonNull _) -> go(state);
            case Cell(NotPruned(var ot), PruneSeen(var override)) -> go(overriding(ot, now.plus(override)));
            case Cell(NotPruned _, JoinRptSeen _) -> go(new NotPruned(Optional.empty()));
            case Cell(NotPruned(var ot), RpfNeighborBecameSharedTrees(var override)) ->
                go(overriding(ot, now.plus(override)));
            case Cell(NotPruned(var ot), TimerDue _)
            when ot.filter(now::reached).isPresent() -> new Step(new NotPruned(Optional.empty()), Action.SEND_JOIN_RPT);
            case Cell(NotPruned _, TimerDue _) -> go(state);
        };
    }

    /** When this state next wants {@link Event.TimerDue}; empty while it waits for nothing. */
    default Optional<Tick> due() {
        return this instanceof NotPruned(var override) ? override : Optional.empty();
    }

    /** OT = min(OT, t_override). */
    private static NotPruned overriding(Optional<Tick> running, Tick override) {
        return new NotPruned(Optional.of(running.map(override::earlier).orElse(override)));
    }

    private static Step go(UpstreamRptState next) {
        return new Step(next, Action.NONE);
    }
}
