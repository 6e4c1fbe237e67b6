package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.InterfaceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who holds one interface, and which entries expect their packets on it. */
final class InterfaceSlot {

    final InterfaceId id;
    Holding owner;
    /** IGMP and MLD, by family; often the same client twice. */
    private final Holding[] local = new Holding[Family.values().length];
    /** Entries whose RPF interface this is, negative ones included: a chain through {@link Entry#nextOfIif}. */
    private Entry firstIncoming;

    private Entry lastIncoming;
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

    /** The client of {@link #effective}; null if there is none. */
    Client answering(Family family) {
        Holding holding = owner != null ? owner : local(family);
        return holding == null ? null : holding.client;
    }

    void addIncoming(Entry entry) {
        entry.previousOfIif = lastIncoming;
        if (lastIncoming == null) {
            firstIncoming = entry;
        } else {
            lastIncoming.nextOfIif = entry;
        }
        lastIncoming = entry;
    }

    void removeIncoming(Entry entry) {
        if (entry.previousOfIif == null) {
            firstIncoming = entry.nextOfIif;
        } else {
            entry.previousOfIif.nextOfIif = entry.nextOfIif;
        }
        if (entry.nextOfIif == null) {
            lastIncoming = entry.previousOfIif;
        } else {
            entry.nextOfIif.previousOfIif = entry.previousOfIif;
        }
        entry.previousOfIif = null;
        entry.nextOfIif = null;
    }

    /** The entries that expect their packets here, the oldest first; a copy. */
    List<Entry> incoming() {
        List<Entry> found = new ArrayList<>();
        for (Entry entry = firstIncoming; entry != null; entry = entry.nextOfIif) {
            found.add(entry);
        }
        return found;
    }

    boolean unused() {
        return owner == null && locals().findAny().isEmpty() && firstIncoming == null && change == null;
    }
}
