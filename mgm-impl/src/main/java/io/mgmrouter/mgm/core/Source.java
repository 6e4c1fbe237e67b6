package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.Sg;

/** One source of a group: its memberships, its entry, and the route that both follow. */
final class Source extends Members {

    final Group group;
    final IpAddress address;
    /** Null if there is none. */
    Entry entry;
    /** The route to it, and its place in the chain of that. */
    RouteUse route;

    Source previousOfRoute;
    Source nextOfRoute;

    Source(Group group, IpAddress address) {
        this.group = group;
        this.address = address;
    }

    /** Made when asked for: a million of them are kept less often than needed. */
    @Override
    Sg sourceGroup() {
        return new Sg(address, group.address);
    }

    @Override
    Family family() {
        return address.family();
    }

    boolean isUnused() {
        return isEmpty() && entry == null;
    }
}
