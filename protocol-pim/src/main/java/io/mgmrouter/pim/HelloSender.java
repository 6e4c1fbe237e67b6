package io.mgmrouter.pim;

import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.loop.LoopTimer;
import io.mgmrouter.pim.fsm.HelloState;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/** The shell around {@link HelloState}: its timer, and its chance. For the loop's thread. */
final class HelloSender {

    private final ControlLoop loop;
    private final RandomGenerator random;
    private final Supplier<InterfaceSettings.Hellos> settings;
    private final Runnable hello;
    private final LoopTimer timer;
    private HelloState state;

    /**
     * @param hello sends one
     */
    HelloSender(
            String name,
            ControlLoop loop,
            RandomGenerator random,
            Supplier<InterfaceSettings.Hellos> settings,
            Runnable hello) {
        this.loop = loop;
        this.random = random;
        this.settings = settings;
        this.hello = hello;
        this.timer = loop.timer(name, () -> happened(new HelloState.Event.TimerDue()));
        this.state = HelloState.start(delay(), loop.now());
    }

    /** The interface has come up; the first Hello is random. */
    void start() {
        timer.set(state.due());
    }

    /** Nobody has heard of this router under its present address: the first Hello goes at once. */
    void startAgain() {
        state = HelloState.start(Duration.ZERO, loop.now());
        happened(new HelloState.Event.TimerDue());
    }

    /** Somebody is there who cannot have heard a Hello. */
    void neighborAppeared() {
        happened(new HelloState.Event.NeighborAppeared(delay()));
    }

    /** A Join/Prune or Assert follows, which nobody takes who has not heard a Hello. */
    void messageFollows() {
        happened(new HelloState.Event.MessageWanted());
    }

    void optionsChanged() {
        happened(new HelloState.Event.OptionsChanged());
    }

    void stop() {
        timer.cancel();
    }

    private void happened(HelloState.Event event) {
        HelloState.Step step = HelloState.step(state, event, settings.get().period(), loop.now());
        state = step.next();
        timer.set(state.due());
        if (step.action() == HelloState.Action.SEND_HELLO) {
            hello.run();
        }
    }

    private Duration delay() {
        return Duration.ofNanos(random.nextLong(settings.get().triggeredDelay().toNanos() + 1));
    }
}
