package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.InterfaceId;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who holds one interface, and which entries expect their packets on it. */
final class InterfaceSlot {

    final InterfaceId id;
    Holding owner;
    /** IGMP and MLD, by family; often the same client twice. */
    private final Holding[] local = new Holding[Family.values().length];
    /** Entries whose RPF interface this is, negative ones included. */
    final Set<Entry> incoming = new LinkedHashSet<>();
    /** The change of ownership that waits for IGMP; null if none does. */
    OwnershipChange change;

    InterfaceSlot(InterfaceId id) {
        this.id = id;
    }

    Holding local(Family family) {
        return local[family.ordinal()];
    }

    void putLocal(Holding holding) {
        for (Family family : Family.values()) {
            if (holding.client.handles(family)) {
                local[family.ordinal()] = holding;
            }
        }
    }

    void removeLocal(Holding holding) {
        for (int i = 0; i < local.length; i++) {
            local[i] = local[i] == holding ? null : local[i];
        }
    }

    /** IGMP and MLD clients on the interface, each once. */
    Stream<Holding> locals() {
        return Stream.of(local).filter(holding -> holding != null).distinct();
    }

    /** Whose memberships forward here, and who answers for entries that arrive here: the owner, else IGMP or MLD. */
    Optional<Holding> effective(Family family) {
        return Optional.ofNullable(owner != null ? owner : local(family));
    }

    boolean unused() {
        return owner == null && locals().findAny().isEmpty() && incoming.isEmpty() && change == null;
    }
}
