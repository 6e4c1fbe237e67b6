/**
 * The {@code bundle} commands: the life cycle of bundles for operators.
 *
 * <p>{@code BundleComponent} is the rim and all there is: the framework itself does the work, this words what happened.
 */
package io.mgmrouter.control.bundle;
