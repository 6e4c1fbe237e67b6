package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.route.Route;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The questions about one entry while they are open, and what has been answered so far. */
final class Resolution {

    /** What set it off. */
    enum Cause {
        /** The first packet of a flow; or somebody answers for a source that nobody answered for. */
        NEW_FLOW,
        /** The life span of an entry with traffic is over, or a client wants it to be decided upon. */
        RENEWAL,
        /** The way to the source, or the owner of it, changed. */
        ROUTE_CHANGE
    }

    /** Which questions are open. */
    enum Phase {
        RPF,
        CREATION
    }

    final Cause cause;
    final ByteBuffer packetHeader;
    final Story.Draft story;

    Phase phase = Phase.RPF;
    final Map<Long, Client> open = new LinkedHashMap<>(4);
    final Set<InterfaceId> leftOut = new HashSet<>(4);

    /** The incoming interface as it stands: proposed by the route, perhaps changed by its owner. */
    InterfaceId iif;

    Client owner;
    Route route;
    IpAddress upstreamNeighbor;

    Resolution(Cause cause, ByteBuffer packetHeader, Story.Draft story) {
        this.cause = cause;
        this.packetHeader = packetHeader;
        this.story = story;
    }

    void propose(InterfaceId rpfInterface, Client rpfOwner, Route rpfRoute) {
        iif = rpfInterface;
        owner = rpfOwner;
        route = rpfRoute;
        upstreamNeighbor = rpfRoute.nextHop().orElse(null);
    }
}
