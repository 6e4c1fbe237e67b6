package io.mgmrouter.mgm;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;

/**
 * What traffic a membership is about: (S,G), (*,G) or (*,*). The types cannot express what the contract forbids:
 * ranges, (S,*), a group that is not multicast (MGM-044, MGM-045).
 *
 * <p>Ordered by family, then group ((*,*) first), then source ((*,G) first).
 */
public sealed interface SourceGroup extends Comparable<SourceGroup> permits Sg, StarG, StarStar {

    Family family();

    /** The source; the unspecified address for a wildcard. */
    IpAddress source();

    /** The group; the unspecified address for (*,*). */
    IpAddress group();

    /** True if traffic from {@code sg.source()} to {@code sg.group()} belongs to this. */
    boolean covers(Sg sg);

    /**
     * Reads a pair in the contract's form, where the unspecified address is the wildcard.
     *
     * @throws MgmException with {@code INVALID_PARAMETER} for (S,*), a group that is not multicast, a source that is
     *     not a unicast address, or mixed families (MGM-045)
     */
    static SourceGroup of(IpAddress source, IpAddress group) {
        if (!group.isUnspecified()) {
            return source.isUnspecified() && source.family() == group.family()
                    ? new StarG(group)
                    : new Sg(source, group);
        }
        if (source.isUnspecified() && source.family() == group.family()) {
            return new StarStar(group.family());
        }
        throw new MgmException(
                MgmError.INVALID_PARAMETER, Reason.BAD_GROUP, "(" + source + ",*): a source needs a group");
    }

    @Override
    default int compareTo(SourceGroup other) {
        int byGroup = group().compareTo(other.group());
        return byGroup != 0 ? byGroup : source().compareTo(other.source());
    }
}
