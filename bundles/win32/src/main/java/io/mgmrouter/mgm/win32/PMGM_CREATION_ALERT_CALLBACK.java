package io.mgmrouter.mgm.win32;

/** An entry is about to be made with interfaces of the client in it (MGM-081). */
@FunctionalInterface
public interface PMGM_CREATION_ALERT_CALLBACK {

    /**
     * @param dwInIfIndex interface the data should arrive on
     * @param dwInIfNextHopAddr its next hop; 0 except on point-to-multipoint interfaces
     * @param dwIfCount number of entries in {@code pmieOutIfList}
     * @param pmieOutIfList interfaces of this client that will forward, but those it disables (MGM-083)
     * @return ignored
     */
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
