/**
 * Addresses and prefixes of both families as small immutable values.
 *
 * <p>They exist beside {@link java.net.InetAddress} because a router compares, sorts and stores addresses by the
 * million: an IPv4 address here is one {@code int}, ordering is the unsigned order of the octets, parsing never asks
 * a name server, and there is no scope id that makes equal addresses differ.
 *
 * <p>{@code null} is neither accepted nor returned. All types are immutable and may be used on any thread.
 */
@Export
@Version("1.0.0")
package io.mgmrouter.ip;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
