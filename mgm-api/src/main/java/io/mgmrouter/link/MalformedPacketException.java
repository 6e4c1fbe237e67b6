package io.mgmrouter.link;

/**
 * A packet from the wire is not valid. Expected in operation, hence checked and without a stack trace; the reason names
 * the counter the drop is counted under.
 */
public final class MalformedPacketException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String reason;

    /**
     * @param reason short name of the counter, words joined by hyphens: {@code bad-checksum}. Reasons are a fixed set
     *     per protocol; nothing from the packet goes in here
     */
    public MalformedPacketException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    public String reason() {
        return reason;
    }
}
