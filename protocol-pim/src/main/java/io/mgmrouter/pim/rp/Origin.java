package io.mgmrouter.pim.rp;

/** How a router came to know an RP. */
public enum Origin {
    /** The operator has said it. */
    STATIC,
    /** The elected bootstrap router has told it (RFC 5059). */
    BSR,
    /** The group's address contains it (RFC 3956). */
    EMBEDDED
}
