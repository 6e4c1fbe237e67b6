package io.mgmrouter.mgm.win32;

/** IGMP found members behind an interface of the client (MGM-072). */
@FunctionalInterface
public interface PMGM_LOCAL_JOIN_CALLBACK {

    /** @return ignored */
    int call(int dwSourceAddr, int dwSourceMask, int dwGroupAddr, int dwGroupMask, int dwIfIndex, int dwIfNextHopAddr);
}
