/**
 * Starts the router, and asks it.
 *
 * <p>{@code Main} is {@code mgm run}: it reads the configuration file and checks it against the metatype that the
 * bundles bring along, so that a mistake is one sentence before anything has started ({@code ConfigurationReader},
 * {@code Metatype}, {@code ConfigurationCheck}); it starts the framework with the bundles of the installation
 * ({@code RouterFramework}), puts the configuration into Configuration Admin, waits until every part is ready
 * ({@code ReadinessBoard}), and stops in order on SIGTERM. {@code Mgmctl} is the client of the control socket.
 *
 * <p>Nothing here knows a protocol. Everything a bundle needs to be started, configured and waited for is in its
 * manifest, its metatype and its services.
 */
package io.mgmrouter.launcher;
