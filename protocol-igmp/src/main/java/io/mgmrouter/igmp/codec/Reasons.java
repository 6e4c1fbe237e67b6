package io.mgmrouter.igmp.codec;

/** Why a packet is not a valid message; the names of the drop counters. */
public final class Reasons {

    /** Shorter than its type requires, or than the counts in it say. */
    public static final String TRUNCATED = "truncated";

    /** A query of a length that no version has (RFC 3376, section 7.1; RFC 3810, section 8.1). */
    public static final String BAD_QUERY_LENGTH = "bad-query-length";

    public static final String BAD_CHECKSUM = "bad-checksum";

    /** Not a message of IGMP or MLD; DVMRP, neighbour discovery and others share the protocol number. */
    public static final String UNKNOWN_TYPE = "unknown-type";

    /** The group of a report, leave or specific query is not a multicast address. */
    public static final String GROUP_NOT_MULTICAST = "group-not-multicast";

    /** A source in a report is not a unicast address. */
    public static final String SOURCE_NOT_UNICAST = "source-not-unicast";

    /** A general query that lists sources. */
    public static final String SOURCES_WITHOUT_GROUP = "sources-without-group";

    private Reasons() {}
}
