/**
 * The kernel's multicast forwarding tables (linux/mroute.h, linux/mroute6.h), as a service for packet forwarders.
 *
 * <p>One process at a time holds a table. {@link io.mgmrouter.linux.mroute.KernelMulticastTables} takes it on first
 * request and keeps it until the bundle that publishes the service stops: forwarders come and go, the kernel keeps
 * forwarding, and a new forwarder reads back what is programmed.
 *
 * <p>All methods may be called from any thread. {@code null} is neither accepted nor returned.
 */
@Export
@Version("1.0.0")
package io.mgmrouter.linux.mroute;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
