package io.mgmrouter.link;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import java.util.List;
import java.util.Optional;

/**
 * An interface of the router as it is at one moment.
 *
 * @param index the operating system's number, positive; a device that is deleted and made again gets a new one
 * @param name the operating system's name
 * @param up administratively up and with carrier
 * @param multicast able to send and receive multicast
 * @param loopback the loopback device
 * @param pointToPoint has exactly one neighbour
 * @param mtu largest IP packet in octets
 * @param addresses addresses of both families, in the system's order; the first of a family and scope is its primary
 *     one
 */
public record Link(
        int index,
        String name,
        boolean up,
        boolean multicast,
        boolean loopback,
        boolean pointToPoint,
        int mtu,
        List<LinkAddress> addresses) {

    public Link {
        addresses = List.copyOf(addresses);
    }

    /**
     * The address control packets are sent from: the primary IPv4 address, or the IPv6 link-local one. Empty if the
     * link has none.
     */
    public Optional<IpAddress> controlAddress(Family family) {
        return addresses.stream()
                .map(LinkAddress::address)
                .filter(a -> a.family() == family && (family == Family.IPV4 || a.isLinkLocal()))
                .findFirst();
    }

    /** True if {@code address} is one of the link's own. */
    public boolean owns(IpAddress address) {
        for (LinkAddress own : addresses) {
            if (own.address().equals(address)) {
                return true;
            }
        }
        return false;
    }

    /** True if {@code address} lies in a network of this link. */
    public boolean reaches(IpAddress address) {
        for (LinkAddress own : addresses) {
            if (own.network().contains(address)) {
                return true;
            }
        }
        return false;
    }
}
