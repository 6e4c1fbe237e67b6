package io.mgmrouter.pim.rp;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.rp.BsrEvent.BsmReceived;
import io.mgmrouter.pim.rp.BsrEvent.RpsChanged;
import io.mgmrouter.pim.rp.BsrEvent.TimerDue;

/** A candidate in the election of the bootstrap router of one zone: the table of RFC 5059, section 3.1.1. */
sealed interface CandidateBsrState {

    /**
     * C-BSR: another one is elected.
     *
     * @param elected that one
     * @param timeout when it counts as gone
     */
    record Candidate(BsrWeight elected, Tick timeout) implements CandidateBsrState {}

    /**
     * P-BSR: waiting whether a better one speaks.
     *
     * @param election when this router is elected if none has
     */
    record Pending(Tick election) implements CandidateBsrState {}

    /**
     * E-BSR: this router is elected.
     *
     * @param told when it last sent a Bootstrap message
     * @param next when it sends the next one
     */
    record Elected(Tick told, Tick next) implements CandidateBsrState {}

    /** What the shell does after a step. */
    enum Action {
        NONE,
        /** Forward the message, and store its RPs. */
        ACCEPT,
        /** Forward the message only. */
        FORWARD,
        ORIGINATE
    }

    /** Result of one event. */
    record Step(CandidateBsrState next, Action action) {}

    /** A state and what happens to it. */
    record Cell(CandidateBsrState state, BsrEvent event) {}

    /**
     * What a candidate brings to an election.
     *
     * @param weight its own
     * @param hashMaskLength that it tells if it is elected
     */
    record Self(BsrWeight weight, int hashMaskLength, BsrTimes times) {

        /** When it will be elected if a better one keeps silent. */
        private Pending pending(BsrWeight former, Tick now) {
            return new Pending(now.plus(weight.override(former)));
        }

        private Candidate behind(BsrWeight other, Tick now) {
            return new Candidate(other, now.plus(times.timeout()));
        }

        private Step originate(Tick now) {
            return new Step(new Elected(now, now.plus(times.period())), Action.ORIGINATE);
        }

        /** At once, or as soon as it may. */
        private Step originateSoon(Elected state, Tick now) {
            Tick earliest = state.told.plus(BsrTimes.MIN_INTERVAL);
            return now.reached(earliest)
                    ? originate(now)
                    : new Step(new Elected(state.told, state.next.earlier(earliest)), Action.NONE);
        }
    }

    /** How a candidate begins: it hears first whether there is a better one. */
    static CandidateBsrState start(Self self, Tick now) {
        return self.pending(self.weight(), now);
    }

    static Step step(CandidateBsrState state, BsrEvent event, Self self, Tick now) {
        return switch (new Cell(state, event)) {
            case Cell(Candidate(var elected, _), BsmReceived(var from))
            when isNoLongerBetter(elected, from, self) -> new Step(self.pending(elected, now), Action.FORWARD);
            case Cell(Candidate(var elected, _), BsmReceived(var from))
            when isPreferred(elected, from) -> new Step(self.behind(from, now), Action.ACCEPT);
            case Cell(Candidate _, BsmReceived _) -> go(state);
            case Cell(Candidate _, RpsChanged _) -> go(state);
            case Cell(Candidate(var elected, var timeout), TimerDue _)
            when now.reached(timeout) -> go(self.pending(elected, now));
            case Cell(Candidate _, TimerDue _) -> go(state);

            case Cell(Pending _, BsmReceived(var from))
            when from.isAtLeast(self.weight) -> new Step(self.behind(from, now), Action.ACCEPT);
            case Cell(Pending _, BsmReceived _) -> new Step(state, Action.FORWARD);
            case Cell(Pending _, RpsChanged _) -> go(state);
            case Cell(Pending(var election), TimerDue _) when now.reached(election) -> self.originate(now);
            case Cell(Pending _, TimerDue _) -> go(state);

            case Cell(Elected _, BsmReceived(var from))
            when from.isAtLeast(self.weight) -> new Step(self.behind(from, now), Action.ACCEPT);
            case Cell(Elected elected, BsmReceived _) -> self.originateSoon(elected, now);
            case Cell(Elected elected, RpsChanged _) -> self.originateSoon(elected, now);
            case Cell(Elected(_, var next), TimerDue _) when now.reached(next) -> self.originate(now);
            case Cell(Elected _, TimerDue _) -> go(state);
        };
    }

    /** When this state next wants {@link TimerDue}. */
    default Tick due() {
        return switch (this) {
            case Candidate(_, var timeout) -> timeout;
            case Pending(var election) -> election;
            case Elected(_, var next) -> next;
        };
    }

    /** The elected one speaks for itself, of whatever weight; another one must not be worse. */
    private static boolean isPreferred(BsrWeight elected, BsrWeight from) {
        return from.address().equals(elected.address()) || from.isAtLeast(elected);
    }

    private static boolean isNoLongerBetter(BsrWeight elected, BsrWeight from, Self self) {
        return from.address().equals(elected.address()) && !from.isAtLeast(self.weight);
    }

    private static Step go(CandidateBsrState next) {
        return new Step(next, Action.NONE);
    }
}
