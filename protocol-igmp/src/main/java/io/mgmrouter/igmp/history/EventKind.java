package io.mgmrouter.igmp.history;

import java.util.Locale;

/** What can happen to a group, or to the interface it is on. */
public enum EventKind {
    /** A host wants all sources of a group nobody wanted so before. */
    JOINED,
    /** A host wants a source nobody wanted before. */
    SOURCE_JOINED,
    /** A host says it is leaving; others are asked. */
    LEAVE_HEARD,
    /** Nobody answered after a leave. */
    LEFT,
    /** Ended without asking, by configuration. */
    LEFT_AT_ONCE,
    /** Nobody reported for the membership interval. */
    EXPIRED,
    GENERAL_QUERY_SENT,
    GROUP_QUERY_SENT,
    SOURCE_QUERY_SENT,
    /** Another router asked. */
    QUERY_HEARD,
    QUERIER_CHANGED,
    /** An access list refused a host. */
    DENIED,
    /** All sources of a group were asked for where only single ones can be. */
    SOURCE_NEEDED,
    /** A table is full. */
    GROUP_LIMIT,
    SOURCE_LIMIT,
    HOST_GROUP_LIMIT,
    /** Too many reports. */
    RATE_LIMIT,
    /** Static groups were configured. */
    STATIC_CHANGED,
    /** The interface starts to be used. */
    STARTED,
    /** It is no longer used, and what was known is dropped. */
    STOPPED,
    /** Members held from before a restart were confirmed or dropped. */
    RESYNCED;

    private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /** Its name for operators and programs: {@code left-at-once}. */
    public String word() {
        return word;
    }

    /** How far the same thing once more is counted and not written down again, so that nobody can fill a history. */
    Repetition repetition() {
        return switch (this) {
            case GENERAL_QUERY_SENT, DENIED, SOURCE_NEEDED -> Repetition.WHATEVER_GROUP;
            case GROUP_LIMIT, SOURCE_LIMIT, HOST_GROUP_LIMIT, RATE_LIMIT -> Repetition.WHATEVER_GROUP;
            case LEAVE_HEARD, GROUP_QUERY_SENT, SOURCE_QUERY_SENT, QUERY_HEARD -> Repetition.SAME_GROUP;
            default -> Repetition.NONE;
        };
    }

    /** What has to be the same for two events of one host to be one. */
    enum Repetition {
        NONE,
        SAME_GROUP,
        WHATEVER_GROUP
    }
}
