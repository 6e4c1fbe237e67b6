package io.mgmrouter.mgm.spi;

/** What kind of client a protocol is; the service property {@code mgm.role} names one of these. */
public enum Role {
    /** A multicast routing protocol. */
    ROUTING,
    /**
     * IGMP or MLD: may share an interface with its owner, and its memberships there become local joins and leaves. At
     * most one client per address family (decision D-20).
     */
    LOCAL_MEMBERSHIP
}
