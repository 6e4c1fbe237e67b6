package io.mgmrouter.mgm.win32;

/** To IGMP: the change is complete; it adds all its memberships there again, once this has returned (MGM-032). */
@FunctionalInterface
public interface PMGM_ENABLE_IGMP_CALLBACK {

    /** @return ignored */
    int call(int dwIfIndex, int dwIfNextHopAddr);
}
