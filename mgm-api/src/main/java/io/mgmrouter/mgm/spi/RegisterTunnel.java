package io.mgmrouter.mgm.spi;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.InterfaceId;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The virtual interface through which PIM sends the packets of a source to its rendezvous point and receives those of
 * others (RFC 7761, section 4.4). To the manager it is an interface like any other: its user takes it, and adds
 * memberships on it. Registers to any address of the router are unpacked by the forwarder, and what is inside is
 * forwarded as if it had arrived on the interface; whether it should be is for the entry to say.
 *
 * <p>Published by a forwarder that has one, with the property {@link #FAMILIES}: one service for all its families, or
 * one for each.
 */
@ConsumerType
public interface RegisterTunnel {

    /** Service property (String[]): the families that can be opened, names of {@link Family}. */
    String FAMILIES = PacketForwarder.FAMILIES;

    /**
     * Makes the virtual interface of a family. The link service reports it a moment later; it is neither multicast
     * capable nor has it addresses. One that is open already is taken over: what was opened before is void.
     *
     * @param toEncapsulate gets every whole IP packet that is forwarded out of the interface, on the forwarder's thread
     *     for up-calls: hand over or send, and return. What comes faster than the forwarder allows is dropped, and
     *     counted in its log. The buffer is read-only, and valid only during the call
     * @throws IllegalStateException if the forwarder cannot have one; the message says why
     */
    Opened open(Family family, WholePackets toEncapsulate);

    /**
     * The open virtual interface. When the service goes it is void, but stays, with all that is forwarded through it,
     * for the next forwarder; who leaves it open when he goes himself, to come back, leaves it to his successor.
     */
    interface Opened extends AutoCloseable {

        InterfaceId interfaceId();

        /** Removes the virtual interface; without effect once void. */
        @Override
        void close();
    }

    /** Takes whole packets. */
    @FunctionalInterface
    interface WholePackets {
        void forwarded(ByteBuffer ipPacket);
    }
}
