package io.mgmrouter.mgm.core;

import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.Cause;
import io.mgmrouter.mgm.MembershipFlag;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.StarStar;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.JoinAlert;
import io.mgmrouter.mgm.spi.PruneAlert;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Adding and deleting memberships, and the alerts that follow from counting clients (RFC 2715, section 3.1). */
final class Memberships {

    private final Tables tables;
    private final Flows flows;

    Memberships(Tables tables, Flows flows) {
        this.tables = tables;
        this.flows = flows;
    }

    void add(Holding holding, SourceGroup pair, Set<MembershipFlag> flags) {
        requireAllowed(holding, pair, flags);
        if (flags.contains(MembershipFlag.JOIN_STATE)) {
            join(holding, pair);
        }
        if (flags.contains(MembershipFlag.FORWARD_STATE) && pair instanceof Sg sg) {
            flows.forward(holding, sg);
        }
    }

    void delete(Holding holding, SourceGroup pair, Set<MembershipFlag> flags, Tick now) {
        requireAllowed(holding, pair, flags);
        if (flags.contains(MembershipFlag.JOIN_STATE)) {
            leave(holding, pair, now);
        }
        if (flags.contains(MembershipFlag.FORWARD_STATE) && pair instanceof Sg sg) {
            flows.stopForwarding(holding, sg, now);
        }
    }

    /** Deletes every membership of a holding that passes, with the alerts of as many single deletes. */
    void deleteAll(Holding holding, Predicate<Member> which, Tick now) {
        for (Member member = holding.members; member != null; ) {
            Member next = member.next;
            if (which.test(member)) {
                leave(holding, member.set.sourceGroup, now);
            }
            member = next;
        }
    }

    /** Deletes what a holding declared while it did not count: nobody is told. */
    void forgetAll(Holding holding) {
        while (holding.members != null) {
            remove(holding.members);
        }
    }

    private static void requireAllowed(Holding holding, SourceGroup pair, Set<MembershipFlag> flags) {
        if (flags.isEmpty()) {
            throw new MgmException(
                    MgmError.INVALID_PARAMETER,
                    Reason.NO_FLAG,
                    "JOIN_STATE, FORWARD_STATE or both expected for " + pair);
        }
        if (!flags.contains(MembershipFlag.JOIN_STATE) && !(pair instanceof Sg)) {
            throw new MgmException(
                    MgmError.INVALID_PARAMETER,
                    Reason.WILDCARD_FORWARD,
                    "FORWARD_STATE needs a source and a group, not " + pair);
        }
        if (holding.disabled) {
            throw new MgmException(
                    MgmError.CAN_NOT_COMPLETE,
                    Reason.IGMP_DISABLED,
                    "the ownership of interface " + holding.id()
                            + " is changing; add again after onEnable has returned");
        }
    }

    private void join(Holding holding, SourceGroup pair) {
        Members members = tables.obtainMembers(pair);
        Member known = members.of(holding);
        if (known != null) {
            known.epoch = holding.client.epoch;
            return;
        }
        boolean counts = holding.effective();
        Set<Client> before = counts ? interested(pair) : Set.of();
        Member member = new Member(holding, members);
        members.add(member);
        holding.link(member);
        if (counts) {
            alertOfJoin(holding, pair, before);
            flows.extend(holding, pair);
        } else {
            localJoin(holding, pair);
        }
    }

    private void leave(Holding holding, SourceGroup pair, Tick now) {
        Members members = tables.members(pair);
        Member member = members == null ? null : members.of(holding);
        if (member == null) {
            return;
        }
        remove(member);
        if (holding.effective()) {
            alertOfPrune(holding, pair, interested(pair));
            flows.shrink(holding, pair, now);
        } else {
            localLeave(holding, pair);
        }
    }

    private void remove(Member member) {
        member.holding.unlink(member);
        member.set.remove(member);
        tables.dropIfEmpty(member.set.sourceGroup);
    }

    private void localJoin(Holding igmp, SourceGroup pair) {
        Client owner = igmp.slot.owner.client;
        if (owner.hears(Callback.LOCAL_JOIN, pair.family())) {
            tables.effect(new Effect.LocalJoin(owner.id, pair, igmp.id()));
        }
    }

    private void localLeave(Holding igmp, SourceGroup pair) {
        Client owner = igmp.slot.owner.client;
        if (owner.hears(Callback.LOCAL_LEAVE, pair.family())) {
            tables.effect(new Effect.LocalLeave(owner.id, pair, igmp.id()));
        }
    }

    /**
     * The N of RFC 2715: clients with receivers for a pair. Wildcard receivers stand in every group's row of the
     * component-group table (section 2.2, MGM-067).
     */
    private Set<Client> interested(SourceGroup pair) {
        Set<Client> clients = new LinkedHashSet<>(4);
        Members members = tables.members(pair);
        if (members != null) {
            members.addClientsTo(clients);
        }
        if (pair instanceof StarG) {
            tables.everything(pair.family()).addClientsTo(clients);
        }
        return clients;
    }

    private void alertOfJoin(Holding by, SourceGroup pair, Set<Client> before) {
        JoinAlert alert = new JoinAlert(pair, Cause.MEMBERSHIP);
        alert(by.client, pair, before, Callback.JOIN_ALERT, to -> tables.effect(new Effect.Join(to.id, alert)));
    }

    private void alertOfPrune(Holding by, SourceGroup pair, Set<Client> after) {
        PruneAlert alert = new PruneAlert(pair, by.id(), Cause.MEMBERSHIP);
        alert(by.client, pair, after, Callback.PRUNE_ALERT, to -> tables.effect(new Effect.Prune(to.id, alert)));
    }

    /**
     * Who is told that {@code by} is in or out, {@code others} being the clients interested without it: for wildcards,
     * N between 0 and 1 concerns everybody else, N between 1 and 2 the one that is there alone; for (S,G), N between 0
     * and 1 concerns the owner of the RPF interface.
     */
    private void alert(Client by, SourceGroup pair, Set<Client> others, Callback kind, Consumer<Client> tell) {
        if (others.contains(by)) {
            return;
        }
        switch (pair) {
            case Sg(var source, _)
            when others.isEmpty() ->
                flows.rpfOwner(source)
                        .filter(owner -> owner != by && owner.hears(kind, pair.family()))
                        .ifPresent(tell);
            case Sg _ -> {}
            case StarG _, StarStar _
            when others.size() <= 1 ->
                (others.isEmpty() ? tables.clients.values() : others)
                        .stream()
                                .filter(client -> client != by && client.hears(kind, pair.family()))
                                .forEach(tell);
            case StarG _, StarStar _ -> {}
        }
    }
}
