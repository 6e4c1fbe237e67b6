package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.IpAddress;
import java.util.ArrayList;
import java.util.List;

/** A source or an RP, where it is reached, and the trees that depend on that. */
final class RpfTarget {

    final IpAddress address;
    final List<SourceTree> sources = new ArrayList<>(1);
    final List<GroupTree> groups = new ArrayList<>(0);
    Rpf rpf = Rpf.UNREACHABLE;

    RpfTarget(IpAddress address) {
        this.address = address;
    }

    boolean isUnused() {
        return sources.isEmpty() && groups.isEmpty();
    }
}
