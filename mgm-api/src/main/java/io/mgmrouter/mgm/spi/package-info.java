/**
 * What protocols and packet forwarders implement. Kept apart from {@code io.mgmrouter.mgm} so that a method added for
 * callers never breaks implementers.
 *
 * <p>A protocol bundle publishes one {@link io.mgmrouter.mgm.spi.MulticastProtocol} service with the properties named
 * there. Callbacks run on the protocol's own {@link io.mgmrouter.loop.ControlLoop}, one at a time, in the order the
 * manager issued them. Whatever a callback returns or throws, the manager and the other clients are unaffected
 * (MGM-104). {@code null} is neither accepted nor returned.
 */
@Export
@Version("1.0.0")
package io.mgmrouter.mgm.spi;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
