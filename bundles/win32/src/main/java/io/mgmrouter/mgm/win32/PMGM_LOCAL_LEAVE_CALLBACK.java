package io.mgmrouter.mgm.win32;

/** The members that IGMP had found behind an interface of the client are gone (MGM-073). */
@FunctionalInterface
public interface PMGM_LOCAL_LEAVE_CALLBACK {

    /** @return ignored */
    int call(int dwSourceAddr, int dwSourceMask, int dwGroupAddr, int dwGroupMask, int dwIfIndex, int dwIfNextHopAddr);
}
