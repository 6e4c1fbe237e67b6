/**
 * The manager as its published Windows contract writes it: seventeen functions ({@link Win32Mgm}), nine callbacks
 * ({@link ROUTING_PROTOCOL_CONFIG}) and their structures, all under their published names, for code that is carried
 * over and for readers who have the published pages at hand. New protocols use {@code io.mgmrouter.mgm}.
 *
 * <ul>
 *   <li>A DWORD is an {@code int} with unsigned meaning, a BOOL a {@code boolean}; a pointer to something that is
 *       filled in is a small object with a public field: {@link PDWORD}, {@link PHANDLE}.
 *   <li>An address is a DWORD in network byte order, as {@link IN_ADDR#inet_addr} makes it; 0 is the wildcard, and "no
 *       next hop". The contract knows IPv4 only: what is IPv6 is left out of everything that is read.
 *   <li>Output buffers hold the structures as on Windows: little-endian DWORDs without padding, one record behind the
 *       other from the buffer's position on. Position and limit are left alone.
 * </ul>
 *
 * <p>{@code null} is neither accepted nor returned, but for the members of {@link ROUTING_PROTOCOL_CONFIG}.
 *
 * @see <a href="https://learn.microsoft.com/windows/win32/api/mgm/">The published reference pages</a>
 */
@Export
@Version("1.0.0")
package io.mgmrouter.mgm.win32;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
