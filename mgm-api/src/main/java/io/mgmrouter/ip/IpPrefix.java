package io.mgmrouter.ip;

/**
 * A network: the addresses that share their first {@code length} bits with {@code network}.
 *
 * @param network the lowest address of the range; bits beyond {@code length} are cleared on construction
 * @param length number of significant bits, 0 to 32 or 128
 */
public record IpPrefix(IpAddress network, int length) implements Comparable<IpPrefix> {

    /** @throws IllegalArgumentException if {@code length} is out of range for the family */
    public IpPrefix {
        if (length < 0 || length > network.family().bits()) {
            throw new IllegalArgumentException("prefix length of " + network + " must be 0 to "
                    + network.family().bits() + ", not " + length);
        }
        network = masked(network, length);
    }

    /** The prefix that holds this one address. */
    public static IpPrefix host(IpAddress address) {
        return new IpPrefix(address, address.family().bits());
    }

    /**
     * Reads {@code address/length}; an address alone is a host prefix.
     *
     * @throws IllegalArgumentException if the text is not of that form; the message quotes it
     */
    public static IpPrefix parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 0) {
            return host(IpAddress.parse(text));
        }
        try {
            return new IpPrefix(IpAddress.parse(text.substring(0, slash)), Integer.parseInt(text.substring(slash + 1)));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not a prefix such as 10.0.0.0/8", e);
        }
    }

    public boolean contains(IpAddress address) {
        return address.family() == network.family() && masked(address, length).equals(network);
    }

    /** By network, then by length, shortest first. */
    @Override
    public int compareTo(IpPrefix other) {
        int byNetwork = network.compareTo(other.network);
        return byNetwork != 0 ? byNetwork : Integer.compare(length, other.length);
    }

    /** Written out, as that of the addresses is. */
    @Override
    public boolean equals(Object other) {
        return other instanceof IpPrefix prefix && length == prefix.length && network.equals(prefix.network);
    }

    @Override
    public int hashCode() {
        return 31 * network.hashCode() + length;
    }

    @Override
    public String toString() {
        return network + "/" + length;
    }

    private static IpAddress masked(IpAddress address, int length) {
        return switch (address) {
            case Ipv4Address(int bits) -> new Ipv4Address(length == 0 ? 0 : bits & -1 << 32 - length);
            case Ipv6Address(long high, long low) -> new Ipv6Address(high & mask64(length), low & mask64(length - 64));
        };
    }

    private static long mask64(int length) {
        return length <= 0 ? 0 : length >= 64 ? -1 : -1L << 64 - length;
    }
}
