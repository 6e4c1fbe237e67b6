package io.mgmrouter.pim.rp;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.rp.BsrEvent.BsmReceived;
import io.mgmrouter.pim.rp.BsrEvent.RpsChanged;
import io.mgmrouter.pim.rp.BsrEvent.TimerDue;
import java.util.Optional;

/** A router that follows the election of one zone without standing for it: the table of RFC 5059, section 3.1.2. */
sealed interface NonCandidateBsrState {

    /** The zone is not known. */
    record NoInfo() implements NonCandidateBsrState {}

    /**
     * AA: no bootstrap router is known, any will do.
     *
     * @param zoneExpiry when the zone is no more; empty for the groups of no zone
     */
    record AcceptAny(Optional<Tick> zoneExpiry) implements NonCandidateBsrState {}

    /**
     * AP: one is elected, only a better one will do.
     *
     * @param timeout when it counts as gone
     * @param zoneExpiry as above
     */
    record AcceptPreferred(BsrWeight elected, Tick timeout, Optional<Tick> zoneExpiry)
            implements NonCandidateBsrState {}

    /** What the shell does after a step. */
    enum Action {
        NONE,
        /** Forward the message, and store its RPs. */
        ACCEPT,
        /** Keep the RPs as long again as they were told to be kept: the next bootstrap router will confirm them. */
        REFRESH,
        /** Forget the zone. */
        FORGET
    }

    /** Result of one event. */
    record Step(NonCandidateBsrState next, Action action) {}

    /** A state and what happens to it. */
    record Cell(NonCandidateBsrState state, BsrEvent event) {}

    static Step step(NonCandidateBsrState state, BsrEvent event, BsrTimes times, Tick now) {
        return switch (new Cell(state, event)) {
            case Cell(NoInfo _, BsmReceived(var from)) -> accept(from, times, now);
            case Cell(NoInfo _, RpsChanged _) -> go(state);
            case Cell(NoInfo _, TimerDue _) -> go(state);

            case Cell(AcceptAny _, BsmReceived(var from)) -> accept(from, times, now);
            case Cell(AcceptAny _, RpsChanged _) -> go(state);
            case Cell(AcceptAny(var zoneExpiry), TimerDue _)
            when isReached(zoneExpiry, now) -> new Step(new NoInfo(), Action.FORGET);
            case Cell(AcceptAny _, TimerDue _) -> go(state);

            case Cell(AcceptPreferred(var elected, _, _), BsmReceived(var from))
            when isPreferred(elected, from) -> accept(from, times, now);
            case Cell(AcceptPreferred _, BsmReceived _) -> go(state);
            case Cell(AcceptPreferred _, RpsChanged _) -> go(state);
            case Cell(AcceptPreferred(_, var timeout, var zoneExpiry), TimerDue _)
            when now.reached(timeout) -> new Step(new AcceptAny(zoneExpiry), Action.REFRESH);
            case Cell(AcceptPreferred _, TimerDue _) -> go(state);
        };
    }

    /** When this state next wants {@link TimerDue}; empty while it waits for nothing. */
    default Optional<Tick> due() {
        return switch (this) {
            case NoInfo() -> Optional.empty();
            case AcceptAny(var zoneExpiry) -> zoneExpiry;
            case AcceptPreferred(_, var timeout, _) -> Optional.of(timeout);
        };
    }

    private static boolean isPreferred(BsrWeight elected, BsrWeight from) {
        return from.address().equals(elected.address()) || from.isAtLeast(elected);
    }

    private static boolean isReached(Optional<Tick> deadline, Tick now) {
        return deadline.filter(now::reached).isPresent();
    }

    private static Step accept(BsrWeight from, BsrTimes times, Tick now) {
        return new Step(
                new AcceptPreferred(
                        from, now.plus(times.timeout()), times.zoneTimeout().map(now::plus)),
                Action.ACCEPT);
    }

    private static Step go(NonCandidateBsrState next) {
        return new Step(next, Action.NONE);
    }
}
