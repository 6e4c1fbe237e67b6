package io.mgmrouter.mgm;

/**
 * Why a call failed, finer than the contract's error codes; {@link #eventId()} is the number of the published event log
 * entry where there is one.
 */
public enum Reason {
    /** The (protocol id, component id) pair is registered already (MGM-002). */
    DUPLICATE_COMPONENT(50011),
    /** A protocol's service properties are wrong or missing. */
    BAD_PROPERTIES(50012),
    /** Another client has the local-membership role for a family (decision D-20). */
    LOCAL_MEMBERSHIP_TAKEN(50012),
    /** The session is closed (MGM-004, MGM-007). */
    SESSION_CLOSED(50019),
    /** The client still owns interfaces (MGM-005). */
    STILL_OWNING(50013),
    /** The caller owns the interface already (MGM-015). */
    OWN_INTERFACE(50014),
    /** Another client owns the interface (MGM-012). */
    OTHER_OWNER(50016),
    /** The caller does not own the interface, or no longer (MGM-022, MGM-046, MGM-048). */
    NOT_OWNER(0),
    /** The MGM knows no such interface (MGM-016, MGM-047). */
    UNKNOWN_INTERFACE(50015),
    /** Not an interface id. */
    BAD_INTERFACE(0),
    /** Not a source address of the group's family. */
    BAD_SOURCE(0),
    /** Not a multicast group, or missing beside a source (MGM-045). */
    BAD_GROUP(0),
    /** The client did not register for this address family. */
    FAMILY_NOT_HANDLED(0),
    /** No membership flag given (MGM-041). */
    NO_FLAG(0),
    /** The forward flag needs an (S,G) (MGM-042). */
    WILDCARD_FORWARD(0),
    /** IGMP is disabled on the interface while its ownership changes (MGM-032, MGM-033). */
    IGMP_DISABLED(0),
    /** There is no such forwarding entry (MGM-093, MGM-099). */
    NO_ENTRY(0),
    /** Only the owner of the incoming interface may change the entry (MGM-099). */
    NOT_IIF_OWNER(0),
    /** The enumeration has ended (MGM-102). */
    ENUMERATION_CLOSED(0),
    /** There is no such client. */
    UNKNOWN_COMPONENT(50010),
    /** The ownership of the interface is just being changed by another call. */
    OWNERSHIP_CHANGING(0),
    /** A page size or count is out of range. */
    BAD_LIMIT(0);

    private final int eventId;

    Reason(int eventId) {
        this.eventId = eventId;
    }

    /** Number of the event log entry of the published contract, 50003 to 50022; 0 if there is none. */
    public int eventId() {
        return eventId;
    }
}
