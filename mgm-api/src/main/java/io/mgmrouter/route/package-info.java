/**
 * The multicast view of the unicast routing table: where a source is reached, for the reverse-path check.
 *
 * <p>{@code null} is neither accepted nor returned. Implementations may be called from any thread.
 */
@Export
@Version("1.0.0")
package io.mgmrouter.route;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
