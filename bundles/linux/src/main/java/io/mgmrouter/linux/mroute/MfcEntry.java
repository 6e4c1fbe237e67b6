package io.mgmrouter.linux.mroute;

import io.mgmrouter.ip.Ipv4Address;

/**
 * An entry of the multicast forwarding cache.
 *
 * @param source the sender; unspecified for every source that has no entry of its own
 * @param group the group
 * @param iif VIF on which packets are accepted, or {@link #NOWHERE}
 * @param oifs VIFs to which copies go: bit n is VIF n
 */
public record MfcEntry(Ipv4Address source, Ipv4Address group, int iif, int oifs) {

    /** Number of a VIF that is never used: what is expected there is accepted nowhere, and raises no up-call. */
    public static final int NOWHERE = KernelMulticastTable.VIFS - 1;

    /** True if copies go to this VIF. */
    public boolean forwardsTo(int vif) {
        return (oifs >>> vif & 1) != 0;
    }
}
