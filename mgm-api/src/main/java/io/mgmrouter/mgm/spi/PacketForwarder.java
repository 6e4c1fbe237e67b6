package io.mgmrouter.mgm.spi;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A packet forwarder: set, remove and count entries; report packets it has no entry for. Publish it as a service with
 * the property {@link #FAMILIES}; of several for one family the manager uses the one with the highest service ranking.
 *
 * <p>The manager calls from under its lock: no method may block or call back before it returns. Operations take effect
 * in order; for one (S,G) only the newest wish counts, and an entry equal to what is programmed is not touched.
 */
@ConsumerType
public interface PacketForwarder {

    /** Service property (String[]): the families this forwarder handles, names of {@link io.mgmrouter.ip.Family}. */
    String FAMILIES = "mgm.families";

    /**
     * Service property (Boolean), default false: takes (*,G) entries, and reports a packet that arrives on another
     * interface than theirs as {@link Upcalls#wrongInterface} or, if it holds the packet, as {@link Upcalls#noEntry}.
     */
    String ANY_SOURCE = "mgm.any.source";

    /**
     * The manager starts using this forwarder. The table becomes {@code table}: entries found from before that are
     * equal stay untouched, others are changed or removed, missing ones added.
     */
    void start(Collection<ForwarderEntry> table, Upcalls upcalls);

    /** Adds or replaces the entry of a flow; packets held for it are released to it. */
    void set(ForwarderEntry entry);

    /** Removes the entry of a flow; its next packet is reported again. */
    void remove(SourceGroup sourceGroup);

    /**
     * The time to program what has been set and removed. Called after every batch of those, without a lock, on the
     * thread whose call caused it; so that thread may do the programming, if it is quick (a system call or a few).
     * Several threads may call at once. The default suits a forwarder that has a thread of its own for it.
     */
    default void flush() {}

    /**
     * Reads counters; the one method that may take its time, and is called without a lock.
     *
     * @return one record per flow that has an entry, in the order asked
     */
    List<Counters> counters(Collection<Sg> flows);

    /** The manager stops using this forwarder. What is programmed stays; up-calls end. */
    void stop();

    /**
     * Traffic of one entry.
     *
     * @param sg the flow
     * @param packets packets that matched
     * @param octets their octets
     * @param wrongInterface packets that arrived on another interface than the expected one
     * @param copies packets sent, per outgoing interface; interfaces the engine does not count are absent
     */
    record Counters(Sg sg, long packets, long octets, long wrongInterface, Map<InterfaceId, Long> copies) {

        public Counters {
            copies = Map.copyOf(copies);
        }

        /** Counters of an engine that does not count copies. */
        public Counters(Sg sg, long packets, long octets, long wrongInterface) {
            this(sg, packets, octets, wrongInterface, Map.of());
        }
    }
}
