/**
 * Small protocols to run beside one's own: each does what its column in the tables of RFC 2715, section 4, says, and
 * nothing a wire would need. What a neighbour would have said is told by the test
 * ({@link io.mgmrouter.testkit.protocols.PimSm#joinReceived} and the like); what would be sent upstream is written down
 * ({@link io.mgmrouter.testkit.protocols.Component#takeSent}). They know the manager through its API alone, are for
 * IPv4, and record what they hear as every {@link io.mgmrouter.testkit.RecordingProtocol} does. For one thread.
 *
 * <p>{@link io.mgmrouter.testkit.protocols.Dvmrp} and {@link io.mgmrouter.testkit.protocols.PimDm} flood and prune,
 * {@link io.mgmrouter.testkit.protocols.PimSm} waits for joins, {@link io.mgmrouter.testkit.protocols.IgmpLinks} has
 * hosts and no routers.
 */
@Export
@Version("1.0.0")
package io.mgmrouter.testkit.protocols;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
