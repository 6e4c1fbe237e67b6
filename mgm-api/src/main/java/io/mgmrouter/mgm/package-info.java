/**
 * The Multicast Group Manager (MGM) as its callers see it. Everything here is implemented by the manager.
 *
 * <p>The MGM stands between several multicast routing protocols and one packet forwarder. Protocols own interfaces and
 * declare on them which groups have receivers behind them; from that, and from the multicast view of the routing table,
 * the MGM computes the one shared forwarding table, and tells each protocol what the others' knowledge means for it.
 * The rules are those of the interop dispatcher of RFC 2715, section 3.1; the numbers "MGM-nnn" in the documentation
 * are the statements of the conformance list in {@code docs/contract.md}.
 *
 * <ul>
 *   <li>Reading needs no registration: {@link io.mgmrouter.mgm.MulticastGroupManager}.
 *   <li>A protocol registers by publishing a {@link io.mgmrouter.mgm.spi.MulticastProtocol} service; the MGM hands it a
 *       {@link io.mgmrouter.mgm.MgmSession}, with which it takes interfaces. Memberships are declared on the
 *       {@link io.mgmrouter.mgm.InterfaceOwnership}, so that "take before add" is a matter of types.
 *   <li>Errors are {@link io.mgmrouter.mgm.MgmException}; nothing has changed when one is thrown.
 * </ul>
 *
 * <p>All methods may be called from any thread and return without waiting for another client, with one exception:
 * taking or releasing an interface that IGMP is on waits for IGMP to acknowledge (or for that to time out). No lock
 * that a callback might need may be held meanwhile. {@code null} is neither accepted nor returned.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2715">RFC 2715, Interoperability Rules for Multicast Routing
 *     Protocols</a>
 */
@Export
@Version("1.0.0")
package io.mgmrouter.mgm;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
