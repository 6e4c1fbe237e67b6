package io.mgmrouter.pim.tib;

import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.spi.LocalMembershipProtocol;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The hosts on a router's links, as IGMP or MLD hears them. */
final class CaseHosts implements LocalMembershipProtocol {

    private final ControlLoop loop;
    private final Map<InterfaceId, InterfaceOwnership> links = new HashMap<>();
    private Optional<MgmSession> session = Optional.empty();

    CaseHosts(ControlLoop loop) {
        this.loop = loop;
    }

    /** A host joins or leaves. */
    void member(InterfaceId on, SourceGroup what, boolean joined) {
        InterfaceOwnership link =
                links.computeIfAbsent(on, id -> session.orElseThrow().takeOwnership(id));
        if (joined) {
            link.join(what);
        } else {
            link.leave(what);
        }
    }

    @Override
    public ControlLoop loop() {
        return loop;
    }

    @Override
    public void attached(MgmSession attached) {
        session = Optional.of(attached);
    }

    @Override
    public void onDisable(InterfaceId interfaceId) {}

    @Override
    public void onEnable(InterfaceId interfaceId) {}
}
