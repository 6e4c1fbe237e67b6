package io.mgmrouter.mgm.core;

import io.mgmrouter.mgm.Membership;
import java.util.ArrayList;
import java.util.List;

/** Collects the memberships of one holding bit by bit; what is deleted ahead of it is left out. */
public final class HoldingWalk {

    final Holding holding;
    /** Where to go on; null at the end. */
    Member next;

    private final List<Membership> found = new ArrayList<>();

    HoldingWalk(Holding holding) {
        this.holding = holding;
        this.next = holding.members;
        holding.walks.add(this);
    }

    boolean proceed(int steps) {
        for (int i = 0; i < steps && next != null; i++) {
            found.add(Views.view(next));
            next = next.next;
        }
        if (next == null) {
            holding.walks.remove(this);
        }
        return next == null;
    }

    /** What has been found, in no particular order. */
    public List<Membership> memberships() {
        return found;
    }
}
