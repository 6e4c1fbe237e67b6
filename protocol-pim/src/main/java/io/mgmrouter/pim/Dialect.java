package io.mgmrouter.pim;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.ChannelRequest;
import io.mgmrouter.pim.codec.PimCodec;
import io.mgmrouter.pim.codec.PimMessage;
import java.util.Set;

/** In what PIM over IPv4 and PIM over IPv6 differ. */
enum Dialect {
    IPV4("pim", Family.IPV4, 4, "224.0.0.13", "IPv4 address"),
    IPV6("pim6", Family.IPV6, 6, "ff02::d", "IPv6 link-local address");

    private final String title;
    private final Family family;
    private final int componentId;
    private final IpAddress allPimRouters;
    private final String requiredAddress;

    Dialect(String title, Family family, int componentId, String allPimRouters, String requiredAddress) {
        this.title = title;
        this.family = family;
        this.componentId = componentId;
        this.allPimRouters = IpAddress.parse(allPimRouters);
        this.requiredAddress = requiredAddress;
    }

    /** {@code pim} or {@code pim6}: in names of clients and events. */
    String title() {
        return title;
    }

    Family family() {
        return family;
    }

    /** Which component of protocol 103 it is to the manager. */
    int componentId() {
        return componentId;
    }

    /** Where messages to all routers of a link go. */
    IpAddress allPimRouters() {
        return allPimRouters;
    }

    /** What an interface needs to run, in words. */
    String requiredAddress() {
        return requiredAddress;
    }

    /** What to ask the link service for. */
    ChannelRequest<PimMessage> request(int interfaceIndex) {
        return new ChannelRequest<>(
                family, PimCodec.IP_PROTOCOL, interfaceIndex, Set.of(allPimRouters), false, new MessageDecoder());
    }
}
