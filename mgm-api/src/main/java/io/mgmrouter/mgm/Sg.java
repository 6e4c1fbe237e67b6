package io.mgmrouter.mgm;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;

/**
 * (S,G): traffic from one source to one group.
 *
 * @param source a unicast address
 * @param group a multicast address of the same family
 */
public record Sg(IpAddress source, IpAddress group) implements SourceGroup {

    /** @throws MgmException with {@code INVALID_PARAMETER} if an address is not of its kind or the families differ */
    public Sg {
        StarG.requireGroup(group);
        if (source.isMulticast() || source.isUnspecified() || source.family() != group.family()) {
            throw new MgmException(
                    MgmError.INVALID_PARAMETER,
                    Reason.BAD_SOURCE,
                    "source " + source + " of group " + group + " is not a unicast address of its family");
        }
    }

    @Override
    public Family family() {
        return group.family();
    }

    @Override
    public boolean covers(Sg sg) {
        return equals(sg);
    }

    @Override
    public String toString() {
        return "(" + source + "," + group + ")";
    }
}
