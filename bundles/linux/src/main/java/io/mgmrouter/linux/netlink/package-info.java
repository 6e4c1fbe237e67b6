/**
 * Links, addresses and routes as the kernel has them, by rtnetlink (rtnetlink(7)).
 *
 * <p>{@link io.mgmrouter.linux.netlink.NetlinkSocket} asks and listens;
 * {@link io.mgmrouter.linux.netlink.KernelEvents} reads the kernel's events on the I/O thread and tells
 * {@link io.mgmrouter.linux.netlink.LinkTable} and {@link io.mgmrouter.linux.netlink.KernelRoutes}, which keep no more
 * than a view that can be asked for again at any time: lost events cost a new dump, nothing else.
 *
 * <p>{@code null} is neither accepted nor returned.
 */
package io.mgmrouter.linux.netlink;
