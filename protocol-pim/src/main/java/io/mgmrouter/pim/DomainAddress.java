package io.mgmrouter.pim;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkAddress;
import java.util.Optional;

/** Which of a link's addresses routers beyond it can answer to; pure. */
final class DomainAddress {

    private DomainAddress() {}

    /** The first one that means the same everywhere in the domain; empty if there is none. */
    static Optional<IpAddress> of(Link link, Family family) {
        return link.addresses().stream()
                .map(LinkAddress::address)
                .filter(address -> address.family() == family && !address.isLinkLocal() && !address.isLoopback())
                .findFirst();
    }
}
