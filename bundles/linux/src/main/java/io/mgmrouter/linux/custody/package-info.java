/**
 * Holds the kernel's multicast tables: sockets, structures of linux/mroute.h and mroute6.h, up-calls, and who else may
 * hold one.
 */
package io.mgmrouter.linux.custody;
