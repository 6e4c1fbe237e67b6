package io.mgmrouter.pim.tib;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MembershipFlag;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One interface: its port, its side of the manager, and what depends on it. */
final class TibLink {

    private static final Logger LOG = LoggerFactory.getLogger(TibLink.class);
    private static final Set<MembershipFlag> FORWARD = Set.of(MembershipFlag.FORWARD_STATE);

    final TibInterface port;

    /** What is reached through this interface. */
    final Set<RpfTarget> targets = new LinkedHashSet<>();

    /** Trees with any state here. */
    final Set<GroupTree> groups = new LinkedHashSet<>();

    private Optional<InterfaceOwnership> ownership = Optional.empty();
    private String refusal = "";

    TibLink(TibInterface port) {
        this.port = port;
    }

    InterfaceId id() {
        return port.id();
    }

    String name() {
        return port.name();
    }

    boolean isTaken() {
        return ownership.isPresent();
    }

    /** Takes the interface from the manager; one that another protocol has stays without this one's memberships. */
    void take(MgmSession session) {
        try {
            InterfaceOwnership taken = session.takeOwnership(id());
            taken.alertOnWrongInterface(true);
            ownership = Optional.of(taken);
            refusal = "";
        } catch (MgmException e) {
            if (!refusal.equals(e.getMessage())) {
                refusal = e.getMessage();
                LOG.warn("pim.refused-by-manager if={} error={} reason=\"{}\"", name(), e.error(), refusal);
            }
        }
    }

    void detached() {
        ownership = Optional.empty();
    }

    void release() {
        Optional<InterfaceOwnership> held = ownership;
        ownership = Optional.empty();
        held.ifPresent(owned -> quietly(owned::close));
    }

    void declare(SourceGroup what) {
        ownership.ifPresent(owned -> quietly(() -> owned.join(what)));
    }

    void withdraw(SourceGroup what) {
        ownership.ifPresent(owned -> quietly(() -> owned.leave(what)));
    }

    /** Takes the interface out of one flow's entry though a (*,G) membership covers it. */
    void stopForwarding(Sg sg) {
        ownership.ifPresent(owned -> quietly(() -> owned.delete(sg, FORWARD)));
    }

    /** Puts the interface back into one flow's entry. */
    void forward(Sg sg) {
        ownership.ifPresent(owned -> quietly(() -> owned.add(sg, FORWARD)));
    }

    /** The manager may have dropped the interface already: then there is nothing left to change. */
    private void quietly(Runnable call) {
        try {
            call.run();
        } catch (MgmException e) {
            LOG.debug("pim.refused-by-manager if={} error={} reason=\"{}\"", name(), e.error(), e.getMessage());
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
