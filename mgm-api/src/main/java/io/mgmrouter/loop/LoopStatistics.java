package io.mgmrouter.loop;

import java.time.Duration;

/**
 * Figures of one {@link ControlLoop} since it was opened.
 *
 * @param executed pieces of work and timers that ran
 * @param failed how many of them threw
 * @param dropped packets refused by {@link ControlLoop#offer}
 * @param queued pieces of work waiting now
 * @param longest the longest time one piece of work took
 */
public record LoopStatistics(long executed, long failed, long dropped, int queued, Duration longest) {}
