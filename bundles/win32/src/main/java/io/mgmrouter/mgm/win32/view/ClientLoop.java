package io.mgmrouter.mgm.win32.view;

import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.loop.LoopStatistics;
import io.mgmrouter.loop.LoopTimer;
import io.mgmrouter.loop.Tick;
import java.util.concurrent.CompletableFuture;

/**
 * A client's loop, which lets the manager's first word, registered or refused, pass at once: the client is waiting for
 * it inside its call, and may do so on this very loop.
 */
record ClientLoop(ControlLoop loop, CompletableFuture<?> firstWord) implements ControlLoop {

    @Override
    public void run(Runnable work) {
        if (firstWord.isDone()) {
            loop.run(work);
        } else {
            work.run();
        }
    }

    @Override
    public String name() {
        return loop.name();
    }

    @Override
    public Tick now() {
        return loop.now();
    }

    @Override
    public boolean offer(Runnable packet) {
        return loop.offer(packet);
    }

    @Override
    public LoopTimer timer(String name, Runnable due) {
        return loop.timer(name, due);
    }

    @Override
    public boolean inLoop() {
        return loop.inLoop();
    }

    @Override
    public LoopStatistics statistics() {
        return loop.statistics();
    }
}
