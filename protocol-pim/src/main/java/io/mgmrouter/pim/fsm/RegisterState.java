package io.mgmrouter.pim.fsm;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.fsm.RegisterState.Event.CouldRegister;
import io.mgmrouter.pim.fsm.RegisterState.Event.RegisterStopReceived;
import io.mgmrouter.pim.fsm.RegisterState.Event.RpChanged;
import io.mgmrouter.pim.fsm.RegisterState.Event.TimerDue;
import java.time.Duration;
import java.util.Optional;

/**
 * Whether the designated router beside a source sends its packets to the RP in Register messages (RFC 7761, section
 * 4.4.1).
 */
public sealed interface RegisterState {

    /** Not the designated router of the source, or it does not send. */
    record NoInfo() implements RegisterState {}

    /** The register tunnel is part of the outgoing interfaces. */
    record Join() implements RegisterState {}

    /**
     * The RP was asked by a Null-Register whether it still wants none.
     *
     * @param stop the Register-Stop Timer
     */
    record JoinPending(Tick stop) implements RegisterState {}

    /**
     * The RP wants none.
     *
     * @param stop the Register-Stop Timer
     */
    record Prune(Tick stop) implements RegisterState {}

    /** What happens to the registering of a source. Random times are drawn by the caller. */
    sealed interface Event {

        /**
         * CouldRegister(S,G) may have changed.
         *
         * @param could what it is now
         */
        record CouldRegister(boolean could) implements Event {}

        /**
         * The RP has sent a Register-Stop.
         *
         * @param suppression between half and one and a half of Register_Suppression_Time, at random, less
         *     Register_Probe_Time
         */
        record RegisterStopReceived(Duration suppression) implements Event {}

        /** The group has another RP. */
        record RpChanged() implements Event {}

        /**
         * {@link #due} may have come.
         *
         * @param probeTime Register_Probe_Time
         */
        record TimerDue(Duration probeTime) implements Event {}
    }

    /** What the shell does after a step. */
    enum Action {
        NONE,
        ADD_TUNNEL,
        REMOVE_TUNNEL,
        /** Let the tunnel lead to the new RP. */
        UPDATE_TUNNEL,
        SEND_NULL_REGISTER
    }

    /** Result of one event. */
    record Step(RegisterState next, Action action) {}

    /** A state and what happens to it. */
    record Cell(RegisterState state, Event event) {}

    static Step step(RegisterState state, Event event, Tick now) {
        return switch (new Cell(state, event)) {
            case Cell(NoInfo _, CouldRegister(var could)) when could -> new Step(new Join(), Action.ADD_TUNNEL);
            case Cell(NoInfo _, CouldRegister _) -> go(state);
            case Cell(NoInfo _, RegisterStopReceived _) -> go(state);
            case Cell(NoInfo _, RpChanged _) -> go(state);
            case Cell(NoInfo _, TimerDue _) -> go(state);

            case Cell(Join _, CouldRegister(var could)) when !could -> new Step(new NoInfo(), Action.REMOVE_TUNNEL);
            case Cell(Join _, CouldRegister _) -> go(state);
            case Cell(Join _, RegisterStopReceived(var suppression)) ->
                new Step(new Prune(now.plus(suppression)), Action.REMOVE_TUNNEL);
            case Cell(Join _, RpChanged _) -> new Step(state, Action.UPDATE_TUNNEL);
            case Cell(Join _, TimerDue _) -> go(state);

            case Cell(JoinPending _, CouldRegister(var could)) when !could -> go(new NoInfo());
            case Cell(JoinPending _, CouldRegister _) -> go(state);
            case Cell(JoinPending _, RegisterStopReceived(var suppression)) -> go(new Prune(now.plus(suppression)));
            case Cell(JoinPending _, RpChanged _) -> new Step(new Join(), Action.ADD_TUNNEL);
            case Cell(JoinPending(var stop), TimerDue _)
            when now.reached(stop) -> new Step(new Join(), Action.ADD_TUNNEL);
            case Cell(JoinPending _, TimerDue _) -> go(state);

            case Cell(Prune _, CouldRegister(var could)) when !could -> go(new NoInfo());
            case Cell(Prune _, CouldRegister _) -> go(state);
            case Cell(Prune _, RegisterStopReceived _) -> go(state);
            case Cell(Prune _, RpChanged _) -> new Step(new Join(), Action.ADD_TUNNEL);
            case Cell(Prune(var stop), TimerDue(var probeTime))
            when now.reached(stop) -> new Step(new JoinPending(now.plus(probeTime)), Action.SEND_NULL_REGISTER);
            case Cell(Prune _, TimerDue _) -> go(state);
        };
    }

    /** When this state next wants {@link Event.TimerDue}; empty while it waits for nothing. */
    default Optional<Tick> due() {
        return switch (this) {
            case NoInfo() -> Optional.empty();
            case Join() -> Optional.empty();
            case JoinPending(var stop) -> Optional.of(stop);
            case Prune(var stop) -> Optional.of(stop);
        };
    }

    /** True while packets go through the register tunnel. */
    default boolean registering() {
        return this instanceof Join;
    }

    private static Step go(RegisterState next) {
        return new Step(next, Action.NONE);
    }
}
