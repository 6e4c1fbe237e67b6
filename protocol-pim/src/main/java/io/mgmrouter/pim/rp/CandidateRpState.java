package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.Tick;
import java.time.Duration;
import java.util.Optional;

/** A candidate RP and the bootstrap router of one zone (RFC 5059, section 3.2). */
sealed interface CandidateRpState {

    /** There is no bootstrap router to tell, or it is this router itself. */
    record Silent() implements CandidateRpState {}

    /**
     * It is told every interval.
     *
     * @param bsr whom
     * @param next when
     * @param hurried how many of the next ones follow each other quickly, since the first may be lost
     */
    record Advertising(IpAddress bsr, Tick next, int hurried) implements CandidateRpState {}

    /** How many advertisements a new bootstrap router gets quickly. */
    int HURRIED = 3;

    /** C_RP_Adv_Backoff: within what time, at random. */
    Duration BACKOFF = Duration.ofSeconds(3);

    /** What happens to it. */
    sealed interface Event {

        /**
         * The bootstrap router of the zone may be another one.
         *
         * @param bsr empty for none
         * @param backoff at random, up to {@link #BACKOFF}
         */
        record BsrIs(Optional<IpAddress> bsr, Duration backoff) implements Event {}

        /**
         * {@link #due} may have come.
         *
         * @param backoff as above
         * @param interval C_RP_Adv_Period
         */
        record TimerDue(Duration backoff, Duration interval) implements Event {}
    }

    /** What the shell does after a step. */
    enum Action {
        NONE,
        ADVERTISE
    }

    /** Result of one event. */
    record Step(CandidateRpState next, Action action) {}

    /** A state and what happens to it. */
    record Cell(CandidateRpState state, Event event) {}

    static Step step(CandidateRpState state, Event event, Tick now) {
        return switch (new Cell(state, event)) {
            case Cell(Silent _, Event.BsrIs(var bsr, var backoff)) -> go(begin(bsr, now.plus(backoff)));
            case Cell(Silent _, Event.TimerDue _) -> go(state);

            case Cell(Advertising(var known, _, _), Event.BsrIs(var bsr, _))
            when bsr.filter(known::equals).isPresent() -> go(state);
            case Cell(Advertising _, Event.BsrIs(var bsr, var backoff)) -> go(begin(bsr, now.plus(backoff)));
            case Cell(Advertising(var bsr, var next, var hurried), Event.TimerDue(var backoff, var interval))
            when now.reached(next) ->
                new Step(
                        hurried > 1
                                ? new Advertising(bsr, now.plus(backoff), hurried - 1)
                                : new Advertising(bsr, now.plus(interval), 0),
                        Action.ADVERTISE);
            case Cell(Advertising _, Event.TimerDue _) -> go(state);
        };
    }

    /** When this state next wants {@link Event.TimerDue}; empty while it waits for nothing. */
    default Optional<Tick> due() {
        return switch (this) {
            case Silent() -> Optional.empty();
            case Advertising(_, var next, _) -> Optional.of(next);
        };
    }

    private static CandidateRpState begin(Optional<IpAddress> bsr, Tick first) {
        return bsr.<CandidateRpState>map(address -> new Advertising(address, first, HURRIED))
                .orElseGet(Silent::new);
    }

    private static Step go(CandidateRpState next) {
        return new Step(next, Action.NONE);
    }
}
