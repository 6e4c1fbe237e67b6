package io.mgmrouter.pim.rp;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;

/** Which addresses RPs and their groups can have. */
final class RpAddresses {

    private RpAddresses() {}

    /** True for an address that means the same router everywhere in the domain. */
    static boolean isUsable(IpAddress rp) {
        return !rp.isMulticast() && !rp.isUnspecified() && !rp.isLoopback() && !rp.isLinkLocal();
    }

    /** 224.0.0.0/4 or ff00::/8. */
    static IpPrefix allGroups(Family family) {
        return family == Family.IPV4 ? IpPrefix.parse("224.0.0.0/4") : IpPrefix.parse("ff00::/8");
    }

    /** True if all addresses of a range are groups of the family. */
    static boolean areGroups(IpPrefix range, Family family) {
        return contains(allGroups(family), range);
    }

    /** True if all addresses of {@code inner} are in {@code outer}. */
    static boolean contains(IpPrefix outer, IpPrefix inner) {
        return outer.length() <= inner.length() && outer.contains(inner.network());
    }
}
