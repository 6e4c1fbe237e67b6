/**
 * Linux below the router: interfaces, routes, raw IP packets and the kernel's multicast tables as services. The only
 * bundle that calls the system.
 *
 * <p>{@link io.mgmrouter.linux.LinuxPlatform} puts the parts together and can be used without OSGi;
 * {@link io.mgmrouter.linux.LinuxComponent} publishes them. One thread, {@code linux-io}, reads everything that comes
 * from the kernel.
 */
package io.mgmrouter.linux;
