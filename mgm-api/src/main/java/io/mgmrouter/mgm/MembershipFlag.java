package io.mgmrouter.mgm;

/** What an add or delete is to change. */
public enum MembershipFlag {
    /** The durable membership, and every forwarding entry it covers ({@code MGM_JOIN_STATE_FLAG}). */
    JOIN_STATE,
    /** Only the outgoing interface list of the one existing (S,G) entry ({@code MGM_FORWARD_STATE_FLAG}). */
    FORWARD_STATE
}
