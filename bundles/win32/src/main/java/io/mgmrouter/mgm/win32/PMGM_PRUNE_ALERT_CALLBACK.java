package io.mgmrouter.mgm.win32;

/** The last receivers behind other clients' interfaces went. */
@FunctionalInterface
public interface PMGM_PRUNE_ALERT_CALLBACK {

    /** @return ignored */
    int call(
            int dwSourceAddr,
            int dwSourceMask,
            int dwGroupAddr,
            int dwGroupMask,
            int dwIfIndex,
            int dwIfNextHopAddr,
            boolean bMemberDelete,
            PDWORD pdwTimeout);
}
