package io.mgmrouter.linux.rawip;

import java.nio.ByteBuffer;

/**
 * What one receive call returned. The buffers are read-only and valid only while the pipeline runs.
 *
 * @param sender {@code sockaddr} of the sender; empty if the packet has its header
 * @param octets the packet, with or without its IP header
 * @param control control messages in native order; empty if the packet has its header
 * @param truncated true if the packet or its control data was longer than the buffer
 */
record RawPacket(ByteBuffer sender, ByteBuffer octets, ByteBuffer control, boolean truncated) {}
