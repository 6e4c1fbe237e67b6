/**
 * The contract of the manager as tests, written against the API alone: another implementation, or a protocol, can be
 * run under them. Extend {@link io.mgmrouter.testkit.conformance.ManagerConformance}, say how the manager is started,
 * and every statement of {@code docs/contract.md} is tried; a test's tags name the statements it proves.
 *
 * <p>{@link io.mgmrouter.testkit.conformance.Router} is the router around the manager, and
 * {@link io.mgmrouter.testkit.conformance.Client} one of its protocols. All loops are driven by the test, so that every
 * run is the same.
 */
@Export
@Version("1.0.0")
package io.mgmrouter.testkit.conformance;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
