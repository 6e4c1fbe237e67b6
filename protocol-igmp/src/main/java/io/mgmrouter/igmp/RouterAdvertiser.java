package io.mgmrouter.igmp;

import io.mgmrouter.igmp.codec.RouterDiscovery;
import io.mgmrouter.igmp.discovery.AdvertiserState;
import io.mgmrouter.igmp.discovery.DiscoveredRouters;
import io.mgmrouter.igmp.discovery.DiscoveryMessage;
import io.mgmrouter.igmp.discovery.DiscoveryMessage.Advertisement;
import io.mgmrouter.igmp.discovery.DiscoveryMessage.Solicitation;
import io.mgmrouter.igmp.discovery.DiscoveryMessage.Termination;
import io.mgmrouter.igmp.fsm.Timing;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.loop.LoopTimer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Multicast Router Discovery on one interface (RFC 4286): advertises this router while that is configured, and knows
 * the others that do. For the loop's thread.
 */
final class RouterAdvertiser {

    private final ControlLoop loop;
    private final LoopTimer timer;
    private final Supplier<Timing> timing;
    private final Consumer<RouterDiscovery> sender;
    private final DiscoveredRouters others = new DiscoveredRouters();
    private Optional<Duration> interval = Optional.empty();
    private AdvertiserState state;

    /**
     * @param timing what advertisements tell
     * @param sender sends to all snoopers
     */
    RouterAdvertiser(String name, ControlLoop loop, Supplier<Timing> timing, Consumer<RouterDiscovery> sender) {
        this.loop = loop;
        this.timing = timing;
        this.sender = sender;
        this.timer = loop.timer(name, this::timerDue);
        this.state = AdvertiserState.start(loop.now(), 0);
    }

    /** Begins, ends, or goes on with another interval; empty for none. */
    void configure(Optional<Duration> changed) {
        if (changed.equals(interval)) {
            return;
        }
        if (changed.isEmpty()) {
            end();
        }
        interval = changed;
        if (changed.isPresent()) {
            state = AdvertiserState.start(loop.now(), Math.random());
            timer.set(state.next());
        }
    }

    /** Another router or a switch is heard. */
    void heard(DiscoveryMessage message, IpAddress from) {
        switch (message) {
            case Advertisement advertisement -> others.advertised(from, advertisement, loop.now());
            case Termination() -> others.terminated(from);
            case Solicitation() -> step(AdvertiserState.Event.SOLICITED);
        }
    }

    /** The other routers that advertise themselves. */
    Set<IpAddress> others() {
        return others.present(loop.now());
    }

    /** The interface is no longer used (section 5): switches need not wait until the last advertisement is too old. */
    void end() {
        if (interval.isPresent()) {
            timer.cancel();
            interval = Optional.empty();
            sender.accept(new RouterDiscovery(new Termination()));
        }
    }

    private void timerDue() {
        step(AdvertiserState.Event.TIMER_DUE);
    }

    private void step(AdvertiserState.Event event) {
        if (interval.isEmpty()) {
            return;
        }
        AdvertiserState.Step step = state.step(event, interval.get(), loop.now(), Math.random());
        state = step.next();
        timer.set(state.next());
        if (step.send()) {
            Timing told = timing.get();
            sender.accept(new RouterDiscovery(new Advertisement(
                    (int) interval.get().toSeconds(), (int) told.queryInterval().toSeconds(), told.robustness())));
        }
    }
}
