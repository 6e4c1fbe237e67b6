package io.mgmrouter.loop.thread;

import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.loop.LoopStatistics;
import io.mgmrouter.loop.LoopTimer;
import io.mgmrouter.loop.Tick;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A control loop on a daemon thread of its own.
 *
 * <p>Both lanes share one queue, which makes the order strict; the packets in it are counted, which makes their lane
 * bounded. The loop alternates between the timers that are due and a burst of work, so neither starves the other.
 *
 * <p>No wake-up gets lost: the loop says that it will sleep, then looks at the queue once more, then parks; a producer
 * fills the queue, then looks whether the loop said so. Whichever of the two comes second sees the other.
 */
final class ThreadedControlLoop implements ControlLoop, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadedControlLoop.class);
    private static final int BURST = 64;
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(5);
    private static final Runnable END = () -> {};

    private final String name;
    private final int inboxSize;
    private final Queue<Runnable> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicInteger queued = new AtomicInteger();
    private final AtomicInteger queuedPackets = new AtomicInteger();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final LongAdder dropped = new LongAdder();
    private final TimerHeap timers = new TimerHeap();
    private final WorkMeter meter = new WorkMeter();
    private final FailureLog failures;
    private final Thread thread;

    ThreadedControlLoop(String name, int inboxSize) {
        this.name = name;
        this.inboxSize = inboxSize;
        this.failures = new FailureLog(name);
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::loop);
    }

    ThreadedControlLoop start() {
        thread.start();
        return this;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Tick now() {
        return new Tick(System.nanoTime());
    }

    @Override
    public void run(Runnable work) {
        if (!closed.get()) {
            enqueue(work);
        }
    }

    @Override
    public boolean offer(Runnable packet) {
        if (closed.get() || queuedPackets.incrementAndGet() > inboxSize) {
            queuedPackets.decrementAndGet();
            dropped.increment();
            return false;
        }
        enqueue(new Packet(packet));
        return true;
    }

    @Override
    public LoopTimer timer(String timerName, Runnable due) {
        return new Timer(new TimerHeap.Node(timerName, due));
    }

    @Override
    public boolean inLoop() {
        return Thread.currentThread() == thread;
    }

    @Override
    public LoopStatistics statistics() {
        return new LoopStatistics(
                meter.executed(), failures.count(), dropped.sum(), queued.get(), Duration.ofNanos(meter.longest()));
    }

    /**
     * Runs what was handed in by {@link #run} so far, and ends the thread; from another thread, waits for that. Work
     * that does not end within five seconds is interrupted and reported, not waited for any longer.
     */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            enqueue(END);
        }
        if (!inLoop()) {
            awaitEnd();
        }
    }

    /** What the loop has been busy with, and since when; for the watchdog. */
    WorkMeter meter() {
        return meter;
    }

    /** Where the thread is now. */
    StackTraceElement[] stack() {
        return thread.getStackTrace();
    }

    private void awaitEnd() {
        try {
            if (!thread.join(CLOSE_LIMIT)) {
                LOG.error("loop.stuck-at-close loop={} waited={} at={}", name, CLOSE_LIMIT, StackText.of(stack()));
                thread.interrupt();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void enqueue(Runnable work) {
        queued.incrementAndGet();
        inbox.add(work);
        if (asleep.get() && asleep.compareAndSet(true, false)) {
            LockSupport.unpark(thread);
        }
    }

    private void loop() {
        boolean open = true;
        while (open) {
            runDueTimers();
            open = runBurst();
            if (open && inbox.isEmpty()) {
                sleep();
            }
        }
    }

    /** A timer that sets itself to a moment already past is due again in the next round, not in this one. */
    private void runDueTimers() {
        long now = System.nanoTime();
        for (int left = timers.size(); left > 0; left--) {
            Optional<TimerHeap.Node> first = timers.first();
            if (first.isEmpty() || first.get().deadline() - now > 0) {
                return;
            }
            timers.unset(first.get());
            execute(first.get().name(), first.get().due());
        }
    }

    /** @return false once everything in front of the end has run */
    private boolean runBurst() {
        for (int i = 0; i < BURST; i++) {
            Runnable work = inbox.poll();
            if (work == null) {
                return true;
            }
            queued.decrementAndGet();
            if (work == END) {
                return false;
            }
            take(work);
        }
        return true;
    }

    private void take(Runnable work) {
        if (!(work instanceof Packet(Runnable packet))) {
            execute("work", work);
            return;
        }
        queuedPackets.decrementAndGet();
        if (!closed.get()) {
            execute("packet", packet);
        }
    }

    private void execute(String what, Runnable work) {
        meter.begin();
        try {
            work.run();
        } catch (Throwable e) {
            failures.add(what, work, e);
        } finally {
            meter.end();
        }
    }

    private void sleep() {
        Thread.interrupted(); // Left behind by some work, it would turn parking into spinning.
        asleep.set(true);
        if (inbox.isEmpty()) {
            parkUntilNextTimer();
        }
        asleep.set(false);
    }

    private void parkUntilNextTimer() {
        Optional<TimerHeap.Node> next = timers.first();
        if (next.isEmpty()) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, next.get().deadline() - System.nanoTime());
        }
    }

    private record Packet(Runnable work) implements Runnable {
        @Override
        public void run() {
            work.run();
        }
    }

    /** Checks the thread: a timer moved from elsewhere would corrupt the heap, and somebody else would suffer later. */
    private final class Timer implements LoopTimer {
        private final TimerHeap.Node node;

        Timer(TimerHeap.Node node) {
            this.node = node;
        }

        @Override
        public void set(Tick deadline) {
            requireLoop();
            timers.set(node, deadline.nanos());
        }

        @Override
        public void cancel() {
            requireLoop();
            timers.unset(node);
        }

        @Override
        public Optional<Tick> deadline() {
            requireLoop();
            return node.isSet() ? Optional.of(new Tick(node.deadline())) : Optional.empty();
        }

        private void requireLoop() {
            if (!inLoop()) {
                throw new IllegalStateException("timer " + node.name() + " of loop " + name + " used on thread "
                        + Thread.currentThread().getName() + "; hand the call in with run()");
            }
        }
    }
}
