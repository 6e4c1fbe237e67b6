package io.mgmrouter.mgm.spi;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import java.util.List;

/**
 * A forwarding entry is about to be made.
 *
 * @param sg source and group
 * @param iif interface the data should arrive on, as RPF decided
 * @param candidates the called client's own interfaces that would forward
 */
public record CreationAlert(Sg sg, InterfaceId iif, List<Candidate> candidates) {

    public CreationAlert {
        candidates = List.copyOf(candidates);
    }

    /**
     * @param interfaceId an interface that will forward unless the client leaves it out
     * @param igmp true if IGMP is enabled on it (MGM-084)
     */
    public record Candidate(InterfaceId interfaceId, boolean igmp) {}
}
