package io.mgmrouter.mgm;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.route.Route;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A multicast forwarding entry (MFE) as it was at one moment: where packets of a source to a group must come from, and
 * where copies go.
 *
 * @param sg source and group
 * @param state how far it has come
 * @param incomingInterface where packets are accepted; empty in a negative entry without a route to the source
 * @param iifOwner client that owns the incoming interface
 * @param upstreamNeighbor next router toward the source; empty if the source is on the link
 * @param route the route the entry depends on; empty if there is none
 * @param outgoingInterfaces where copies go; empty in an entry that only stops up-calls
 * @param upTime age, counted from 0 to {@code timeout} (MGM-098)
 * @param timeout total life span; constant, 900 s unless a prune alert set another (MGM-088)
 */
public record ForwardingEntry(
        Sg sg,
        State state,
        Optional<InterfaceId> incomingInterface,
        Optional<ComponentId> iifOwner,
        Optional<IpAddress> upstreamNeighbor,
        Optional<Route> route,
        List<OutgoingInterface> outgoingInterfaces,
        Duration upTime,
        Duration timeout) {

    public ForwardingEntry {
        outgoingInterfaces = List.copyOf(outgoingInterfaces);
    }

    /** Time left: {@code timeout - upTime} (MGM-098). */
    public Duration expiryTime() {
        return timeout.minus(upTime);
    }

    /** Life of an entry. */
    public enum State {
        /** The RPF question is open; the forwarder holds the first packets. */
        RPF_ASKED,
        /** The creation questions are open; the forwarder holds the first packets. */
        CREATION_ASKED,
        /** Handed to the forwarder. */
        INSTALLED
    }

    /**
     * One outgoing interface.
     *
     * @param interfaceId where copies go
     * @param owner client whose membership put it there
     */
    public record OutgoingInterface(InterfaceId interfaceId, ComponentId owner) {}
}
