package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv6Address;
import java.util.Optional;

/** Groups that contain the address of their RP: ff70::/12 (RFC 3956). */
final class EmbeddedRp {

    private static final int LONGEST_PREFIX = 64;

    private EmbeddedRp() {}

    /** True if the flags of the group say that it contains its RP; whether it does is another question. */
    static boolean claims(IpAddress group) {
        return group instanceof Ipv6Address(long high, long _) && high >>> 52 == 0xff7;
    }

    /**
     * The RP in a group.
     *
     * @return empty if the group contains none, or what it contains is not an address of a router: an RP without
     *     interface identifier, a prefix of no or of more than 64 bits, a network that only exists on a link
     */
    static Optional<IpAddress> of(IpAddress group) {
        return claims(group) && group instanceof Ipv6Address address ? inside(address) : Optional.empty();
    }

    //  | ff | flags 7, scope | reserved, RIID | plen | network prefix, 64 bits | group, 32 bits |

    private static Optional<IpAddress> inside(Ipv6Address group) {
        long interfaceId = group.high() >>> 40 & 0xf;
        int length = (int) (group.high() >>> 32) & 0xff;
        if (interfaceId == 0 || length == 0 || length > LONGEST_PREFIX) {
            return Optional.empty();
        }
        long prefix = (group.high() << 32 | group.low() >>> 32) & -1L << LONGEST_PREFIX - length;
        return Optional.<IpAddress>of(new Ipv6Address(prefix, interfaceId)).filter(RpAddresses::isUsable);
    }
}
