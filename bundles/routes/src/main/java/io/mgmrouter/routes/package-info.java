/**
 * The multicast view with routes set by hand: where sources are reached, if not where the kernel would send packets to
 * them. Changes nothing in the kernel.
 *
 * <ul>
 *   <li>{@link io.mgmrouter.routes.StaticRoute}: one such route, as configured and checked.
 *   <li>{@link io.mgmrouter.routes.OverriddenRoutes}: the kernel's view and these, as one.
 *   <li>{@link io.mgmrouter.routes.RoutesComponent}, {@link io.mgmrouter.routes.StaticRouteComponent}: the rim.
 * </ul>
 *
 * <p>{@code null} is neither accepted nor returned.
 */
package io.mgmrouter.routes;
