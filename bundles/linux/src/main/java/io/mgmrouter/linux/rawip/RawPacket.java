package io.mgmrouter.linux.rawip;

import java.nio.ByteBuffer;

/**
 * An IPv4 packet as it was received, header first.
 *
 * @param octets read-only; valid only while the pipeline runs
 * @param truncated true if it was longer than the buffer
 */
record RawPacket(ByteBuffer octets, boolean truncated) {}
