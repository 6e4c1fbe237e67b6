package io.mgmrouter.pim;

/** Why a message was not acted upon; beside {@link io.mgmrouter.pim.codec.Reasons}. */
final class Drops {

    /** Recognised by the IP header. */
    static final String BAD_TTL = "bad-ttl";

    static final String BAD_DESTINATION = "bad-destination";
    static final String SOURCE_NOT_ON_LINK = "source-not-on-link";
    static final String SOURCE_NOT_LINK_LOCAL = "source-not-link-local";
    static final String SOURCE_NOT_UNICAST = "source-not-unicast";

    /** A message that only neighbours may send, from somebody whose Hello has not been heard. */
    static final String NOT_A_NEIGHBOR = "not-a-neighbor";

    /** Hellos of routers that are not taken up. */
    static final String NEIGHBOR_LIMIT = "neighbor-limit";

    static final String NEIGHBOR_FILTER = "neighbor-filter";

    /** A neighbour sends too much. */
    static final String MESSAGE_RATE = "message-rate";

    static final String HELLO_RATE = "hello-rate";

    /** On an interface that has no neighbours. */
    static final String PASSIVE = "passive";

    private Drops() {}
}
