package io.mgmrouter.mgm.win32.view;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.Reason;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A registered client: its session, and the interfaces it has taken with it. Any thread. */
final class Win32Client {

    private final MgmSession session;
    private final Callbacks callbacks;
    private final Map<InterfaceId, InterfaceOwnership> taken = new ConcurrentHashMap<>();

    Win32Client(MgmSession session, Callbacks callbacks) {
        this.session = session;
        this.callbacks = callbacks;
    }

    MgmSession session() {
        return session;
    }

    Callbacks callbacks() {
        return callbacks;
    }

    void take(InterfaceId id) {
        InterfaceOwnership ownership = session.takeOwnership(id);
        taken.put(id, ownership);
        if (callbacks.wantsWrongIf()) {
            ownership.alertOnWrongInterface(true);
        }
    }

    /** @throws MgmException with {@code INVALID_PARAMETER}, also for an interface that does not exist (MGM-021) */
    void release(int index, int nextHop) {
        try {
            InterfaceOwnership ownership = owned(Interfaces.id(index, nextHop));
            ownership.close();
            taken.values().remove(ownership);
        } catch (MgmException e) {
            throw e.error() == MgmError.NOT_FOUND
                    ? new MgmException(MgmError.INVALID_PARAMETER, e.reason(), e.getMessage())
                    : e;
        }
    }

    /** @throws MgmException with {@code NOT_FOUND} if there is no such interface, else {@code INVALID_PARAMETER} */
    InterfaceOwnership owned(InterfaceId id) {
        InterfaceOwnership ownership = taken.get(id);
        if (ownership == null) {
            session.manager().ownerOf(id);
            throw notOwner(id);
        }
        return ownership;
    }

    private MgmException notOwner(InterfaceId id) {
        return new MgmException(
                MgmError.INVALID_PARAMETER, Reason.NOT_OWNER, session.id() + " does not own interface " + id);
    }
}
