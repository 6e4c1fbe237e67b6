/**
 * What a bundle offers to operators: commands of {@code mgmctl}, and whether it is ready.
 *
 * <p>Both are whiteboards: publish a service, and it is found. {@code null} is neither accepted nor returned.
 */
@Export
@Version("1.0.0")
package io.mgmrouter.control;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
