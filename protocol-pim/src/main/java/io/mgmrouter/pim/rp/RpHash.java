package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.ip.Ipv6Address;

/** The hash that spreads groups over equal RPs (RFC 7761, section 4.7.2). */
final class RpHash {

    private static final int MULTIPLIER = 1_103_515_245;
    private static final int INCREMENT = 12_345;

    private RpHash() {}

    /**
     * The value of a group and an RP; the RP with the highest one gets the group.
     *
     * @param maskLength how many bits of the group count; beyond the family's bits all do
     * @return 0 to 2^31 - 1
     */
    static int value(IpAddress group, int maskLength, IpAddress rp) {
        int masked =
                folded(new IpPrefix(group, Math.min(maskLength, group.family().bits())).network());
        return (MULTIPLIER * (MULTIPLIER * masked + INCREMENT ^ folded(rp)) + INCREMENT) & Integer.MAX_VALUE;
    }

    /** The 30 or 126 that let four consecutive groups have one RP. */
    static int defaultMaskLength(Family family) {
        return family.bits() - 2;
    }

    /** The words of an IPv6 address, each added to the others without carry. */
    private static int folded(IpAddress address) {
        return switch (address) {
            case Ipv4Address(int bits) -> bits;
            case Ipv6Address(long high, long low) -> (int) (high >>> 32 ^ high ^ low >>> 32 ^ low);
        };
    }
}
