package io.mgmrouter.pim.codec;

import io.mgmrouter.mgm.Sg;
import java.nio.ByteBuffer;

/**
 * Register (RFC 7761, section 4.9.3): a source's packet on its way to the rendezvous point, or, as a Null-Register, the
 * question whether to send them.
 *
 * @param border the B bit: its sender stands at the border of a domain
 * @param nullRegister the N bit: {@code packet} is a dummy
 * @param packet the IP packet inside, of the family of the outer one; read-only, each call gives another view of the
 *     same octets. What the decoder gives is a copy; in a message to be sent the octets have to stay until it is
 *     encoded
 */
public record Register(boolean border, boolean nullRegister, ByteBuffer packet) implements PimMessage {

    /** @throws IllegalArgumentException if {@code packet} does not go from a unicast address to a group */
    public Register {
        packet = packet.slice().asReadOnlyBuffer();
        if (InnerPacket.flowOf(packet).isEmpty()) {
            throw new IllegalArgumentException("what is registered must be an IP packet from a source to a group");
        }
    }

    /** A Null-Register for the source and group. */
    public static Register ofNothing(Sg sg) {
        return new Register(false, true, InnerPacket.dummy(sg));
    }

    /** Source and group of the packet inside. */
    public Sg sg() {
        return InnerPacket.flowOf(packet).orElseThrow();
    }

    @Override
    public ByteBuffer packet() {
        return packet.duplicate();
    }
}
