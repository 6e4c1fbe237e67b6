package io.mgmrouter.pim.fsm;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.fsm.HelloState.Event.MessageWanted;
import io.mgmrouter.pim.fsm.HelloState.Event.NeighborAppeared;
import io.mgmrouter.pim.fsm.HelloState.Event.OptionsChanged;
import io.mgmrouter.pim.fsm.HelloState.Event.TimerDue;
import java.time.Duration;

/**
 * When Hellos go out of an interface (RFC 7761, section 4.3.1). The first one comes after a random part of
 * Triggered_Hello_Delay ({@link #start}); so does one for a neighbour that cannot have heard any, and that does not
 * move the periodic ones. Nobody takes a Join/Prune or Assert from a router it has not heard a Hello of: so one goes
 * ahead.
 */
public sealed interface HelloState {

    /**
     * No Hello has been sent yet from this address.
     *
     * @param first the Hello Timer (HT)
     */
    record Starting(Tick first) implements HelloState {}

    /**
     * All neighbours have been sent a Hello.
     *
     * @param next the Hello Timer (HT)
     */
    record Periodic(Tick next) implements HelloState {}

    /**
     * A neighbour has appeared or restarted since the last Hello.
     *
     * @param next the Hello Timer (HT)
     * @param triggered when the Hello for that neighbour goes out
     */
    record Triggered(Tick next, Tick triggered) implements HelloState {}

    /** What happens on the interface. */
    sealed interface Event {

        /**
         * A neighbour is new, or its Generation ID is.
         *
         * @param delay a random time, zero to Triggered_Hello_Delay
         */
        record NeighborAppeared(Duration delay) implements Event {}

        /** A Join/Prune or Assert is about to be sent. */
        record MessageWanted() implements Event {}

        /** What Hellos say has changed; {@code period} of this step is the new one. */
        record OptionsChanged() implements Event {}

        /** {@link #due} may have come. */
        record TimerDue() implements Event {}
    }

    /** What the shell does after a step. */
    enum Action {
        NONE,
        SEND_HELLO
    }

    /** Result of one event. */
    record Step(HelloState next, Action action) {}

    /** A state and what happens to it. */
    record Cell(HelloState state, Event event) {}

    /**
     * The interface has come up.
     *
     * @param delay a random time, zero to Triggered_Hello_Delay
     */
    static HelloState start(Duration delay, Tick now) {
        return new Starting(now.plus(delay));
    }

    /**
     * @param period Hello_Period
     */
    static Step step(HelloState state, Event event, Duration period, Tick now) {
        return switch (new Cell(state, event)) {
            case Cell(Starting(var first), NeighborAppeared(var delay)) ->
                go(new Starting(first.earlier(now.plus(delay))));
            case Cell(Starting _, MessageWanted _) -> hello(now.plus(period));
            case Cell(Starting _, OptionsChanged _) -> go(state);
            case Cell(Starting(var first), TimerDue _) when now.reached(first) -> hello(now.plus(period));
            case Cell(Starting _, TimerDue _) -> go(state);

            case Cell(Periodic(var next), NeighborAppeared(var delay)) -> go(new Triggered(next, now.plus(delay)));
            case Cell(Periodic _, MessageWanted _) -> go(state);
            case Cell(Periodic _, OptionsChanged _) -> hello(now.plus(period));
            case Cell(Periodic(var next), TimerDue _) when now.reached(next) -> hello(now.plus(period));
            case Cell(Periodic _, TimerDue _) -> go(state);

            case Cell(Triggered(var next, var triggered), NeighborAppeared(var delay)) ->
                go(new Triggered(next, triggered.earlier(now.plus(delay))));
            case Cell(Triggered(var next, _), MessageWanted _) -> hello(next);
            case Cell(Triggered _, OptionsChanged _) -> hello(now.plus(period));
            case Cell(Triggered(var next, _), TimerDue _) when now.reached(next) -> hello(now.plus(period));
            case Cell(Triggered(var next, var triggered), TimerDue _) when now.reached(triggered) -> hello(next);
            case Cell(Triggered _, TimerDue _) -> go(state);
        };
    }

    /** When this state next wants {@link Event.TimerDue}. */
    default Tick due() {
        return switch (this) {
            case Starting(var first) -> first;
            case Periodic(var next) -> next;
            case Triggered(var next, var triggered) -> triggered.earlier(next);
        };
    }

    private static Step hello(Tick next) {
        return new Step(new Periodic(next), Action.SEND_HELLO);
    }

    private static Step go(HelloState next) {
        return new Step(next, Action.NONE);
    }
}
