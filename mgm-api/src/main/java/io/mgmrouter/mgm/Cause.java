package io.mgmrouter.mgm;

/** Why a join or prune alert was raised. */
public enum Cause {
    /**
     * A client added or deleted a membership ({@code bMemberUpdate}, {@code bMemberDelete} TRUE), or the route to the
     * source of one moved to another client's interface (decision D-27).
     */
    MEMBERSHIP,
    /** The outgoing interface list of a forwarding entry became non-empty or empty (FALSE). */
    FORWARDING_ENTRY
}
