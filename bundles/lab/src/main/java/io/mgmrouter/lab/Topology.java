package io.mgmrouter.lab;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;

/**
 * The lab's network: a source, a router, and three LANs with one receiver each.
 *
 * <pre>
 *                            eth2 10.2.0.1 ---- 10.2.0.2 eth0  r1
 *  source  eth0 10.1.0.2 ---- 10.1.0.1 eth1 |
 *                            router
 *                            eth3 10.3.0.1 ---- 10.3.0.2 eth0  r2
 *                            eth4 10.4.0.1 ---- 10.4.0.2 eth0  r3
 * </pre>
 *
 * Interface ethN of the router is on LAN 10.N.0.0/16 and, if there is IPv6, 2001:db8:N::/64, with the same last
 * digit in both. Not for several threads at once, closing
 * excepted, which removes everything.
 */
public final class Topology implements AutoCloseable {

    /** How many receivers there are; their LANs are 10.2 up to 10.(1 + RECEIVERS). */
    public static final int RECEIVERS = 3;

    private final String prefix;
    private final Resources parts = new Resources();
    private final Namespace router;
    private final List<Family> families;
    private final Host source;
    private final List<Host> receivers = new ArrayList<>();

    private Topology(String prefix) {
        this.prefix = prefix;
        try {
            router = namespace("router");
            router.set("net/ipv4/ip_forward", "1");
            families =
                    router.hasIpv6() && Family.IPV6.isKnownToJava() ? List.of(Family.values()) : List.of(Family.IPV4);
            if (families.contains(Family.IPV6)) {
                router.set("net/ipv6/conf/all/forwarding", "1");
            }
            source = host("source", 1);
            for (int i = 1; i <= RECEIVERS; i++) {
                receivers.add(host("r" + i, 1 + i));
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Builds the network; the names of its namespaces begin with {@code mgm} and the id of this process. */
    public static Topology create() {
        return new Topology("mgm" + ProcessHandle.current().pid() + "-");
    }

    /** A station with one interface, {@code eth0}, and the router as its default gateway. */
    public record Host(String label, int lan, Namespace namespace, Cable cable) {

        /** Name of the host's interface. */
        public static final String INTERFACE = "eth0";

        /** Its address in a family. */
        public InetAddress address(Family family) {
            return family.station(lan, 2);
        }
    }

    public Namespace router() {
        return router;
    }

    public Host source() {
        return source;
    }

    /** Receiver 1, 2 or 3. */
    public Host receiver(int number) {
        return receivers.get(number - 1);
    }

    public List<Host> receivers() {
        return List.copyOf(receivers);
    }

    /** A further namespace, removed with the network. */
    public Namespace namespace(String label) {
        return parts.add(Namespace.create(prefix + label));
    }

    /** A further LAN, removed with the network. */
    public Segment segment(String label) {
        return parts.add(Segment.create(prefix + label));
    }

    /** Those that the kernel and this JVM have: IPv4, and mostly IPv6. */
    public List<Family> families() {
        return families;
    }

    /** A further host on LAN 10.{@code lan}, behind a new interface eth{@code lan} of the router. */
    public Host host(String label, int lan) {
        Namespace namespace = namespace(label);
        var cable = Cable.connect(new Cable.End(router, "eth" + lan), new Cable.End(namespace, Host.INTERFACE));
        for (Family family : families) {
            cable.left().address(family.prefix(lan, 1));
            cable.right().address(family.prefix(lan, 2));
            namespace.ip("route add default via " + family.station(lan, 1).getHostAddress());
        }
        return new Host(label, lan, namespace, cable);
    }

    @Override
    public void close() {
        parts.close();
    }
}
