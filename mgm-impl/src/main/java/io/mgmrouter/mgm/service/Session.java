package io.mgmrouter.mgm.service;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.EnumerationType;
import io.mgmrouter.mgm.GroupEnumeration;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.core.Holding;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A client's registration. */
final class Session implements MgmSession {

    private final ComponentId id;
    private final MgmService manager;
    private final Attachment attachment;
    private final Set<Enumeration> enumerations = ConcurrentHashMap.newKeySet();

    Session(ComponentId id, MgmService manager, Attachment attachment) {
        this.id = id;
        this.manager = manager;
        this.attachment = attachment;
    }

    @Override
    public ComponentId id() {
        return id;
    }

    @Override
    public InterfaceOwnership takeOwnership(InterfaceId interfaceId) {
        manager.ensureKnown(interfaceId);
        manager.awaitChange((core, now) -> {
            requireOpen();
            return core.take(id, interfaceId, now);
        });
        Holding holding = ask((core, _) -> core.holding(id, interfaceId));
        return new Ownership(this, manager, holding);
    }

    @Override
    public List<InterfaceOwnership> ownerships() {
        return ask((core, _) -> core.holdings(id)).stream()
                .map(holding -> (InterfaceOwnership) new Ownership(this, manager, holding))
                .toList();
    }

    /** The client's own hold on an interface, if it still has it. */
    Optional<InterfaceOwnership> ownership(InterfaceId interfaceId) {
        try {
            return ownerships().stream()
                    .filter(own -> own.interfaceId().equals(interfaceId))
                    .findFirst();
        } catch (MgmException _) {
            return Optional.empty();
        }
    }

    @Override
    public void resynced() {
        act((core, now) -> core.resynced(id, now));
    }

    @Override
    public void setUpstreamNeighbor(Sg sg, IpAddress upstreamNeighbor) {
        act((core, _) -> core.setUpstreamNeighbor(id, sg, upstreamNeighbor));
    }

    @Override
    public void resolve(Sg sg) {
        manager.warmRoute(sg);
        act((core, now) -> core.resolve(id, sg, now));
    }

    @Override
    public GroupEnumeration enumerateGroups(EnumerationType type) {
        Enumeration enumeration = new Enumeration(manager.reading().pairs(type), enumerations::remove);
        act((_, _) -> enumerations.add(enumeration));
        return enumeration;
    }

    @Override
    public MulticastGroupManager manager() {
        return manager;
    }

    @Override
    public void close() {
        act((core, now) -> core.deregister(id, now));
        manager.awaitQuiet(attachment.loop);
    }

    /** Ends everything that lives as long as the session. */
    void end() {
        attachment.close();
        enumerations.forEach(Enumeration::end);
        enumerations.clear();
    }

    /** Called under the manager's lock. */
    void requireOpen() {
        if (attachment.closed()) {
            throw new MgmException(
                    MgmError.INVALID_PARAMETER, Reason.SESSION_CLOSED, "the session of " + id + " is closed");
        }
    }

    /** One step under the manager's lock, on behalf of an open session. */
    void act(MgmService.Action action) {
        manager.act((core, now) -> {
            requireOpen();
            action.run(core, now);
        });
    }

    <T> T ask(MgmService.Question<T> question) {
        return manager.ask((core, now) -> {
            requireOpen();
            return question.ask(core, now);
        });
    }
}
