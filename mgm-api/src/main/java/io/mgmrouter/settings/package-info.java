/**
 * Reading configuration: typed values and rules out of the properties that a component gets, with a sentence for the
 * operator where something is wrong.
 *
 * <p>{@code null} is neither accepted nor returned. For one thread.
 */
@Export
@Version("1.0.0")
package io.mgmrouter.settings;

import org.osgi.annotation.bundle.Export;
import org.osgi.annotation.versioning.Version;
