package io.mgmrouter.mgm;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;

/**
 * (*,*): all multicast traffic of one family; whoever adds it is a wildcard receiver (RFC 2715, Rule 6).
 *
 * @param family which traffic
 */
public record StarStar(Family family) implements SourceGroup {

    @Override
    public IpAddress source() {
        return IpAddress.unspecified(family);
    }

    @Override
    public IpAddress group() {
        return IpAddress.unspecified(family);
    }

    @Override
    public boolean covers(Sg sg) {
        return sg.family() == family;
    }

    @Override
    public String toString() {
        return family == Family.IPV4 ? "(*,*)" : "(*,*)v6";
    }
}
