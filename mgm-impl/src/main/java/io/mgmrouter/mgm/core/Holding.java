package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** One client's hold on one interface, as its owner or as IGMP beside an owner. */
public final class Holding {

    final InterfaceSlot slot;
    Client client;
    /** The client's memberships here, a chain through {@link Member#next}. */
    Member members;
    /** Entries this interface is in by forward state, not by a membership. */
    final Set<Entry> forwardOnly = new LinkedHashSet<>();

    /** Those that read the chain at present. */
    final List<HoldingWalk> walks = new ArrayList<>(0);

    boolean released;
    boolean wrongInterfaceAlerts;
    /** Older than the client's epoch: held for a client that has not taken it again yet. */
    int epoch;

    Holding(InterfaceSlot slot, Client client) {
        this.slot = slot;
        this.client = client;
        this.epoch = client.epoch;
    }

    /** The interface that is held. */
    public InterfaceId id() {
        return slot.id;
    }

    /** True while the client has it: after a hand-over another one, after a release nobody. */
    public boolean isHeldBy(ComponentId id) {
        return !released && client.id.equals(id);
    }

    Set<Family> families() {
        return client.profile.families();
    }

    boolean stale() {
        return epoch != client.epoch;
    }

    /**
     * True if what is declared here counts and forwards: always for the owner, for IGMP only while nobody else owns the
     * interface in that family (MGM-074, MGM-076).
     */
    boolean effective(Family family) {
        Holding owner = slot.owner(family);
        return owner == this || owner == null;
    }

    /** True if IGMP must not add or delete here: the ownership is changing. */
    boolean disabled(Family family) {
        OwnershipChange change = slot.change(family);
        return change != null && change.locals.contains(this);
    }

    void link(Member member) {
        member.next = members;
        if (members != null) {
            members.previous = member;
        }
        members = member;
        client.memberships++;
    }

    void unlink(Member member) {
        for (HoldingWalk walk : walks) {
            walk.next = walk.next == member ? member.next : walk.next;
        }
        if (member.previous == null) {
            members = member.next;
        } else {
            member.previous.next = member.next;
        }
        if (member.next != null) {
            member.next.previous = member.previous;
        }
        member.previous = null;
        member.next = null;
        client.memberships--;
    }
}
