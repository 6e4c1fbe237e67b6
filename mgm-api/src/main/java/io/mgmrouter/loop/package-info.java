/**
 * The thread and the time of one client bundle.
 *
 * <p>Every bundle gets a {@link io.mgmrouter.loop.ControlLoop} of its own from the service registry (the service is
 * bundle-scoped). A protocol's whole life happens on its loop: packets, timers, configuration, callbacks of the
 * manager. Code on a loop is written as if it were alone in the world, never blocks, and never waits for another loop.
 *
 * <p>{@code null} is neither accepted nor returned.
 */
@Export
@Version("1.0.0")
package io.mgmrouter.loop;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
