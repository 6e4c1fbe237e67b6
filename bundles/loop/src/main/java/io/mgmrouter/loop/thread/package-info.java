/**
 * The {@link io.mgmrouter.loop.ControlLoop} service: one thread per client bundle.
 *
 * <p>{@code ThreadedControlLoop} is the loop: an inbox that many threads fill and one empties, and a {@code TimerHeap}
 * of deadlines. {@code Watchdog} looks at all loops from a thread of its own and reports the one that is stuck.
 * {@code OpenLoopsComponent} opens and remembers them; {@code ControlLoopComponent} is the bundle-scoped service, so
 * the framework closes a loop together with the bundle that used it.
 *
 * <p>A closing loop first runs everything handed in by {@code run} before, since that is where a protocol puts its own
 * closing down; packets still waiting are discarded.
 */
package io.mgmrouter.loop.thread;
