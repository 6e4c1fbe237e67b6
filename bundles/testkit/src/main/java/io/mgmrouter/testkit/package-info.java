/**
 * Small real implementations below the wire for tests: a loop whose clock the test moves, routes and links in memory, a
 * forwarder that remembers. For one thread.
 */
@Export
@Version("1.0.0")
package io.mgmrouter.testkit;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
