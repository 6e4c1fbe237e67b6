package io.mgmrouter.mgm.win32;

/** An interface that is to forward a new entry, as {@link PMGM_CREATION_ALERT_CALLBACK} shows it to its owner. */
public final class MGM_IF_ENTRY {

    public final int dwIfIndex;
    public final int dwIfNextHopAddr;
    /** TRUE if IGMP is enabled on the interface (MGM-084). */
    public final boolean bIGMP;
    /** TRUE at first; the callback sets it to FALSE to keep the interface out of the entry (MGM-083). */
    public boolean bIsEnabled = true;

    public MGM_IF_ENTRY(int dwIfIndex, int dwIfNextHopAddr, boolean bIGMP) {
        this.dwIfIndex = dwIfIndex;
        this.dwIfNextHopAddr = dwIfNextHopAddr;
        this.bIGMP = bIGMP;
    }
}
