package io.mgmrouter.igmp.bad;

import io.mgmrouter.pim.bad.IgmpReader;

/** A protocol that knows another, in a circle. */
public final class PimReader {

    public IgmpReader other() {
        return new IgmpReader();
    }
}
