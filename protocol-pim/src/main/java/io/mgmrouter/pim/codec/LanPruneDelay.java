package io.mgmrouter.pim.codec;

/**
 * The LAN Prune Delay option of a Hello (RFC 7761, section 4.9.2).
 *
 * @param propagationDelay milliseconds that a message takes on the link, 0 to 32767
 * @param overrideInterval milliseconds over which answers to a Prune are spread, 0 to 65535
 * @param trackingSupported the T bit: its sender does without other routers' Joins being suppressed
 */
public record LanPruneDelay(int propagationDelay, int overrideInterval, boolean trackingSupported) {

    /** The T bit takes one of the two octets' bits. */
    private static final int PROPAGATION_DELAY_BITS = 15;

    /** @throws IllegalArgumentException if a value does not fit its field; the message names it */
    public LanPruneDelay {
        Field.requireFits("propagation delay", propagationDelay, PROPAGATION_DELAY_BITS);
        Field.requireFits("override interval", overrideInterval, Field.SHORT);
    }
}
