package io.mgmrouter.linux.mroute;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;

/**
 * An entry of the multicast forwarding cache.
 *
 * @param source the sender; unspecified for every source that has no entry of its own
 * @param group the group, of the same family
 * @param iif VIF on which packets are accepted, or {@link #NOWHERE}
 * @param oifs VIFs to which copies go: bit n is VIF n
 */
public record MfcEntry(IpAddress source, IpAddress group, int iif, int oifs) {

    /** Number of a VIF that is never used: what is expected there is accepted nowhere, and raises no up-call. */
    public static final int NOWHERE = KernelMulticastTable.VIFS - 1;

    /** True if this is for every source that has no entry of its own. */
    public boolean isAnySource() {
        return source.isUnspecified();
    }

    /** The family of source and group. */
    public Family family() {
        return group.family();
    }

    /** True if copies go to this VIF. */
    public boolean forwardsTo(int vif) {
        return (oifs >>> vif & 1) != 0;
    }
}
