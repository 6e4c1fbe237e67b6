package io.mgmrouter.pim.bad;

import io.mgmrouter.igmp.bad.PimReader;

/** The other half of the circle. */
public final class IgmpReader {

    public PimReader other() {
        return new PimReader();
    }
}
