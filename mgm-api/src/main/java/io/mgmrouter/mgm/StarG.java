package io.mgmrouter.mgm;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;

/**
 * (*,G): traffic from every source to one group.
 *
 * @param group a multicast address
 */
public record StarG(IpAddress group) implements SourceGroup {

    /** @throws MgmException with {@code INVALID_PARAMETER} if {@code group} is not multicast (MGM-045) */
    public StarG {
        requireGroup(group);
    }

    @Override
    public Family family() {
        return group.family();
    }

    @Override
    public IpAddress source() {
        return IpAddress.unspecified(family());
    }

    @Override
    public boolean covers(Sg sg) {
        return group.equals(sg.group());
    }

    @Override
    public String toString() {
        return "(*," + group + ")";
    }

    static void requireGroup(IpAddress group) {
        if (!group.isMulticast()) {
            throw new MgmException(
                    MgmError.INVALID_PARAMETER,
                    Reason.BAD_GROUP,
                    group + " is not a group: 224.0.0.0/4 or ff00::/8 expected");
        }
    }
}
