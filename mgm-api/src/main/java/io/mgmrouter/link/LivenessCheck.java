package io.mgmrouter.link;

import io.mgmrouter.ip.IpAddress;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Watches neighbours more closely than a protocol's own keepalives do: Bidirectional Forwarding Detection (RFC 5880).
 * To be published by whoever can; protocols then have their neighbours watched.
 */
@FunctionalInterface
@ConsumerType
public interface LivenessCheck {

    /**
     * Watches one neighbour until the watch is closed. Returns at once.
     *
     * @param interfaceIndex the link it is on
     * @param own this router's address there
     * @param neighbor its address
     * @param dead called, on whatever thread, each time it is found dead after it was alive
     */
    Watch watch(int interfaceIndex, IpAddress own, IpAddress neighbor, Runnable dead);

    /** A neighbour that is being watched. */
    @FunctionalInterface
    interface Watch extends AutoCloseable {

        @Override
        void close();
    }
}
