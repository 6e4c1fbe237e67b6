package io.mgmrouter.mgm.spi;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.SourceGroup;
import java.util.Optional;
import java.util.Set;

/**
 * What the forwarder is told about a flow.
 *
 * @param sourceGroup (S,G); or (*,G) for an engine that can take every source of a group without an up-call
 * @param iif where packets are accepted; empty means nowhere, the entry only stops up-calls
 * @param oifs where copies go; never contains {@code iif}
 */
public record ForwarderEntry(SourceGroup sourceGroup, Optional<InterfaceId> iif, Set<InterfaceId> oifs) {
    public ForwarderEntry {
        oifs = Set.copyOf(oifs);
    }
}
