package io.mgmrouter.loop;

import org.osgi.annotation.versioning.ProviderType;

/**
 * One thread with a queue, timers and a clock, owned by one bundle and torn down with it.
 *
 * <p>All methods may be called from any thread. Work runs one piece at a time, in the order it was handed in; timers
 * run in the order of their deadlines. A piece of work that throws is logged with the loop's name and counted, and the
 * loop goes on.
 */
@ProviderType
public interface ControlLoop {

    /** Name of the owning bundle, as logs and the watchdog show it. */
    String name();

    /** The present moment of the process-wide monotonic clock. */
    Tick now();

    /**
     * Queues a command, a callback or an event that must not get lost. After the loop has been closed it is silently
     * discarded: there is nobody left to hear it.
     */
    void run(Runnable work);

    /**
     * Queues work that may be lost under overload, that is, a packet.
     *
     * @return false if the inbox is full or closed; the work is dropped and counted, the caller does nothing more
     */
    boolean offer(Runnable packet);

    /**
     * A timer of this loop, at first unset.
     *
     * @param name what it is for, as shown in diagnostics
     * @param due runs on the loop when the deadline is reached; the timer is unset by then and may be set again
     */
    LoopTimer timer(String name, Runnable due);

    /** True on the loop's own thread. */
    boolean inLoop();

    /** What has happened so far; a snapshot. */
    LoopStatistics statistics();
}
