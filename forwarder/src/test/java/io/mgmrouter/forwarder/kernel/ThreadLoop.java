package io.mgmrouter.forwarder.kernel;

import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.loop.LoopStatistics;
import io.mgmrouter.loop.LoopTimer;
import io.mgmrouter.loop.Tick;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A control loop with a thread, whose timers are never due, for tests against the kernel. */
final class ThreadLoop implements ControlLoop, AutoCloseable {

    private final ExecutorService thread = Executors.newSingleThreadExecutor();

    /** Waits until everything queued so far has run. */
    void settle() {
        CompletableFuture.runAsync(() -> {}, thread).join();
    }

    @Override
    public String name() {
        return "forwarder";
    }

    @Override
    public Tick now() {
        return new Tick(System.nanoTime());
    }

    @Override
    public void run(Runnable work) {
        thread.execute(work);
    }

    @Override
    public boolean offer(Runnable packet) {
        thread.execute(packet);
        return true;
    }

    @Override
    public LoopTimer timer(String name, Runnable due) {
        return new LoopTimer() {
            @Override
            public void set(Tick deadline) {}

            @Override
            public void cancel() {}

            @Override
            public Optional<Tick> deadline() {
                return Optional.empty();
            }
        };
    }

    @Override
    public boolean inLoop() {
        return false;
    }

    @Override
    public LoopStatistics statistics() {
        return new LoopStatistics(0, 0, 0, 0, Duration.ZERO);
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
