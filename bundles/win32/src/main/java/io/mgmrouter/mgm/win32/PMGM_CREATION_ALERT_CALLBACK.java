package io.mgmrouter.mgm.win32;

/** An entry is about to be made with interfaces of the client in it (MGM-081). */
@FunctionalInterface
public interface PMGM_CREATION_ALERT_CALLBACK {

    /** @return ignored */
    int call(
            int dwSourceAddr,
            int dwSourceMask,
            int dwGroupAddr,
            int dwGroupMask,
            int dwInIfIndex,
            int dwInIfNextHopAddr,
            int dwIfCount,
            MGM_IF_ENTRY[] pmieOutIfList);
}
