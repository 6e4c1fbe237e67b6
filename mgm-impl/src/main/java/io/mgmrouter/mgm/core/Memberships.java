package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.Family;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.Cause;
import io.mgmrouter.mgm.MembershipFlag;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.MgmException;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.JoinAlert;
import io.mgmrouter.mgm.spi.PruneAlert;
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
                leave(member, member.pair.sourceGroup(), now);
            }
            member = next;
        }
    }

    /** Deletes what a holding declared in a family in which it did not count: nobody is told. */
    void forgetAll(Holding holding, Family family) {
        for (Member member = holding.members; member != null; ) {
            Member next = member.next;
            if (member.pair.family() == family) {
                forget(member);
            }
            member = next;
        }
    }

    private void forget(Member member) {
        Members pair = member.pair;
        unlink(member);
        tables.log.left(member.holding, pair.sourceGroup(), 0, pair.isEmpty());
        tables.wildcards.membershipChanged(pair);
        tables.dropIfUnused(pair);
    }

    private static void requireAllowed(Holding holding, SourceGroup pair, Set<MembershipFlag> flags) {
        holding.client.requireHandles(pair);
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
        if (holding.disabled(pair.family())) {
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
        boolean counts = holding.effective(pair.family());
        if (members.isEmpty()) {
            tables.aboutToChange(members);
        }
        if (counts) {
            tables.log.joined(holding, pair, clients(holding.client, pair.family(), members));
            alertOfJoin(holding, pair, members);
        } else {
            tables.log.joined(holding, pair, 0);
        }
        Member member = new Member(holding, members);
        members.add(member);
        holding.link(member);
        if (counts) {
            flows.extend(holding, members);
        } else {
            localJoin(holding, pair);
        }
        tables.wildcards.membershipChanged(members);
    }

    private void leave(Holding holding, SourceGroup pair, Tick now) {
        Members members = tables.members(pair);
        Member member = members == null ? null : members.of(holding);
        if (member != null) {
            leave(member, pair, now);
        }
    }

    private void leave(Member member, SourceGroup pair, Tick now) {
        Holding holding = member.holding;
        Members members = member.pair;
        unlink(member);
        boolean counted = holding.effective(pair.family());
        int left = counted ? clients(null, pair.family(), members) : 0;
        tables.log.left(holding, pair, left, members.isEmpty());
        if (counted) {
            alertOfPrune(holding, pair, members);
            flows.shrink(holding, members, now);
        } else {
            localLeave(holding, pair);
        }
        tables.wildcards.membershipChanged(members);
        tables.dropIfUnused(members);
    }

    private void unlink(Member member) {
        Members members = member.pair;
        if (members.first() == member && member.nextOfPair == null) {
            tables.aboutToChange(members);
        }
        member.holding.unlink(member);
        members.remove(member);
    }

    /**
     * How many clients want a pair, {@code newcomer} (null for none) and receivers of everything among them; counted up
     * to three, because no rule tells more from that.
     */
    private int clients(Client newcomer, Family family, Members ofPair) {
        Members ofAll = ofPair instanceof Group ? tables.everything(family) : ofPair;
        Client first = newcomer == null ? otherThan(null, ofPair, ofAll) : newcomer;
        if (first == null) {
            return 0;
        }
        Client second = otherThan(first, ofPair, ofAll);
        if (second == null) {
            return 1;
        }
        return ofPair.wantedByOthersThan(first, second) || ofAll.wantedByOthersThan(first, second) ? 3 : 2;
    }

    private static Client otherThan(Client client, Members ofPair, Members ofAll) {
        Client other = ofPair.wantedByOtherThan(client);
        return other == null ? ofAll.wantedByOtherThan(client) : other;
    }

    private void localJoin(Holding igmp, SourceGroup pair) {
        Client owner = igmp.slot.owner(pair.family()).client;
        if (owner.hears(Callback.LOCAL_JOIN, pair.family())) {
            tables.effect(new Effect.LocalJoin(owner.id, pair, igmp.id()));
        }
    }

    private void localLeave(Holding igmp, SourceGroup pair) {
        Client owner = igmp.slot.owner(pair.family()).client;
        if (owner.hears(Callback.LOCAL_LEAVE, pair.family())) {
            tables.effect(new Effect.LocalLeave(owner.id, pair, igmp.id()));
        }
    }

    private void alertOfJoin(Holding by, SourceGroup pair, Members others) {
        JoinAlert alert = new JoinAlert(pair, Cause.MEMBERSHIP);
        alert(by.client, pair, others, Callback.JOIN_ALERT, to -> tables.effect(new Effect.Join(to.id, alert)));
    }

    private void alertOfPrune(Holding by, SourceGroup pair, Members others) {
        PruneAlert alert = new PruneAlert(pair, by.id(), Cause.MEMBERSHIP);
        alert(by.client, pair, others, Callback.PRUNE_ALERT, to -> tables.effect(new Effect.Prune(to.id, alert)));
    }

    /** Who is told that a client is in or out, {@code others} being the memberships without the one in question. */
    private void alert(Client by, SourceGroup pair, Members others, Callback kind, Consumer<Client> tell) {
        if (others instanceof Source source) {
            alertOfSource(by, source, kind, tell);
        } else {
            alertOfWildcard(by, others, tables.everything(pair.family()), kind, tell);
        }
    }

    /** (S,G): the client count between 0 and 1 concerns the owner of the RPF interface. */
    private void alertOfSource(Client by, Source others, Callback kind, Consumer<Client> tell) {
        if (others.wantedBy(by) || others.wantedByOtherThan(by) != null) {
            return;
        }
        Client owner = flows.rpfOwner(others);
        if (owner != null && owner != by && owner.hears(kind, others.address.family())) {
            tell.accept(owner);
        }
    }

    /**
     * Wildcards: the client count N (RFC 2715, section 3.1.1) between 0 and 1 concerns everybody else, between 1 and 2
     * the one that is there alone. Receivers of everything stand in every group's row of the component-group table
     * (section 2.2, MGM-067).
     */
    private void alertOfWildcard(Client by, Members ofPair, Members ofAll, Callback kind, Consumer<Client> tell) {
        if (ofPair.wantedBy(by) || ofAll.wantedBy(by)) {
            return;
        }
        Family family = ofAll.sourceGroup().family();
        Client other = otherThan(by, ofPair, ofAll);
        if (other == null) {
            tables.clients.values().stream()
                    .filter(client -> client != by && client.hears(kind, family))
                    .forEach(tell);
        } else if (!ofPair.wantedByOthersThan(by, other)
                && !ofAll.wantedByOthersThan(by, other)
                && other.hears(kind, family)) {
            tell.accept(other);
        }
    }
}
