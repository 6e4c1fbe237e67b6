package io.mgmrouter.mgm.spi;

/** The nine callbacks of the contract. */
public enum Callback {
    RPF,
    CREATION_ALERT,
    PRUNE_ALERT,
    JOIN_ALERT,
    WRONG_INTERFACE,
    LOCAL_JOIN,
    LOCAL_LEAVE,
    DISABLE_IGMP,
    ENABLE_IGMP
}
