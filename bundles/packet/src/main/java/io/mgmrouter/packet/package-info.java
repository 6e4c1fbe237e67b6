/** Octets that several protocols share: the Internet checksum, IP headers. Pure functions; no I/O, no state. */
@Export
@Version("1.0.0")
package io.mgmrouter.packet;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
