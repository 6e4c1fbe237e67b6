package io.mgmrouter.pim.codec;

/** Why a packet is not a valid message; the names of the drop counters. */
public final class Reasons {

    /** Shorter than its type requires, or than the counts and lengths in it say. */
    public static final String TRUNCATED = "truncated";

    /** Not PIM version 2. */
    public static final String BAD_VERSION = "bad-version";

    public static final String BAD_CHECKSUM = "bad-checksum";

    /** Graft, State Refresh and DF Election, which belong to the other modes of PIM, and types nobody knows. */
    public static final String UNKNOWN_TYPE = "unknown-type";

    /** An address that is neither IPv4 nor IPv6. */
    public static final String UNKNOWN_ADDRESS_FAMILY = "unknown-address-family";

    /** An address that is not written in the native encoding: its length cannot be known. */
    public static final String UNKNOWN_ENCODING = "unknown-encoding";

    /** An IPv6 address in a message over IPv4, or the other way round. */
    public static final String WRONG_FAMILY = "wrong-family";

    /** A mask longer than an address, or one that is not the whole address where a single group is meant. */
    public static final String BAD_MASK_LENGTH = "bad-mask-length";

    public static final String GROUP_NOT_MULTICAST = "group-not-multicast";

    /** A source, a neighbour or a rendezvous point that is not a unicast address. */
    public static final String SOURCE_NOT_UNICAST = "source-not-unicast";

    /** A Hello option of a length that its type does not have. */
    public static final String BAD_OPTION_LENGTH = "bad-option-length";

    /** A Hello with more secondary addresses than {@link Hello#MOST_SECONDARY_ADDRESSES}. */
    public static final String TOO_MANY_ADDRESSES = "too-many-addresses";

    /** What is inside a Register is no packet from a source to a group, or a dummy with a wrong checksum. */
    public static final String BAD_INNER_PACKET = "bad-inner-packet";

    private Reasons() {}
}
