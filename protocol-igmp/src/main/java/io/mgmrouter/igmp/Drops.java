package io.mgmrouter.igmp;

/** Why a packet, or a record of one, was not acted upon; beside {@link io.mgmrouter.igmp.codec.Reasons}. */
final class Drops {

    /** Whole packets, recognised by their IP header. */
    static final String BAD_TTL = "bad-ttl";

    static final String BAD_DESTINATION = "bad-destination";
    static final String NO_ROUTER_ALERT = "no-router-alert";
    static final String SOURCE_NOT_ON_LINK = "source-not-on-link";
    static final String SOURCE_NOT_LINK_LOCAL = "source-not-link-local";
    static final String QUERY_FROM_UNSPECIFIED = "query-from-unspecified";

    /** A report or leave of a version above the one configured. */
    static final String NEWER_VERSION = "newer-version";

    /** Single records: groups and sources that are not taken up. */
    static final String LINK_LOCAL_GROUP = "link-local-group";

    static final String ANY_SOURCE_IN_SSM_RANGE = "any-source-in-ssm-range";
    static final String GROUP_LIMIT = "group-limit";
    static final String SOURCE_LIMIT = "source-limit";
    static final String SOURCE_LIMIT_OF_ROUTER = "source-limit-of-router";

    /** Joins the operator has ruled out. */
    static final String ACCESS_DENIED = "access-denied";

    static final String HOST_GROUP_LIMIT = "host-group-limit";

    /** Reports and leaves that come too fast. */
    static final String INTERFACE_RATE = "report-rate";

    static final String HOST_RATE = "host-report-rate";

    private Drops() {}
}
