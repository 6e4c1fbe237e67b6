package io.mgmrouter.mgm.win32;

/** The last receivers behind other clients' interfaces went. */
@FunctionalInterface
public interface PMGM_PRUNE_ALERT_CALLBACK {

    /**
     * @param dwIfIndex interface of the deleted membership, or the entry's incoming interface (D-11)
     * @param dwIfNextHopAddr its next hop; 0 except on point-to-multipoint interfaces
     * @param bMemberDelete TRUE if a membership was deleted, FALSE if an entry has no outgoing interface left
     * @param pdwTimeout out, if {@code bMemberDelete} is FALSE: how many seconds that entry is to live;
     *     0, as it comes, for the default of 900 (MGM-088)
     * @return ignored
     */
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
