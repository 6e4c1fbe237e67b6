package io.mgmrouter.igmp.codec;

/**
 * A field that holds small numbers as they are, and larger ones in a floating-point form with three bits of exponent:
 * the first bit is set, and the mantissa has one more bit than is written.
 *
 * <pre>
 *  |1| exp | mant |      value = (mant | 1 followed by as many zeros as mant has bits) &lt;&lt; (exp + 3)
 * </pre>
 *
 * @param mantissaBits bits behind the exponent
 */
record FloatCode(int mantissaBits) {

    /** Max Resp Code and QQIC of IGMPv3, QQIC of MLDv2: up to 31744 (RFC 3376, sections 4.1.1 and 4.1.7). */
    static final FloatCode OCTET = new FloatCode(4);

    /** Maximum Response Code of MLDv2: up to 8387584 (RFC 3810, section 5.1.3). */
    static final FloatCode TWO_OCTETS = new FloatCode(12);

    private static final int LARGEST_EXPONENT = 7;
    private static final int BIAS = 3;

    int decode(int code) {
        int exponent = code >> mantissaBits & LARGEST_EXPONENT;
        return code < firstCode() ? code : (code & mantissa() | mantissa() + 1) << exponent + BIAS;
    }

    /** The code of the largest value that is not above {@code value}; numbers out of range go to the nearest end. */
    int encode(long value) {
        int bounded = Math.clamp(value, 0, largest());
        if (bounded < firstCode()) {
            return bounded;
        }
        int exponent = Integer.SIZE - Integer.numberOfLeadingZeros(bounded) - (mantissaBits + 1 + BIAS);
        return firstCode() | exponent << mantissaBits | bounded >> exponent + BIAS & mantissa();
    }

    int largest() {
        return (2 * mantissa() + 1) << LARGEST_EXPONENT + BIAS;
    }

    private int mantissa() {
        return (1 << mantissaBits) - 1;
    }

    private int firstCode() {
        return 1 << mantissaBits + BIAS;
    }
}
