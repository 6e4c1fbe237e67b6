/**
 * Small networks of Linux network namespaces in which a router is tried: hosts whose own kernels join and leave, a
 * sender with sequence numbers, cables that can be listened on, and the router as a process of its own, asked through
 * its control socket. {@link io.mgmrouter.lab.Lab} is the program {@code mgm lab}; the wire tests use the same
 * classes.
 *
 * <p>The lab judges the router, so it shares no code with it: what it says about packets it has seen itself, on the
 * wire or on a host's socket. What the router says about itself is only ever compared with that.
 *
 * <p>Needs Linux with veth and network namespaces, the programs {@code ip} and {@code nsenter}, and root, which may
 * be the root of a user namespace. Everything made is removed on close. A network namespace belongs to a thread, so
 * whatever opens a socket runs on a platform thread of its own that entered the namespace; the socket stays there and
 * may be used from any thread. {@code null} is neither accepted nor returned.
 */
package io.mgmrouter.lab;
