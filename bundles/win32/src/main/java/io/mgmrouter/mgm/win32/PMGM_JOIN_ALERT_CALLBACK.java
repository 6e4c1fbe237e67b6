package io.mgmrouter.mgm.win32;

/** Receivers appeared behind other clients' interfaces. */
@FunctionalInterface
public interface PMGM_JOIN_ALERT_CALLBACK {

    /**
     * @param bMemberUpdate TRUE if a membership was added, FALSE if an entry got its first outgoing interface
     * @return ignored
     */
    int call(int dwSourceAddr, int dwSourceMask, int dwGroupAddr, int dwGroupMask, boolean bMemberUpdate);
}
