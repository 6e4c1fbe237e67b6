package io.mgmrouter.pim.fsm;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.fsm.NeighborState.Event.DeclaredDead;
import io.mgmrouter.pim.fsm.NeighborState.Event.HelloReceived;
import io.mgmrouter.pim.fsm.NeighborState.Event.TimerDue;
import java.time.Duration;
import java.util.Optional;

/** What is known of a router on the link, from its Hellos (RFC 7761, sections 4.3.1 and 4.3.4). */
public sealed interface NeighborState {

    /** Nothing: no Hello yet, or no longer. */
    record Unknown() implements NeighborState {}

    /**
     * It is a neighbour.
     *
     * @param expiry the Neighbor Liveness Timer (NLT)
     * @param options as its last Hello said
     */
    record Known(Tick expiry, NeighborOptions options) implements NeighborState {}

    /** What happens to a neighbour. */
    sealed interface Event {

        /**
         * Its Hello.
         *
         * @param holdtime how long it counts; zero says goodbye
         */
        record HelloReceived(Duration holdtime, NeighborOptions options) implements Event {}

        /** Somebody who watches it more closely says that it is gone. */
        record DeclaredDead() implements Event {}

        /** {@link #due} may have come. */
        record TimerDue() implements Event {}
    }

    /** What has become of the neighbour. */
    enum Change {
        NONE,
        APPEARED,
        /** Its Generation ID is another one: it has forgotten what it was told. */
        RESTARTED,
        /** Its Hello says something else. */
        OPTIONS,
        GOODBYE,
        EXPIRED,
        DIED
    }

    /** Result of one event. */
    record Step(NeighborState next, Change change) {}

    /** A state and what happens to it. */
    record Cell(NeighborState state, Event event) {}

    static Step step(NeighborState state, Event event, Tick now) {
        return switch (new Cell(state, event)) {
            case Cell(Unknown _, HelloReceived(var holdtime, _)) when holdtime.isZero() -> stay(state);
            case Cell(Unknown _, HelloReceived hello) -> heard(hello, Change.APPEARED, now);
            case Cell(Unknown _, DeclaredDead _) -> stay(state);
            case Cell(Unknown _, TimerDue _) -> stay(state);

            case Cell(Known _, HelloReceived(var holdtime, _)) when holdtime.isZero() -> gone(Change.GOODBYE);
            case Cell(Known(_, var before), HelloReceived hello)
            when !before.generationId().equals(hello.options().generationId()) -> heard(hello, Change.RESTARTED, now);
            case Cell(Known(_, var before), HelloReceived hello)
            when !before.equals(hello.options()) -> heard(hello, Change.OPTIONS, now);
            case Cell(Known _, HelloReceived hello) -> heard(hello, Change.NONE, now);
            case Cell(Known _, DeclaredDead _) -> gone(Change.DIED);
            case Cell(Known(var expiry, _), TimerDue _) when now.reached(expiry) -> gone(Change.EXPIRED);
            case Cell(Known _, TimerDue _) -> stay(state);
        };
    }

    /** When this state next wants {@link Event.TimerDue}; empty while it waits for nothing. */
    default Optional<Tick> due() {
        return switch (this) {
            case Unknown() -> Optional.empty();
            case Known(var expiry, _) -> Optional.of(expiry);
        };
    }

    private static Step heard(HelloReceived hello, Change change, Tick now) {
        return new Step(new Known(now.plus(hello.holdtime()), hello.options()), change);
    }

    private static Step gone(Change how) {
        return new Step(new Unknown(), how);
    }

    private static Step stay(NeighborState state) {
        return new Step(state, Change.NONE);
    }
}
