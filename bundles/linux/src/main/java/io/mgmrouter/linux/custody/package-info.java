/** Holds the kernel's multicast tables: sockets, structures of linux/mroute.h, up-calls, and who else may hold one. */
package io.mgmrouter.linux.custody;
