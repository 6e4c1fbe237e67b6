/**
 * The system calls of Linux that a multicast router needs, by the JDK's foreign function interface; a plain library.
 *
 * <p>{@link io.mgmrouter.linux.sys.Libc} is the binding: it returns what the call returns, or the negative
 * {@link io.mgmrouter.linux.sys.Errno} number. {@link io.mgmrouter.linux.sys.NativeSocket} wraps a descriptor and
 * throws {@link io.mgmrouter.linux.sys.LinuxException}. Structure offsets are those of 64-bit Linux; numbers in
 * native order unless they are addresses.
 *
 * <p>{@code null} is neither accepted nor returned.
 */
package io.mgmrouter.linux.sys;
