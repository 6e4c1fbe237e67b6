package io.mgmrouter.link;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Takes decoded messages from the I/O thread.
 *
 * @param <M> the protocol's message type
 */
@FunctionalInterface
@ConsumerType
public interface PacketReceiver<M> {

    /**
     * A valid message arrived. Must not block; normally {@code loop.offer(...)}.
     *
     * @return false if it had to be dropped because the receiver is overloaded; counted by the channel
     */
    boolean received(M message, InboundPacket.Header header);
}
