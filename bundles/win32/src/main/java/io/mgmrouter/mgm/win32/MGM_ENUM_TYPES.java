package io.mgmrouter.mgm.win32;

/** What a group enumeration lists. */
public enum MGM_ENUM_TYPES {
    /** 0: each group that has at least one specific source, once, as (*,G) (MGM-101). */
    ANY_SOURCE,
    /** 1: every membership of the router, each once (MGM-100). */
    ALL_SOURCES
}
