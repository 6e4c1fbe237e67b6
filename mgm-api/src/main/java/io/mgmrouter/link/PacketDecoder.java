package io.mgmrouter.link;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Turns a received packet into a protocol's message: a pure function.
 *
 * @param <M> the protocol's message type
 */
@FunctionalInterface
@ConsumerType
public interface PacketDecoder<M> {

    /**
     * Reads one packet. The payload is only valid during the call: copy what is kept.
     *
     * @throws MalformedPacketException if the packet is not valid; it is dropped and counted under the given reason
     */
    M decode(InboundPacket packet) throws MalformedPacketException;
}
