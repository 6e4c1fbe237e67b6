package io.mgmrouter.testkit.protocols;

import io.mgmrouter.mgm.EnumerationType;
import io.mgmrouter.mgm.GroupEnumeration;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.Page;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.StarStar;
import io.mgmrouter.mgm.spi.JoinAlert;
import io.mgmrouter.mgm.spi.PruneAlert;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What other components want, as far as a component has to know: kept by alerts, begun by enumeration. */
final class OutsideReceivers {

    private static final int PAGE = 100;

    private final Set<SourceGroup> wanted = new TreeSet<>();

    /** Reads what was joined before this component came; it has added nothing yet. */
    void catchUp(MgmSession session) {
        try (GroupEnumeration groups = session.enumerateGroups(EnumerationType.ALL_SOURCES)) {
            Page<SourceGroup> page;
            do {
                page = groups.next(PAGE);
                wanted.addAll(page.items());
            } while (page.more());
        }
    }

    void heard(JoinAlert alert) {
        wanted.add(alert.sourceGroup());
    }

    /**
     * While another component wanted everything it stood in every group's row, so who else came and went was none of
     * this component's business (RFC 2715, section 2.2). When it goes, what is left is read anew.
     */
    void heard(PruneAlert alert, MgmSession session) {
        wanted.remove(alert.sourceGroup());
        if (alert.sourceGroup() instanceof StarStar) {
            wanted.removeIf(StarG.class::isInstance);
            readGroups(session);
        }
    }

    private void readGroups(MgmSession session) {
        Optional<SourceGroup> after = Optional.empty();
        Page<Membership> page;
        do {
            page = session.manager().memberships(after, PAGE);
            page.items().stream()
                    .filter(member -> member.sourceGroup() instanceof StarG && ofAnother(member, session))
                    .forEach(member -> wanted.add(member.sourceGroup()));
            after = page.items().stream().map(Membership::sourceGroup).reduce((_, last) -> last);
        } while (page.more());
    }

    /** What IGMP reports on an owned interface is its owner's matter. */
    private static boolean ofAnother(Membership member, MgmSession session) {
        return !member.client().equals(session.id())
                && session.manager()
                        .ownerOf(member.interfaceId(), member.sourceGroup().family())
                        .equals(Optional.of(member.client()));
    }

    boolean contains(SourceGroup pair) {
        return wanted.contains(pair);
    }

    /** All of it. */
    Set<SourceGroup> all() {
        return Set.copyOf(wanted);
    }
}
