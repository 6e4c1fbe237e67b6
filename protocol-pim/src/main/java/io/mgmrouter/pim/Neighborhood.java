package io.mgmrouter.pim;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.LivenessCheck;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.loop.LogLimit;
import io.mgmrouter.loop.LoopTimer;
import io.mgmrouter.loop.TokenBucket;
import io.mgmrouter.pim.codec.Hello;
import io.mgmrouter.pim.fsm.DesignatedRouterElection.Candidate;
import io.mgmrouter.pim.fsm.Holdtime;
import io.mgmrouter.pim.fsm.LanDelays;
import io.mgmrouter.pim.fsm.NeighborOptions;
import io.mgmrouter.pim.fsm.NeighborState;
import io.mgmrouter.pim.fsm.NeighborState.Change;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Who is on the link, and what follows from it: the designated router, the delays in force. Tells what changes, and
 * logs it; whatever neighbours do, that is some lines a minute. For the loop's thread.
 */
final class Neighborhood {

    private static final Logger LOG = LoggerFactory.getLogger(Neighborhood.class);

    /** Default_Hello_Holdtime, of those that tell none. */
    private static final Duration UNTOLD_HOLDTIME = Duration.ofSeconds(105);

    private static final int LINES_PER_MINUTE = 20;
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final PimInterface on;
    private final ControlLoop loop;
    private final Listener listener;
    private final Runnable greet;
    private final NeighborTable table = new NeighborTable();
    private final LoopTimer timer;
    private final TokenBucket lines;
    private final LogLimit floodLog = new LogLimit(MINUTE);
    private final LogLimit fullLog = new LogLimit(MINUTE);
    private Optional<LivenessCheck> liveness = Optional.empty();
    private IpAddress designatedRouter;
    private LanDelays delays;

    /** Hears of neighbours. */
    interface Listener {

        void neighborUp(PimInterface on, IpAddress neighbor);

        void neighborGone(PimInterface on, IpAddress neighbor);

        /** It has forgotten what it was told. */
        void neighborRestarted(PimInterface on, IpAddress neighbor);

        /** The designated router, the delays, this router's address or what neighbours may do is another one. */
        void changed(PimInterface on);
    }

    /**
     * @param greet says that somebody has not heard a Hello
     */
    Neighborhood(PimInterface on, ControlLoop loop, Listener listener, Runnable greet) {
        this.on = on;
        this.loop = loop;
        this.listener = listener;
        this.greet = greet;
        this.timer = loop.timer("neighbors " + on.dialect().title() + " " + on.name(), this::timerDue);
        this.lines = TokenBucket.of(LINES_PER_MINUTE, MINUTE, loop.now());
        this.designatedRouter = on.address();
        this.delays = table.delays(on.settings().hello().delays());
    }

    NeighborTable table() {
        return table;
    }

    /** DR(I). */
    IpAddress designatedRouter() {
        return designatedRouter;
    }

    LanDelays delays() {
        return delays;
    }

    /** True if this router would be the designated one without this neighbour: then it tells it what is known. */
    boolean speaksTo(IpAddress neighbor) {
        return table.designatedRouterBeside(neighbor, self()).equals(on.address());
    }

    private Candidate self() {
        return new Candidate(on.address(), OptionalLong.of(on.settings().hello().drPriority()));
    }

    /** Why a Hello is not to be taken, a name in {@link Drops}. */
    Optional<String> objection(IpAddress from, Hello hello) {
        Optional<Neighbor> known = table.from(from);
        if (known.isPresent()) {
            return known.get().mayGreet(loop.now()) ? Optional.empty() : flood(from, Drops.HELLO_RATE);
        }
        if (!on.settings().policy().neighbors().allows(from)) {
            return Optional.of(Drops.NEIGHBOR_FILTER);
        }
        boolean full = table.size() >= on.settings().neighborLimit();
        if (full && fullLog.passes(loop.now())) {
            LOG.warn(
                    "{}.neighbor-limit if={} limit={} refused={}",
                    on.dialect().title(),
                    on.name(),
                    on.settings().neighborLimit(),
                    from);
        }
        return full ? Optional.of(Drops.NEIGHBOR_LIMIT) : Optional.empty();
    }

    /** Why a message that only neighbours may send is not to be taken, a name in {@link Drops}. */
    Optional<String> objection(IpAddress from) {
        Optional<Neighbor> known = table.from(from);
        if (known.isEmpty()) {
            return Optional.of(Drops.NOT_A_NEIGHBOR);
        }
        return known.get().maySend(loop.now()) ? Optional.empty() : flood(from, Drops.MESSAGE_RATE);
    }

    private Optional<String> flood(IpAddress from, String reason) {
        if (floodLog.passes(loop.now())) {
            LOG.warn("{}.{} if={} neighbor={} sends too much", on.dialect().title(), reason, on.name(), from);
        }
        return Optional.of(reason);
    }

    /** A Hello to which there is no objection. */
    void heard(IpAddress from, Hello hello) {
        Duration holdtime =
                hello.holdtime().isPresent() ? Holdtime.of(hello.holdtime().getAsInt()) : UNTOLD_HOLDTIME;
        happened(from, new NeighborState.Event.HelloReceived(holdtime, options(hello)));
    }

    private static NeighborOptions options(Hello hello) {
        return new NeighborOptions(
                hello.drPriority(),
                hello.generationId(),
                hello.lanPruneDelay()
                        .map(told -> new LanDelays.Told(
                                Duration.ofMillis(told.propagationDelay()),
                                Duration.ofMillis(told.overrideInterval()),
                                told.trackingSupported())),
                hello.secondaryAddresses());
    }

    /** Neighbours are watched by this from now on, or by nobody. */
    void liveness(Optional<LivenessCheck> check) {
        liveness = check;
        table.all().forEach(this::watch);
    }

    /** Other settings are in force. */
    void configured() {
        for (Neighbor neighbor : List.copyOf(table.all())) {
            neighbor.limit(on.settings().messageRate(), loop.now());
            if (on.settings().passive() || !on.settings().policy().neighbors().allows(neighbor.address())) {
                happened(neighbor.address(), new NeighborState.Event.DeclaredDead());
            }
        }
        assess();
    }

    /** This router has another address. */
    void addressChanged() {
        table.all().forEach(this::watch);
        if (!assess()) {
            listener.changed(on);
        }
    }

    void close() {
        timer.cancel();
        table.close();
    }

    private void timerDue() {
        for (Optional<Neighbor> silent = table.overdue(loop.now());
                silent.isPresent();
                silent = table.overdue(loop.now())) {
            happened(silent.get().address(), new NeighborState.Event.TimerDue());
        }
        setTimer();
    }

    private void happened(IpAddress neighbor, NeighborState.Event event) {
        Change change = table.happened(neighbor, event, loop.now());
        setTimer();
        if (change != Change.NONE) {
            log(neighbor, change);
        }
        switch (change) {
            case NONE, OPTIONS -> {}
            case APPEARED -> appeared(neighbor);
            case RESTARTED -> {
                greet.run();
                listener.neighborRestarted(on, neighbor);
            }
            case GOODBYE, EXPIRED, DIED -> listener.neighborGone(on, neighbor);
        }
        if (change != Change.NONE) {
            assess();
        }
    }

    private void appeared(IpAddress address) {
        greet.run();
        table.from(address).ifPresent(neighbor -> {
            neighbor.limit(on.settings().messageRate(), loop.now());
            watch(neighbor);
        });
        listener.neighborUp(on, address);
    }

    private void watch(Neighbor neighbor) {
        IpAddress address = neighbor.address();
        neighbor.watch(liveness.map(check ->
                check.watch(on.id().index(), on.address(), address, () -> loop.run(() -> declaredDead(neighbor)))));
    }

    /** Unless it has been replaced, or nobody watches it any more. */
    private void declaredDead(Neighbor neighbor) {
        if (neighbor.isWatched()
                && table.from(neighbor.address()).filter(neighbor::equals).isPresent()) {
            happened(neighbor.address(), new NeighborState.Event.DeclaredDead());
        }
    }

    private void setTimer() {
        table.due().ifPresentOrElse(timer::set, timer::cancel);
    }

    /**
     * Elects, and finds the delays in force.
     *
     * @return true if something was other than before, which has been told
     */
    private boolean assess() {
        IpAddress dr = table.designatedRouter(self());
        LanDelays effective = table.delays(on.settings().hello().delays());
        boolean changed = !dr.equals(designatedRouter) || !effective.equals(delays);
        if (!dr.equals(designatedRouter)) {
            LOG.atLevel(level()).log("{}.dr if={} {} -> {}", on.dialect().title(), on.name(), designatedRouter, dr);
        }
        designatedRouter = dr;
        delays = effective;
        if (changed) {
            listener.changed(on);
        }
        return changed;
    }

    private void log(IpAddress neighbor, Change change) {
        LOG.atLevel(change == Change.OPTIONS ? Level.DEBUG : level())
                .log("{}.neighbor if={} neighbor={} {}", on.dialect().title(), on.name(), neighbor, change);
    }

    private Level level() {
        return lines.take(loop.now()) ? Level.INFO : Level.DEBUG;
    }
}
