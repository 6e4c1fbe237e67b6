package io.mgmrouter.wire;

import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Namespace;
import io.mgmrouter.lab.RouterConfiguration;
import java.net.InetAddress;

/** An address family: its membership protocol, and addresses by number. */
enum Family {
    IPV4("igmp"),
    IPV6("mld");

    private final String protocol;

    Family(String protocol) {
        this.protocol = protocol;
    }

    /** Name of the membership protocol, in the configuration and in commands. */
    String protocol() {
        return protocol;
    }

    /** IGMPv3, MLDv2. */
    int newestVersion() {
        return this == IPV4 ? 3 : 2;
    }

    /** Has a host's kernel speak this version on eth0. */
    void forceVersion(Namespace host, int version) {
        String key = this == IPV4 ? "net/ipv4/conf/%s/force_igmp_version" : "net/ipv6/conf/%s/force_mld_version";
        host.set(key.formatted("all"), Integer.toString(version));
        host.set(key.formatted("eth0"), Integer.toString(version));
    }

    /** Any-source group number {@code n}, from 0 to 65535. */
    InetAddress group(int n) {
        return Flow.address(this == IPV4 ? "239.1.%d.%d".formatted(n >> 8, n & 0xff) : "ff0e::1:%x".formatted(n));
    }

    /** Group number {@code n} of the range of source-specific multicast. */
    InetAddress ssmGroup(int n) {
        return Flow.address(this == IPV4 ? "232.1.%d.%d".formatted(n >> 8, n & 0xff) : "ff3e::1:%x".formatted(n));
    }

    /** Station {@code n}, from 1 to 9, of LAN {@code lan}; station 1 is the router, station 2 the host. */
    InetAddress station(int lan, int n) {
        return Flow.address(stationText(lan, n));
    }

    /** The same with the length of the LAN's prefix. */
    String prefix(int lan, int n) {
        return stationText(lan, n) + (this == IPV4 ? "/16" : "/64");
    }

    /** The membership protocol on the router's four interfaces, quick to ask and to be answered. */
    RouterConfiguration quick() {
        return new RouterConfiguration()
                .on(protocol, "eth1", "eth2", "eth3", "eth4")
                .of(protocol, "query.interval", 5)
                .of(protocol, "query.response.interval", 1000);
    }

    private String stationText(int lan, int n) {
        return (this == IPV4 ? "10.%d.0.%d" : "2001:db8:%d::%d").formatted(lan, n);
    }
}
