/**
 * The one thread that reads from the kernel: Netty's epoll loop, which tells when a descriptor is readable, while the
 * reading itself is done by its owner.
 */
package io.mgmrouter.linux.io;
