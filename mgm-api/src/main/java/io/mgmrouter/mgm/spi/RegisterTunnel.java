package io.mgmrouter.mgm.spi;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.InterfaceId;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The virtual interface through which PIM sends the packets of a source to its rendezvous point and receives those of
 * others (RFC 7761, section 4.4). Published by a forwarder that has one. To the manager it is an interface like any
 * other: its user takes it, and adds memberships on it.
 */
@ConsumerType
public interface RegisterTunnel {

    /**
     * Makes the virtual interface of a family.
     *
     * @param toEncapsulate gets every whole IP packet that is forwarded out of the interface, on the forwarder's
     *     thread; the buffer is valid only during the call
     * @return the open interface; closing it removes the virtual interface
     * @throws IllegalStateException if it is open already or the forwarder cannot have one; the message says which
     */
    Opened open(Family family, WholePackets toEncapsulate);

    /** The open virtual interface. */
    interface Opened extends AutoCloseable {

        InterfaceId interfaceId();

        @Override
        void close();
    }

    /** Takes whole packets. */
    @FunctionalInterface
    interface WholePackets {
        void forwarded(ByteBuffer ipPacket);
    }
}
