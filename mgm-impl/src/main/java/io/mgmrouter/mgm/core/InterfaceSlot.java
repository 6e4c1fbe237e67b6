package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.InterfaceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Who holds one interface, for each family by itself, and which entries expect their packets on it. */
final class InterfaceSlot {

    final InterfaceId id;
    /** Routing protocols by family; often the same one twice. */
    private final Holding[] owner = new Holding[Family.values().length];
    /** IGMP and MLD, by family; often the same client twice. */
    private final Holding[] local = new Holding[Family.values().length];
    /** Changes of ownership that wait for IGMP or MLD, by family. */
    private final OwnershipChange[] change = new OwnershipChange[Family.values().length];
    /** Entries whose RPF interface this is, negative ones included: a chain through {@link Entry#nextOfIif}. */
    private Entry firstIncoming;

    private Entry lastIncoming;

    InterfaceSlot(InterfaceId id) {
        this.id = id;
    }

    /** The routing protocol's hold in a family; null if there is none. */
    Holding owner(Family family) {
        return owner[family.ordinal()];
    }

    /** IGMP's or MLD's hold; null if there is none. */
    Holding local(Family family) {
        return local[family.ordinal()];
    }

    /** For the families of its client: as owner, or as IGMP or MLD. */
    void put(Holding holding) {
        Holding[] holdings = holding.client.isLocalMembership() ? local : owner;
        holding.client.profile.families().forEach(family -> holdings[family.ordinal()] = holding);
    }

    void remove(Holding holding) {
        for (int i = 0; i < local.length; i++) {
            local[i] = local[i] == holding ? null : local[i];
            owner[i] = owner[i] == holding ? null : owner[i];
        }
    }

    /** Routing protocols on the interface, each once. */
    Stream<Holding> owners() {
        return Stream.of(owner).filter(holding -> holding != null).distinct();
    }

    /** IGMP and MLD clients on the interface, each once. */
    Stream<Holding> locals() {
        return Stream.of(local).filter(holding -> holding != null).distinct();
    }

    /** Whose memberships forward here, and who answers for entries that arrive here: the owner, else IGMP or MLD. */
    Optional<Holding> effective(Family family) {
        Holding owning = owner(family);
        return Optional.ofNullable(owning != null ? owning : local(family));
    }

    /** The client of {@link #effective}; null if there is none. */
    Client answering(Family family) {
        Holding owning = owner(family);
        Holding holding = owning != null ? owning : local(family);
        return holding == null ? null : holding.client;
    }

    /** The change that waits in a family; null if none does. */
    OwnershipChange change(Family family) {
        return change[family.ordinal()];
    }

    /** Changes that wait, each once. */
    Stream<OwnershipChange> changes() {
        return Stream.of(change).filter(waiting -> waiting != null).distinct();
    }

    void putChange(Family family, OwnershipChange waiting) {
        change[family.ordinal()] = waiting;
    }

    void removeChange(OwnershipChange done) {
        done.families.forEach(family -> change[family.ordinal()] = null);
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
        return firstIncoming == null
                && owners().findAny().isEmpty()
                && locals().findAny().isEmpty()
                && changes().findAny().isEmpty();
    }
}
