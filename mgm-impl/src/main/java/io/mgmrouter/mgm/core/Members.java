package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.SourceGroup;
import java.util.Set;

/** The memberships of one pair: (S,G), (*,G) or (*,*). Usually one to three, so a chain. */
abstract sealed class Members permits Everything, Group, Source {

    private Member first;

    abstract SourceGroup sourceGroup();

    abstract Family family();

    /** The first of the chain through {@link Member#nextOfPair}, in the order they were added; null if empty. */
    final Member first() {
        return first;
    }

    final boolean isEmpty() {
        return first == null;
    }

    /** Null if there is none. */
    final Member of(Holding holding) {
        Member member = first;
        while (member != null && member.holding != holding) {
            member = member.nextOfPair;
        }
        return member;
    }

    final boolean contains(Holding holding) {
        return of(holding) != null;
    }

    final void add(Member member) {
        if (first == null) {
            first = member;
            return;
        }
        Member last = first;
        while (last.nextOfPair != null) {
            last = last.nextOfPair;
        }
        last.nextOfPair = member;
    }

    final void remove(Member member) {
        if (first == member) {
            first = member.nextOfPair;
            return;
        }
        Member before = first;
        while (before.nextOfPair != member) {
            before = before.nextOfPair;
        }
        before.nextOfPair = member.nextOfPair;
    }

    /** True if the client has a membership here that counts. */
    final boolean wantedBy(Client client) {
        for (Member member = first; member != null; member = member.nextOfPair) {
            if (member.holding.client == client && member.holding.effective(family())) {
                return true;
            }
        }
        return false;
    }

    /** A client with a membership that counts, other than this one; null if there is none. */
    final Client wantedByOtherThan(Client client) {
        for (Member member = first; member != null; member = member.nextOfPair) {
            if (member.holding.client != client && member.holding.effective(family())) {
                return member.holding.client;
            }
        }
        return null;
    }

    /** True if yet another client has a membership that counts. */
    final boolean wantedByOthersThan(Client one, Client other) {
        for (Member member = first; member != null; member = member.nextOfPair) {
            Client client = member.holding.client;
            if (client != one && client != other && member.holding.effective(family())) {
                return true;
            }
        }
        return false;
    }

    final void addEffectiveHoldingsTo(Set<Holding> holdings) {
        for (Member member = first; member != null; member = member.nextOfPair) {
            if (member.holding.effective(family())) {
                holdings.add(member.holding);
            }
        }
    }
}
