package io.mgmrouter.igmp;

import io.mgmrouter.igmp.fsm.FilterState;
import io.mgmrouter.igmp.fsm.FilterState.Exclude;
import io.mgmrouter.igmp.fsm.FilterState.Include;
import io.mgmrouter.igmp.fsm.SourceTimers;
import io.mgmrouter.igmp.policy.StaticGroups;
import io.mgmrouter.igmp.policy.Wanted;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One interface toward the manager: the ownership, and which memberships are declared with it. INCLUDE(A) is declared
 * as (S,G) for each S in A, EXCLUDE(X,Y) as (*,G): the manager knows no negative memberships, so a source that
 * everybody on the link excludes is forwarded nevertheless. What the operator has configured is declared besides. For
 * the loop's thread.
 */
final class MgmInterface {

    private static final Logger LOG = LoggerFactory.getLogger(MgmInterface.class);

    private final Dialect dialect;
    private final InterfaceId id;
    private final String name;
    private final Runnable lost;
    private Optional<InterfaceOwnership> ownership = Optional.empty();
    private StaticGroups statics = StaticGroups.NONE;
    private boolean enabled = true;
    private String lastRefusal = "";

    /**
     * @param lost called when the manager says that the interface is not ours any more: it has to be taken again
     */
    MgmInterface(Dialect dialect, InterfaceId id, String name, Runnable lost) {
        this.dialect = dialect;
        this.id = id;
        this.name = name;
        this.lost = lost;
    }

    boolean isTaken() {
        return ownership.isPresent();
    }

    /**
     * Takes the interface if it is not taken yet. A refusal is logged once, and may be tried again.
     *
     * @return true if it is newly taken: then everything has to be declared
     */
    boolean take(MgmSession session) {
        if (isTaken()) {
            return false;
        }
        try {
            ownership = Optional.of(session.takeOwnership(id));
        } catch (MgmException e) {
            ownership = e.error() == MgmError.ALREADY_EXISTS ? owned(session) : Optional.empty();
            refused(e);
        }
        enabled = true;
        return isTaken();
    }

    /** The session is over: what was declared is no longer ours to change. */
    void detached() {
        ownership = Optional.empty();
    }

    /** Another client is taking or releasing the interface: nothing may be added or deleted. */
    void disable() {
        enabled = false;
    }

    /** The memberships on the interface are gone; everything has to be declared again. */
    void enable() {
        enabled = true;
    }

    /** Releases the interface, and with it all its memberships. The manager may have dropped it already. */
    void release() {
        Optional<InterfaceOwnership> held = ownership;
        ownership = Optional.empty();
        try {
            held.ifPresent(InterfaceOwnership::close);
        } catch (MgmException e) {
            LOG.debug("{}.release if={} reason=\"{}\"", dialect.name(), name, e.getMessage());
        }
    }

    /** What is wanted whoever reports. */
    StaticGroups statics() {
        return statics;
    }

    /**
     * Other groups are wanted whoever reports.
     *
     * @param hosts what hosts want of a group
     */
    void statics(StaticGroups changed, Function<IpAddress, FilterState> hosts) {
        StaticGroups before = statics;
        statics = changed;
        if (enabled && ownership.isPresent()) {
            Set<IpAddress> groups = new HashSet<>(before.groups().keySet());
            groups.addAll(changed.groups().keySet());
            groups.forEach(group -> replace(group, before.of(group), changed.of(group), hosts.apply(group)));
        }
    }

    /** Declares what is wanted whoever reports. */
    void declareStatics() {
        if (enabled && ownership.isPresent()) {
            statics.groups().forEach((group, wanted) -> replace(group, Wanted.NOTHING, wanted, FilterState.NONE));
        }
    }

    private void replace(IpAddress group, Wanted before, Wanted after, FilterState hosts) {
        if (before.anySource() != after.anySource() && !(hosts instanceof Exclude)) {
            call(new StarG(group), after.anySource() ? InterfaceOwnership::join : InterfaceOwnership::leave);
        }
        Map<IpAddress, ?> held = included(hosts);
        Set<IpAddress> all = new HashSet<>(before.sources());
        all.addAll(after.sources());
        for (IpAddress source : all) {
            boolean joins = after.sources().contains(source);
            if (joins != before.sources().contains(source) && !held.containsKey(source)) {
                call(new Sg(source, group), joins ? InterfaceOwnership::join : InterfaceOwnership::leave);
            }
        }
    }

    /** Declares a group as it is. */
    void declare(IpAddress group, FilterState filter) {
        changed(group, FilterState.NONE, filter);
    }

    /** Declares what is different now; new memberships first, so that no packet falls into the gap of a mode change. */
    void changed(IpAddress group, FilterState before, FilterState after) {
        if (!enabled || ownership.isEmpty()) {
            return;
        }
        SourceTimers had = included(before);
        SourceTimers has = included(after);
        Wanted fixed = statics.of(group);
        boolean hadAll = before instanceof Exclude || fixed.anySource();
        boolean hasAll = after instanceof Exclude || fixed.anySource();
        if (hasAll && !hadAll) {
            call(new StarG(group), InterfaceOwnership::join);
        }
        has.forEachNotIn(had, source -> declare(source, group, fixed, InterfaceOwnership::join));
        if (hadAll && !hasAll) {
            call(new StarG(group), InterfaceOwnership::leave);
        }
        had.forEachNotIn(has, source -> declare(source, group, fixed, InterfaceOwnership::leave));
    }

    private void declare(IpAddress source, IpAddress group, Wanted fixed, Call call) {
        if (!fixed.sources().contains(source)) {
            call(new Sg(source, group), call);
        }
    }

    private static SourceTimers included(FilterState filter) {
        return SourceTimers.of(filter instanceof Include(var sources) ? sources : Map.of());
    }

    private interface Call {
        void on(InterfaceOwnership held, SourceGroup sourceGroup);
    }

    private void call(SourceGroup sourceGroup, Call call) {
        ownership.ifPresent(held -> quietly(owned -> call.on(owned, sourceGroup), held));
    }

    /**
     * While the manager changes the interface's owner, adds and deletes are refused before this client has heard of it;
     * that heals with the enabling. Any other refusal means that the ownership is lost: it has to be taken again.
     */
    private void quietly(Consumer<InterfaceOwnership> call, InterfaceOwnership held) {
        try {
            call.accept(held);
        } catch (MgmException e) {
            if (e.error() != MgmError.CAN_NOT_COMPLETE) {
                ownership = Optional.empty();
                lost.run();
            }
            refused(e);
        }
    }

    private void refused(MgmException refusal) {
        if (!refusal.getMessage().equals(lastRefusal)) {
            lastRefusal = refusal.getMessage();
            LOG.warn(
                    "{}.refused-by-manager if={} error={} reason=\"{}\"",
                    dialect.name(),
                    name,
                    refusal.error(),
                    lastRefusal);
        }
    }

    private Optional<InterfaceOwnership> owned(MgmSession session) {
        return session.ownerships().stream()
                .filter(held -> held.interfaceId().equals(id))
                .findFirst();
    }
}
