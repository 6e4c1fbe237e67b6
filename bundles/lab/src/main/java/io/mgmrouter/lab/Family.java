package io.mgmrouter.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;

/** An address family: its membership protocol, and the lab's addresses by number. */
public enum Family {
    IPV4("igmp", 3),
    IPV6("mld", 2);

    private final String protocol;
    private final int newestVersion;

    Family(String protocol, int newestVersion) {
        this.protocol = protocol;
        this.newestVersion = newestVersion;
    }

    public static Family of(InetAddress address) {
        return address.getAddress().length == 4 ? IPV4 : IPV6;
    }

    /** False if this JVM has no sockets of the family: it looks for an IPv6 address once, when it starts. */
    boolean isKnownToJava() {
        try (var _ = DatagramChannel.open(this == IPV4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6)) {
            return true;
        } catch (UnsupportedOperationException _) {
            return false;
        } catch (IOException e) {
            throw new LabException("cannot open a socket: " + e.getMessage(), e);
        }
    }

    /** Name of the membership protocol, in the configuration and in commands. */
    public String protocol() {
        return protocol;
    }

    /** IGMPv3, MLDv2. */
    public int newestVersion() {
        return newestVersion;
    }

    /** Has a host's kernel speak this version on eth0, whatever it hears; 0 lets it follow the querier. */
    public void forceVersion(Namespace host, int version) {
        String key = this == IPV4 ? "net/ipv4/conf/%s/force_igmp_version" : "net/ipv6/conf/%s/force_mld_version";
        host.set(key.formatted("all"), Integer.toString(version));
        host.set(key.formatted(Topology.Host.INTERFACE), Integer.toString(version));
    }

    /** Any-source group number {@code n}, from 0 to 65535. */
    public InetAddress group(int n) {
        return Flow.address(this == IPV4 ? "239.1.%d.%d".formatted(n >> 8, n & 0xff) : "ff0e::1:%x".formatted(n));
    }

    /** Group number {@code n}, from 0 to 65535, of the range of source-specific multicast (RFC 4607). */
    public InetAddress ssmGroup(int n) {
        return Flow.address(this == IPV4 ? "232.1.%d.%d".formatted(n >> 8, n & 0xff) : "ff3e::8000:%x".formatted(n));
    }

    /** Station {@code n}, from 1 to 9, of LAN {@code lan}; station 1 is the router, station 2 the host. */
    public InetAddress station(int lan, int n) {
        return Flow.address(stationText(lan, n));
    }

    /** The same with the length of the LAN's prefix. */
    public String prefix(int lan, int n) {
        return stationText(lan, n) + (this == IPV4 ? "/16" : "/64");
    }

    /** The membership protocol on the router's four interfaces, quick to ask and to be answered. */
    public RouterConfiguration quick() {
        return quick(new RouterConfiguration());
    }

    /** The same, beside what a configuration has already. */
    public RouterConfiguration quick(RouterConfiguration configuration) {
        return configuration
                .on(protocol, "eth1", "eth2", "eth3", "eth4")
                .of(protocol, "query.interval", 5)
                .of(protocol, "query.response.interval", 1000);
    }

    /** {@code IPv4} or {@code IPv6}. */
    @Override
    public String toString() {
        return this == IPV4 ? "IPv4" : "IPv6";
    }

    private String stationText(int lan, int n) {
        return (this == IPV4 ? "10.%d.0.%d" : "2001:db8:%d::%d").formatted(lan, n);
    }
}
