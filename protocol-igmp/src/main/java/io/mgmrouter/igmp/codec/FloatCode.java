package io.mgmrouter.igmp.codec;

/**
 * The octet that holds a number up to 31744: below 128 the number itself, above that a floating-point form with three
 * bits of exponent and four of mantissa (RFC 3376, sections 4.1.1 and 4.1.7).
 */
final class FloatCode {

    static final int LARGEST = 31_744;

    private FloatCode() {}

    //   0 1 2 3 4 5 6 7
    //  |1| exp | mant  |      value = (mant | 0x10) << (exp + 3)
    static int decode(int code) {
        return code < 0x80 ? code : (code & 0x0f | 0x10) << ((code >> 4 & 0x07) + 3);
    }

    /** The code of the largest value that is not above {@code value}; numbers out of range go to the nearest end. */
    static int encode(long value) {
        int bounded = Math.clamp(value, 0, LARGEST);
        if (bounded < 0x80) {
            return bounded;
        }
        int exponent = Integer.SIZE - Integer.numberOfLeadingZeros(bounded) - 8;
        return 0x80 | exponent << 4 | bounded >> exponent + 3 & 0x0f;
    }
}
