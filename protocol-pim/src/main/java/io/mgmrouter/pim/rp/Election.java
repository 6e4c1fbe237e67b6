package io.mgmrouter.pim.rp;

import io.mgmrouter.loop.Tick;
import java.util.Optional;

/** What this router is in the election of a zone. */
sealed interface Election {

    /** It follows the election. */
    record Follower(NonCandidateBsrState state) implements Election {}

    /** It stands for election. */
    record Stander(CandidateBsrState.Self self, CandidateBsrState state) implements Election {}

    /** What the zone does after a step. */
    enum Outcome {
        NONE,
        ACCEPT,
        FORWARD,
        ORIGINATE,
        REFRESH,
        FORGET
    }

    /** Result of one event. */
    record Step(Election next, Outcome outcome) {}

    /** How it begins, knowing another bootstrap router or none. */
    static Election begin(Optional<CandidateBsrState.Self> self, Optional<BsrWeight> known, BsrTimes times, Tick now) {
        return self.<Election>map(candidate -> new Stander(candidate, standing(candidate, known, times, now)))
                .orElseGet(() -> new Follower(following(known, times, now)));
    }

    private static CandidateBsrState standing(
            CandidateBsrState.Self self, Optional<BsrWeight> known, BsrTimes times, Tick now) {
        return known.filter(other -> other.isAtLeast(self.weight()))
                .<CandidateBsrState>map(other -> new CandidateBsrState.Candidate(other, now.plus(times.timeout())))
                .orElseGet(() -> CandidateBsrState.start(self, now));
    }

    /** A zone nobody tells of will be forgotten. */
    private static NonCandidateBsrState following(Optional<BsrWeight> known, BsrTimes times, Tick now) {
        Optional<Tick> zoneExpiry = times.zoneTimeout().map(now::plus);
        return known.<NonCandidateBsrState>map(
                        other -> new NonCandidateBsrState.AcceptPreferred(other, now.plus(times.timeout()), zoneExpiry))
                .orElseGet(() -> new NonCandidateBsrState.AcceptAny(zoneExpiry));
    }

    default Step step(BsrEvent event, BsrTimes times, Tick now) {
        return switch (this) {
            case Follower(var state) -> {
                var step = NonCandidateBsrState.step(state, event, times, now);
                yield new Step(
                        new Follower(step.next()), Outcome.valueOf(step.action().name()));
            }
            case Stander(var self, var state) -> {
                var step = CandidateBsrState.step(state, event, self, now);
                Outcome outcome = hasTimedOut(state, step.next(), event)
                        ? Outcome.REFRESH
                        : Outcome.valueOf(step.action().name());
                yield new Step(new Stander(self, step.next()), outcome);
            }
        };
    }

    default Optional<Tick> due() {
        return switch (this) {
            case Follower(var state) -> state.due();
            case Stander(_, var state) -> Optional.of(state.due());
        };
    }

    /** The bootstrap router, itself or another; empty while there is none. */
    default Optional<BsrWeight> elected() {
        return switch (this) {
            case Follower(NonCandidateBsrState.AcceptPreferred(var elected, _, _)) -> Optional.of(elected);
            case Follower _ -> Optional.empty();
            case Stander(_, CandidateBsrState.Candidate(var elected, _)) -> Optional.of(elected);
            case Stander(var self, CandidateBsrState.Elected _) -> Optional.of(self.weight());
            case Stander _ -> Optional.empty();
        };
    }

    /** True if this router is the bootstrap router. */
    default boolean isElected() {
        return this instanceof Stander(_, CandidateBsrState.Elected _);
    }

    /** The state, as operators know it. */
    default String name() {
        return switch (this) {
            case Follower(NonCandidateBsrState.NoInfo _) -> "no info";
            case Follower(NonCandidateBsrState.AcceptAny _) -> "accept any";
            case Follower(NonCandidateBsrState.AcceptPreferred _) -> "accept preferred";
            case Stander(_, CandidateBsrState.Candidate _) -> "candidate";
            case Stander(_, CandidateBsrState.Pending _) -> "pending";
            case Stander(_, CandidateBsrState.Elected _) -> "elected";
        };
    }

    /** The candidates keep the RPs of the one that is gone as the others do, until a new one tells them. */
    private static boolean hasTimedOut(CandidateBsrState before, CandidateBsrState after, BsrEvent event) {
        return event instanceof BsrEvent.TimerDue
                && before instanceof CandidateBsrState.Candidate
                && after instanceof CandidateBsrState.Pending;
    }
}
