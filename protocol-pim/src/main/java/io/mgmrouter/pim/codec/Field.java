package io.mgmrouter.pim.codec;

/** What a field of a message has room for. */
final class Field {

    static final int OCTET = 8;
    static final int SHORT = 16;
    static final int WORD = 32;

    private Field() {}

    /** @throws IllegalArgumentException if {@code value} is not a number of {@code bits} bits; the message names it */
    static void requireFits(String name, long value, int bits) {
        if (value < 0 || value >>> bits != 0) {
            throw new IllegalArgumentException(name + " must be 0 to " + ((1L << bits) - 1) + ", not " + value);
        }
    }
}
