package io.mgmrouter.mgm.service;

import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.MembershipFlag;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.core.Holding;
import java.util.List;
import java.util.Set;

/** A client's hold on one interface. */
final class Ownership implements InterfaceOwnership {

    private final Session session;
    private final MgmService manager;
    private final Holding holding;

    Ownership(Session session, MgmService manager, Holding holding) {
        this.session = session;
        this.manager = manager;
        this.holding = holding;
    }

    @Override
    public InterfaceId interfaceId() {
        return holding.id();
    }

    @Override
    public void add(SourceGroup sourceGroup, Set<MembershipFlag> flags) {
        manager.warmRoute(sourceGroup);
        session.act((core, _) -> core.add(session.id(), holding, sourceGroup, flags));
    }

    @Override
    public void delete(SourceGroup sourceGroup, Set<MembershipFlag> flags) {
        manager.warmRoute(sourceGroup);
        session.act((core, now) -> core.delete(session.id(), holding, sourceGroup, flags, now));
    }

    @Override
    public List<Membership> memberships() {
        return manager.reading().memberships(session, holding);
    }

    @Override
    public void alertOnWrongInterface(boolean wanted) {
        session.act((core, _) -> core.alertOnWrongInterface(session.id(), holding, wanted));
    }

    @Override
    public void handOver(ComponentId newOwner) {
        manager.awaitChange((core, now) -> {
            session.requireOpen();
            return core.handOver(session.id(), holding, newOwner, now);
        });
        if (!manager.ask((_, _) -> holding.isHeldBy(newOwner))) {
            throw new MgmException(
                    MgmError.CAN_NOT_COMPLETE,
                    Reason.OWNERSHIP_CHANGING,
                    "client " + newOwner + " left before it could take over interface " + holding.id());
        }
    }

    @Override
    public void close() {
        manager.awaitChange((core, now) -> {
            session.requireOpen();
            return core.release(session.id(), holding, now);
        });
    }

    @Override
    public String toString() {
        return session.id() + " on " + holding.id();
    }
}
