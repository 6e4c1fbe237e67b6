package io.mgmrouter.testkit;

import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.loop.LoopStatistics;
import io.mgmrouter.loop.LoopTimer;
import io.mgmrouter.loop.Tick;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A control loop without a thread: work runs in {@link #drain}, time passes in {@link #advance}. Any thread may hand in
 * work; one drives the loop.
 */
public final class ManualLoop implements ControlLoop {

    private final String name;
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final List<ManualTimer> timers = new CopyOnWriteArrayList<>();
    private volatile Tick now = new Tick(0);
    private long executed;

    public ManualLoop(String name) {
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Tick now() {
        return now;
    }

    @Override
    public void run(Runnable work) {
        inbox.add(work);
    }

    @Override
    public boolean offer(Runnable packet) {
        return inbox.add(packet);
    }

    @Override
    public LoopTimer timer(String timerName, Runnable due) {
        ManualTimer timer = new ManualTimer(due);
        timers.add(timer);
        return timer;
    }

    @Override
    public boolean inLoop() {
        return true;
    }

    @Override
    public LoopStatistics statistics() {
        return new LoopStatistics(executed, 0, 0, inbox.size(), Duration.ZERO);
    }

    /** Runs everything queued, including what that work queues in turn. */
    public void drain() {
        for (Runnable work = inbox.poll(); work != null; work = inbox.poll()) {
            executed++;
            work.run();
        }
    }

    /** Lets time pass, running queued work and timers in the order of their deadlines. */
    public void advance(Duration length) {
        Tick end = now.plus(length);
        drain();
        for (Optional<ManualTimer> next = nextDue(end); next.isPresent(); next = nextDue(end)) {
            now = now.later(next.get().deadline);
            next.get().fire();
            drain();
        }
        now = end;
    }

    /** The earliest deadline of its timers, if one is set. */
    public Optional<Tick> nextDeadline() {
        return timers.stream()
                .filter(timer -> timer.set)
                .map(timer -> timer.deadline)
                .min(Comparator.naturalOrder());
    }

    private Optional<ManualTimer> nextDue(Tick end) {
        return timers.stream()
                .filter(timer -> timer.set && end.reached(timer.deadline))
                .min(Comparator.comparing(timer -> timer.deadline));
    }

    private static final class ManualTimer implements LoopTimer {
        private final Runnable due;
        private Tick deadline = new Tick(0);
        private boolean set;

        ManualTimer(Runnable due) {
            this.due = due;
        }

        @Override
        public void set(Tick newDeadline) {
            deadline = newDeadline;
            set = true;
        }

        @Override
        public void cancel() {
            set = false;
        }

        @Override
        public Optional<Tick> deadline() {
            return set ? Optional.of(deadline) : Optional.empty();
        }

        void fire() {
            set = false;
            due.run();
        }
    }
}
