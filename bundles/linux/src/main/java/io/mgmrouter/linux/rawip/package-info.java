/**
 * Packets of the control protocols: raw IP sockets as channels of our own on Netty's event loop.
 *
 * <p>One channel per protocol and interface. A received packet goes through the pipeline
 * {@code RawIpChannel -> PacketReader}: the reader checks the IP header, runs the protocol's decoder and hands the
 * message to the receiver; it is the one place where drops are counted. {@code docs/decisions/0003-receiving-igmp.md}
 * and {@code 0006-receiving-mld.md} tell why packets to groups nobody joined come from a packet socket.
 */
package io.mgmrouter.linux.rawip;
