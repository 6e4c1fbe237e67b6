package io.mgmrouter.link;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** An open channel of one protocol on one interface. All methods may be called from any thread. */
@ProviderType
public interface PacketChannel extends AutoCloseable {

    /** Queues a packet for sending; returns at once. A packet that cannot be sent is counted, not reported. */
    void send(OutboundPacket packet);

    /** What this channel has done so far; a snapshot. */
    Counters counters();

    /** Closes the socket; after it has returned the receiver is not called again. */
    @Override
    void close();

    /**
     * Counters of one channel since it was opened.
     *
     * @param received packets that reached the receiver
     * @param sent packets handed to the system
     * @param sendFailed packets the system refused
     * @param overload valid packets dropped because the receiver could not take them
     * @param dropped malformed packets by reason
     */
    record Counters(long received, long sent, long sendFailed, long overload, Map<String, Long> dropped) {
        public Counters {
            dropped = Map.copyOf(dropped);
        }
    }
}
