package io.mgmrouter.mgm.model;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.Cause;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MembershipFlag;
import io.mgmrouter.mgm.MgmError;
import io.mgmrouter.mgm.Reason;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.StarStar;
import io.mgmrouter.mgm.core.Effect;
import io.mgmrouter.mgm.model.Tables.Client;
import io.mgmrouter.mgm.model.Tables.Hold;
import io.mgmrouter.mgm.model.Tables.Member;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.JoinAlert;
import io.mgmrouter.mgm.spi.PruneAlert;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Memberships, and the alerts that are a function of who wanted something before and who does after. */
final class Wanting {

    private final Tables tables;
    private final Flowing flowing;

    Wanting(Tables tables, Flowing flowing) {
        this.tables = tables;
        this.flowing = flowing;
    }

    void add(Hold hold, SourceGroup pair, Set<MembershipFlag> flags) {
        requireAllowed(hold, pair, flags);
        if (flags.contains(MembershipFlag.JOIN_STATE)) {
            join(hold, pair);
        }
        if (flags.contains(MembershipFlag.FORWARD_STATE) && pair instanceof Sg sg && tables.counts(hold, sg.family())) {
            flowing.addOif(sg, hold);
        }
    }

    void delete(Hold hold, SourceGroup pair, Set<MembershipFlag> flags) {
        requireAllowed(hold, pair, flags);
        if (flags.contains(MembershipFlag.JOIN_STATE)) {
            deleteAll(hold, member -> member.pair.equals(pair));
        }
        if (flags.contains(MembershipFlag.FORWARD_STATE) && pair instanceof Sg sg) {
            flowing.removeOif(sg, hold);
        }
    }

    private void requireAllowed(Hold hold, SourceGroup pair, Set<MembershipFlag> flags) {
        if (!hold.client.profile.families().contains(pair.family())) {
            throw new Tables.Refused(MgmError.INVALID_PARAMETER, Reason.FAMILY_NOT_HANDLED);
        }
        if (flags.isEmpty()) {
            throw new Tables.Refused(MgmError.INVALID_PARAMETER, Reason.NO_FLAG);
        }
        if (!flags.contains(MembershipFlag.JOIN_STATE) && !(pair instanceof Sg)) {
            throw new Tables.Refused(MgmError.INVALID_PARAMETER, Reason.WILDCARD_FORWARD);
        }
        if (tables.changeAt(hold.id, pair.family())
                .filter(change -> change.locals.contains(hold))
                .isPresent()) {
            throw new Tables.Refused(MgmError.CAN_NOT_COMPLETE, Reason.IGMP_DISABLED);
        }
    }

    private void join(Hold hold, SourceGroup pair) {
        for (Member member : tables.members) {
            if (member.hold == hold && member.pair.equals(pair)) {
                member.stale = false;
                return;
            }
        }
        Set<Client> before = tables.interested(pair);
        tables.members.add(new Member(hold, pair));
        if (!tables.counts(hold, pair.family())) {
            Client owner = tables.owner(hold.id, pair.family()).client;
            if (owner.hears(Callback.LOCAL_JOIN, pair.family())) {
                tables.effect(new Effect.LocalJoin(owner.id, pair, hold.id));
            }
            return;
        }
        JoinAlert alert = new JoinAlert(pair, Cause.MEMBERSHIP);
        for (Client to : concerned(pair, hold.client, before, tables.interested(pair))) {
            if (to.hears(Callback.JOIN_ALERT, pair.family())) {
                tables.effect(new Effect.Join(to.id, alert));
            }
        }
        tables.entries.values().stream()
                .map(entry -> entry.sg)
                .filter(pair::covers)
                .forEach(sg -> flowing.addOif(sg, hold));
    }

    /**
     * As many single deletes, in an order that is the manager's own. It shows in one place: a client that is a wildcard
     * receiver gives no prune alert for a group, so whether there is one depends on which goes first.
     */
    void deleteAll(Hold hold, Predicate<Member> which) {
        List<Member> going = tables.members.stream()
                .filter(member -> member.hold == hold && which.test(member))
                .sorted((a, b) -> a.pair.compareTo(b.pair))
                .toList();
        for (Member member : going) {
            boolean mayGoFirst = member.pair instanceof StarG
                    && going.stream().anyMatch(other -> other.pair.equals(new StarStar(member.pair.family())));
            delete(member, mayGoFirst);
        }
    }

    private void delete(Member member, boolean mayBeSilent) {
        Hold hold = member.hold;
        SourceGroup pair = member.pair;
        Set<Client> before = tables.interested(pair);
        tables.members.remove(member);
        if (!tables.counts(hold, pair.family())) {
            Client owner = tables.owner(hold.id, pair.family()).client;
            if (owner.hears(Callback.LOCAL_LEAVE, pair.family())) {
                tables.effect(new Effect.LocalLeave(owner.id, pair, hold.id));
            }
            return;
        }
        PruneAlert alert = new PruneAlert(pair, hold.id, Cause.MEMBERSHIP);
        for (Client to : concerned(pair, hold.client, before, tables.interested(pair))) {
            if (to.hears(Callback.PRUNE_ALERT, pair.family())) {
                (mayBeSilent ? tables.possible : tables.effects).add(new Effect.Prune(to.id, alert));
            }
        }
        for (Sg sg : List.copyOf(tables.entries.keySet())) {
            if (pair.covers(sg) && !tables.covered(hold, sg)) {
                flowing.removeOif(sg, hold);
            }
        }
    }

    /** The table "Who is alerted" of the contract. */
    private List<Client> concerned(SourceGroup pair, Client by, Set<Client> before, Set<Client> after) {
        if (before.size() == after.size()) {
            return List.of();
        }
        Set<Client> others = before.size() < after.size() ? before : after;
        if (pair instanceof Sg(var source, _)) {
            Client rpfOwner = flowing.rpfOwner(source);
            return others.isEmpty() && rpfOwner != null && rpfOwner != by ? List.of(rpfOwner) : List.of();
        }
        return switch (others.size()) {
            case 0 ->
                tables.clients.values().stream().filter(client -> client != by).toList();
            case 1 -> List.copyOf(others);
            default -> List.of();
        };
    }

    /** What IGMP declared on an interface that changes hands is dropped (MGM-034). */
    void dropLocal(InterfaceId id, Client by) {
        for (Family family : by.profile.families()) {
            Hold local = tables.local(id, family);
            if (local != null && tables.counts(local, family)) {
                deleteAll(local, member -> member.pair.family() == family);
                flowing.removeOifs(local, family);
            } else {
                tables.members.removeIf(member -> member.hold == local && member.pair.family() == family);
            }
        }
    }
}
