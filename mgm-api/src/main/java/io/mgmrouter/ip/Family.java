package io.mgmrouter.ip;

/** The two address families; everything in this platform exists once for each. */
public enum Family {
    IPV4(4, 32),
    IPV6(16, 128);

    private final int octets;
    private final int bits;

    Family(int octets, int bits) {
        this.octets = octets;
        this.bits = bits;
    }

    /** Length of an address in octets: 4 or 16. */
    public int octets() {
        return octets;
    }

    /** Length of an address in bits: 32 or 128; also the length of a host prefix. */
    public int bits() {
        return bits;
    }
}
