package io.mgmrouter.mgm.core;

import io.mgmrouter.mgm.SourceGroup;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The memberships of one pair: (S,G), (*,G) or (*,*). Usually one to three, so a plain array. */
final class Members {

    private static final Member[] NONE = {};

    final SourceGroup sourceGroup;
    private Member[] members = NONE;

    Members(SourceGroup sourceGroup) {
        this.sourceGroup = sourceGroup;
    }

    boolean isEmpty() {
        return members.length == 0;
    }

    Member of(Holding holding) {
        for (Member member : members) {
            if (member.holding == holding) {
                return member;
            }
        }
        return null;
    }

    boolean contains(Holding holding) {
        return of(holding) != null;
    }

    void add(Member member) {
        members = Arrays.copyOf(members, members.length + 1);
        members[members.length - 1] = member;
    }

    void remove(Member member) {
        members = Arrays.stream(members).filter(each -> each != member).toArray(Member[]::new);
    }

    /** Runs over a copy: the action may change the set. */
    void forEach(Consumer<Member> action) {
        for (Member member : members) {
            action.accept(member);
        }
    }

    /** Clients with a membership that counts. */
    Set<Client> clients() {
        Set<Client> clients = LinkedHashSet.newLinkedHashSet(members.length);
        addClientsTo(clients);
        return clients;
    }

    void addClientsTo(Set<Client> clients) {
        for (Member member : members) {
            if (member.holding.effective()) {
                clients.add(member.holding.client);
            }
        }
    }

    void addEffectiveHoldingsTo(Set<Holding> holdings) {
        for (Member member : members) {
            if (member.holding.effective()) {
                holdings.add(member.holding);
            }
        }
    }
}
