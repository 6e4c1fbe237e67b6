package io.mgmrouter.igmp;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import java.util.List;

/**
 * Few addresses of each kind, so that random messages are about the same ones again and again.
 *
 * @param self the router's
 * @param stations hosts and routers of the link; the last ones are not fit to send
 * @param groups ordinary, source-specific, and link-local ones
 * @param sources of flows
 */
record FuzzAddresses(List<IpAddress> self, List<IpAddress> stations, List<IpAddress> groups, List<IpAddress> sources) {

    private static final FuzzAddresses IPV4 = new FuzzAddresses(
            all("10.0.0.5", "10.0.0.9"),
            all("10.0.0.20", "10.0.0.2", "10.0.0.7", "10.0.0.30", "0.0.0.0", "192.0.2.1", "10.0.0.5"),
            all("239.1.1.1", "239.1.1.2", "239.1.1.3", "232.1.1.1", "232.1.1.2", "224.0.0.251", "239.255.255.255"),
            all("10.9.0.1", "10.9.0.2", "10.9.0.3", "10.9.0.4", "10.9.0.5", "10.9.0.6", "10.9.0.7", "10.0.0.5"));

    private static final FuzzAddresses IPV6 = new FuzzAddresses(
            all("fe80::5", "fe80::9"),
            all("fe80::20", "fe80::2", "fe80::7", "fe80::30", "::", "2001:db8::1", "fe80::5"),
            all("ff0e::1", "ff0e::2", "ff05::3", "ff3e::1", "ff3e::2", "ff02::fb", "ff01::1"),
            all("2001:db8::1", "2001:db8::2", "2001:db8::3", "2001:db8::4", "2001:db8::5", "fe80::6", "::7:8", "::9"));

    static FuzzAddresses of(Family family) {
        return family == Family.IPV4 ? IPV4 : IPV6;
    }

    private static List<IpAddress> all(String... texts) {
        return List.of(texts).stream().map(IpAddress::parse).toList();
    }

    IpAddress self(int number) {
        return self.get(number % self.size());
    }

    /** The first is a host that may send. */
    IpAddress host(int number) {
        return stations.get(number % stations.size());
    }

    IpAddress group(int number) {
        return groups.get(number % groups.size());
    }

    /** One of very many groups. */
    IpAddress anyGroup(int number) {
        byte[] octets = groups.getFirst().octets();
        octets[octets.length - 2] = (byte) (number >> 8);
        octets[octets.length - 1] = (byte) number;
        return IpAddress.of(octets);
    }

    /** The sources whose bits are set. */
    List<IpAddress> sources(int bits) {
        return sources.stream()
                .filter(source -> (bits >> sources.indexOf(source) & 1) != 0)
                .toList();
    }

    /** One of very many sources. */
    IpAddress anySource(int number) {
        byte[] octets = sources.getFirst().octets();
        octets[octets.length - 2] = (byte) (number >> 8);
        octets[octets.length - 1] = (byte) number;
        return IpAddress.of(octets);
    }
}
