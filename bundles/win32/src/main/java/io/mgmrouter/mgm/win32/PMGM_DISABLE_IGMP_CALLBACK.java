package io.mgmrouter.mgm.win32;

/** To IGMP: the ownership of an interface it is on is about to change; it stops adding and deleting there. */
@FunctionalInterface
public interface PMGM_DISABLE_IGMP_CALLBACK {

    /** @return ignored */
    int call(int dwIfIndex, int dwIfNextHopAddr);
}
