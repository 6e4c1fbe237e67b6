/**
 * Interfaces, and packets of the control protocols on them.
 *
 * <p>A protocol learns the router's interfaces from {@link io.mgmrouter.link.LinkService}, opens a
 * {@link io.mgmrouter.link.PacketChannel} for its IP protocol number on each, and brings its own
 * {@link io.mgmrouter.link.PacketDecoder}: decoding runs on the I/O thread, failures are counted by reason in one
 * place, and only whole, valid messages reach the protocol's loop.
 *
 * <p>{@code null} is neither accepted nor returned.
 */
@Export
@Version("1.0.0")
package io.mgmrouter.link;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
