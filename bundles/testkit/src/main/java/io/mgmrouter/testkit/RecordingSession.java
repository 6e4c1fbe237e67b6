package io.mgmrouter.testkit;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.EnumerationType;
import io.mgmrouter.mgm.GroupEnumeration;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.MembershipFlag;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A session with a manager that has one client: it keeps ownerships and memberships, writes every call down as a line,
 * and refuses what the test says. Lines are {@code take 2}, {@code join 2 (*,239.1.1.1)}, {@code leave 2 ...},
 * {@code release 2}, {@code resolve (10.0.0.1,232.1.1.1)} and {@code resynced}.
 */
public final class RecordingSession implements MgmSession {

    private final ComponentId id;
    private final RecordingManager manager = new RecordingManager();
    private final List<String> calls = new ArrayList<>();
    private final Map<InterfaceId, Ownership> ownerships = new TreeMap<>();
    private final Set<InterfaceId> disabled = new TreeSet<>();
    private Optional<MgmException> takeRefusal = Optional.empty();

    public RecordingSession(ComponentId id) {
        this.id = id;
    }

    /** The interface and its memberships are on hold from before. */
    public void hold(InterfaceId interfaceId, SourceGroup... memberships) {
        Ownership held = new Ownership(interfaceId);
        held.stale.addAll(List.of(memberships));
        ownerships.put(interfaceId, held);
    }

    /** What the manager behind this session knows is for the test to say. */
    public RecordingManager knows() {
        return manager;
    }

    /** Taking an interface fails from now on. */
    public void refuseTaking(MgmError error, Reason reason, String message) {
        takeRefusal = Optional.of(new MgmException(error, reason, message));
    }

    /** Interfaces can be taken again. */
    public void allowTaking() {
        takeRefusal = Optional.empty();
    }

    /** The manager begins to change the interface's owner: adds and deletes fail, memberships are dropped. */
    public void disable(InterfaceId interfaceId) {
        disabled.add(interfaceId);
        Optional.ofNullable(ownerships.get(interfaceId)).ifPresent(ownership -> ownership.fresh.clear());
    }

    /** The change is complete. */
    public void enable(InterfaceId interfaceId) {
        disabled.remove(interfaceId);
    }

    /** The manager no longer knows the interface. */
    public void lose(InterfaceId interfaceId) {
        ownerships.remove(interfaceId);
    }

    /** The calls so far; asking forgets them. */
    public List<String> takeCalls() {
        List<String> taken = List.copyOf(calls);
        calls.clear();
        return taken;
    }

    /** What is declared on an interface now, stale memberships left out. */
    public Set<SourceGroup> declared(InterfaceId interfaceId) {
        Ownership ownership = ownerships.get(interfaceId);
        return ownership == null ? Set.of() : Set.copyOf(ownership.fresh);
    }

    @Override
    public ComponentId id() {
        return id;
    }

    @Override
    public InterfaceOwnership takeOwnership(InterfaceId interfaceId) {
        takeRefusal.ifPresent(refusal -> {
            throw refusal;
        });
        Ownership ownership = ownerships.computeIfAbsent(interfaceId, Ownership::new);
        if (ownership.taken) {
            throw new MgmException(MgmError.ALREADY_EXISTS, Reason.OWN_INTERFACE, interfaceId + " is taken already");
        }
        ownership.taken = true;
        calls.add("take " + interfaceId);
        return ownership;
    }

    @Override
    public List<InterfaceOwnership> ownerships() {
        return List.copyOf(ownerships.values());
    }

    @Override
    public void resynced() {
        calls.add("resynced");
        ownerships.values().forEach(ownership -> ownership.stale.clear());
        ownerships.values().removeIf(ownership -> !ownership.taken);
    }

    @Override
    public void setUpstreamNeighbor(Sg sg, IpAddress upstreamNeighbor) {
        throw new MgmException(MgmError.NOT_FOUND, Reason.NO_ENTRY, "there is no entry " + sg);
    }

    @Override
    public void resolve(Sg sg) {
        calls.add("resolve " + sg);
    }

    @Override
    public GroupEnumeration enumerateGroups(EnumerationType type) {
        throw new UnsupportedOperationException("this session enumerates nothing");
    }

    @Override
    public MulticastGroupManager manager() {
        return manager;
    }

    @Override
    public void close() {
        calls.add("close");
    }

    private final class Ownership implements InterfaceOwnership {
        private final InterfaceId interfaceId;
        private final Set<SourceGroup> fresh = new TreeSet<>();
        private final Set<SourceGroup> stale = new TreeSet<>();
        private boolean taken;

        Ownership(InterfaceId interfaceId) {
            this.interfaceId = interfaceId;
        }

        @Override
        public InterfaceId interfaceId() {
            return interfaceId;
        }

        @Override
        public void add(SourceGroup sourceGroup, Set<MembershipFlag> flags) {
            requireUsable();
            if (!flags.contains(MembershipFlag.JOIN_STATE)) {
                calls.add("forward " + interfaceId + " " + sourceGroup);
                return;
            }
            calls.add("join " + interfaceId + " " + sourceGroup);
            fresh.add(sourceGroup);
            stale.remove(sourceGroup);
        }

        @Override
        public void delete(SourceGroup sourceGroup, Set<MembershipFlag> flags) {
            requireUsable();
            if (!flags.contains(MembershipFlag.JOIN_STATE)) {
                calls.add("stop " + interfaceId + " " + sourceGroup);
                return;
            }
            calls.add("leave " + interfaceId + " " + sourceGroup);
            fresh.remove(sourceGroup);
            stale.remove(sourceGroup);
        }

        @Override
        public List<Membership> memberships() {
            List<Membership> memberships = new ArrayList<>();
            fresh.forEach(sourceGroup -> memberships.add(new Membership(sourceGroup, interfaceId, id, false)));
            stale.forEach(sourceGroup -> memberships.add(new Membership(sourceGroup, interfaceId, id, true)));
            return memberships;
        }

        @Override
        public void alertOnWrongInterface(boolean wanted) {
            requireUsable();
        }

        @Override
        public void handOver(ComponentId newOwner) {
            throw new MgmException(MgmError.NOT_FOUND, Reason.UNKNOWN_COMPONENT, "there is no client " + newOwner);
        }

        @Override
        public void close() {
            requireUsable();
            calls.add("release " + interfaceId);
            ownerships.remove(interfaceId);
        }

        private void requireUsable() {
            if (ownerships.get(interfaceId) != this) {
                throw new MgmException(MgmError.INVALID_PARAMETER, Reason.NOT_OWNER, interfaceId + " is not owned");
            }
            if (disabled.contains(interfaceId)) {
                throw new MgmException(
                        MgmError.CAN_NOT_COMPLETE, Reason.IGMP_DISABLED, "IGMP is disabled on " + interfaceId);
            }
        }
    }
}
