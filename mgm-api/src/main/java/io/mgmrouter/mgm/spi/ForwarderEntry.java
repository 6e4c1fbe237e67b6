package io.mgmrouter.mgm.spi;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.SourceGroup;
import java.util.Optional;
import java.util.Set;

/**
 * What the forwarder is told about a flow: an accept set and a replicate set.
 *
 * @param sourceGroup (S,G); or (*,G), for a forwarder that has {@link PacketForwarder#ANY_SOURCE}: every source of the
 *     group that has no entry of its own is then forwarded without an up-call
 * @param iifs where packets are accepted: one interface for (S,G), any number for (*,G); empty means nowhere, the entry
 *     only stops up-calls
 * @param oifs where copies go; of an (S,G) never contains its iif
 */
public record ForwarderEntry(SourceGroup sourceGroup, Set<InterfaceId> iifs, Set<InterfaceId> oifs) {
    public ForwarderEntry {
        iifs = Set.copyOf(iifs);
        oifs = Set.copyOf(oifs);
    }

    /** An entry with at most one interface to accept packets on. */
    public ForwarderEntry(SourceGroup sourceGroup, Optional<InterfaceId> iif, Set<InterfaceId> oifs) {
        this(sourceGroup, iif.map(Set::of).orElse(Set.of()), oifs);
    }
}
