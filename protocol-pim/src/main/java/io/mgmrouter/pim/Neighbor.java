package io.mgmrouter.pim;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.LivenessCheck;
import io.mgmrouter.loop.DeadlineQueue;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.loop.TokenBucket;
import io.mgmrouter.pim.fsm.DesignatedRouterElection.Candidate;
import io.mgmrouter.pim.fsm.NeighborOptions;
import io.mgmrouter.pim.fsm.NeighborState;
import java.time.Duration;
import java.util.Optional;

/** A router on the link that says Hello. For the loop's thread. */
final class Neighbor {

    /** Of a sound router two in a row; more are let through for those whose options are being changed. */
    private static final int HELLOS_PER_SECOND = 10;

    final DeadlineQueue.Entry<Neighbor> timer = new DeadlineQueue.Entry<>(this);

    private final IpAddress address;
    private final Tick since;
    private final TokenBucket hellos;
    private Optional<TokenBucket> messages = Optional.empty();
    private Optional<LivenessCheck.Watch> watch = Optional.empty();
    private NeighborState.Known state;
    private long dropped;

    Neighbor(IpAddress address, NeighborState.Known state, Tick now) {
        this.address = address;
        this.state = state;
        this.since = now;
        this.hellos = TokenBucket.of(HELLOS_PER_SECOND, Duration.ofSeconds(1), now);
    }

    /** The address its Hellos come from. */
    IpAddress address() {
        return address;
    }

    Tick since() {
        return since;
    }

    NeighborState.Known state() {
        return state;
    }

    void state(NeighborState.Known next) {
        state = next;
    }

    NeighborOptions options() {
        return state.options();
    }

    Candidate candidate() {
        return new Candidate(address, options().drPriority());
    }

    /** Messages of it that were over a limit. */
    long dropped() {
        return dropped;
    }

    /** Takes messages up to this rate from now on; 0 for all. */
    void limit(int perSecond, Tick now) {
        messages = perSecond == 0 ? Optional.empty() : Optional.of(new TokenBucket(perSecond, perSecond, now));
    }

    /** False if it says Hello too often. */
    boolean mayGreet(Tick now) {
        return counted(hellos.take(now));
    }

    /** False if it sends more than it may. */
    boolean maySend(Tick now) {
        return counted(messages.isEmpty() || messages.get().take(now));
    }

    private boolean counted(boolean passes) {
        dropped += passes ? 0 : 1;
        return passes;
    }

    /** It is watched like this from now on, in place of how it was. */
    void watch(Optional<LivenessCheck.Watch> changed) {
        watch.ifPresent(LivenessCheck.Watch::close);
        watch = changed;
    }

    boolean isWatched() {
        return watch.isPresent();
    }
}
