package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.pim.codec.Assert;
import java.time.Duration;
import java.util.Optional;

/** An interface with PIM on it, as the tree information base sees it. Used on the loop's thread only. */
public interface TibInterface {

    InterfaceId id();

    /** The system's name, for people. */
    String name();

    /** This router's primary address on the link, the one its Hellos come from. */
    IpAddress address();

    /** I_am_DR(I) of RFC 7761, section 4.3.2. */
    boolean isDesignatedRouter();

    /** How many PIM neighbours there are. */
    int neighborCount();

    /**
     * NBR(I, A) of RFC 7761, section 4.1.6.
     *
     * @param address any address of a neighbour, as a route's next hop names it
     * @return the neighbour's primary address, the one its Hellos come from; empty if there is no such neighbour
     */
    Optional<IpAddress> neighborWith(IpAddress address);

    /** Suppression_Enabled(I), section 4.3.3. */
    boolean suppression();

    /** Effective_Propagation_Delay(I), section 4.3.3. */
    Duration propagationDelay();

    /** Effective_Override_Interval(I), section 4.3.3. */
    Duration overrideInterval();

    /** J/P_Override_Interval(I), section 4.3.3. */
    default Duration joinPruneOverrideInterval() {
        return propagationDelay().plus(overrideInterval());
    }

    /**
     * Sends a Join with the next Join/Prune message, at the end of this turn of the loop.
     *
     * @param upstreamNeighbor primary address of the neighbour asked
     * @param what (*,G) or (S,G)
     * @param source what stands in the source entry: the RP of (*,G), else the source
     * @param rpt true for (S,G,rpt), a source taken off or put back on the shared tree
     */
    void join(IpAddress upstreamNeighbor, SourceGroup what, IpAddress source, boolean rpt);

    /** As {@link #join}, a Prune. */
    void prune(IpAddress upstreamNeighbor, SourceGroup what, IpAddress source, boolean rpt);

    /** Sends an Assert at once. */
    void send(Assert message);

    /** False if a neighbour's Join for this is not taken: {@code join.filter}, {@code boundary}. */
    boolean accepts(SourceGroup join);

    /** True if the operator drew a boundary here: the group is neither asked for nor forwarded across this link. */
    boolean bounded(IpAddress group);
}
