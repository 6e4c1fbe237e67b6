package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.Role;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeMap;

/** One registration. Its deadline, while set, is the end of its hold time: what is stale by then is removed. */
final class Client extends Deadlines.Timed {

    final ComponentId id;
    final TreeMap<InterfaceId, Holding> holdings = new TreeMap<>();
    ClientProfile profile;
    boolean attached = true;
    long memberships;
    /** Raised when the bundle goes away: what carries an older epoch is stale until its client confirms it. */
    int epoch;
    /** Questions it did not answer in time and has not returned from yet. While there are any it is asked nothing. */
    int overdue;
    /** Entries decided without its answer, because it was late with it or owed another one; the oldest first. */
    final Set<Entry> unheard = new LinkedHashSet<>();

    Client(ComponentId id, ClientProfile profile) {
        this.id = id;
        this.profile = profile;
    }

    boolean isLocalMembership() {
        return profile.role() == Role.LOCAL_MEMBERSHIP;
    }

    boolean handles(Family family) {
        return profile.families().contains(family);
    }

    /** @throws MgmException with {@code INVALID_PARAMETER} unless it is registered for the family */
    void requireHandles(SourceGroup pair) {
        if (!handles(pair.family())) {
            throw new MgmException(
                    MgmError.INVALID_PARAMETER,
                    Reason.FAMILY_NOT_HANDLED,
                    "client " + id + " is not registered for " + pair.family() + ", which " + pair + " belongs to");
        }
    }

    /** False for a client that is away, has no such callback, or does not handle the family (MGM-009). */
    boolean hears(Callback callback, Family family) {
        return attached && handles(family) && wants(callback);
    }

    boolean wants(Callback callback) {
        return attached && profile.callbacks().contains(callback);
    }

    /** False while it owes an answer that is late: waiting for it would cost every new flow the whole deadline. */
    boolean answers() {
        return overdue == 0;
    }
}
