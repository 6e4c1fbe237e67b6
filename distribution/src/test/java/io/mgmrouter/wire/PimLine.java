package io.mgmrouter.wire;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Namespace;
import java.net.InetAddress;

/**
 * Two routers in a line.
 *
 * <pre>
 *  source --LAN 1-- eth0 r1 eth1 --LAN 2-- eth0 r2 eth1 --LAN 3-- host
 *  station 2           1      1             2      1                2
 * </pre>
 *
 * R1 is the RP of the lower half of the lab's groups, R2 that of the upper half.
 */
final class PimLine implements AutoCloseable {

    private static final int UPPER_HALF = 0x8000;

    private final PimNetwork network = PimNetwork.empty();
    private final PimNode upstream;
    private final PimNode downstream;
    private final Namespace host;
    private final PimSniffer sniffer;

    PimLine(Make upstreamMake, Make downstreamMake) {
        upstream = network.router("r1", upstreamMake);
        downstream = network.router("r2", downstreamMake);
        host = network.namespace("host");
        network.attach(PimNetwork.SOURCE_LAN, network.source(), upstream);
        network.connect(PimNetwork.MIDDLE_LAN, upstream, 1, downstream, 2);
        network.attach(PimNetwork.HOST_LAN, host, downstream);
        upstream.route(PimNetwork.HOST_LAN, downstream, PimNetwork.MIDDLE_LAN);
        downstream.route(PimNetwork.SOURCE_LAN, upstream, PimNetwork.MIDDLE_LAN);
        upstream.plan().on("eth0").on("eth1");
        downstream.plan().on("eth0").hostsOn("eth1");
        for (PimNode router : new PimNode[] {upstream, downstream}) {
            for (Family family : router.make().families()) {
                boolean ipv4 = family == Family.IPV4;
                router.plan().rp(upstreamRp(family), ipv4 ? "239.1.0.0/17" : "ff0e::1:0/113");
                router.plan().rp(downstreamRp(family), ipv4 ? "239.1.128.0/17" : "ff0e::1:8000/113");
            }
        }
        sniffer = network.sniffer().at(upstream.namespace(), "eth1").at(downstream.namespace(), "eth0");
    }

    /** Starts both routers, and waits until they have said Hello to each other. */
    PimLine start() {
        network.start(upstream, downstream);
        awaitHellos();
        return this;
    }

    void awaitHellos() {
        network.awaitHellos(sniffer, PimNetwork.MIDDLE_LAN, upstream, downstream);
    }

    PimNetwork network() {
        return network;
    }

    PimNode upstream() {
        return upstream;
    }

    PimNode downstream() {
        return downstream;
    }

    Namespace host() {
        return host;
    }

    /** Hears what the routers tell each other. */
    PimSniffer sniffer() {
        return sniffer;
    }

    /** A flow to group number {@code n} of those whose RP is R1. */
    Flow flowByUpstreamRp(Family family, int n) {
        return PimNetwork.flow(family, n);
    }

    /** A flow to group number {@code n} of those whose RP is R2. */
    Flow flowByDownstreamRp(Family family, int n) {
        return PimNetwork.flow(family, UPPER_HALF + n);
    }

    InetAddress upstreamRp(Family family) {
        return upstream.address(family, PimNetwork.MIDDLE_LAN);
    }

    InetAddress downstreamRp(Family family) {
        return downstream.address(family, PimNetwork.MIDDLE_LAN);
    }

    /** True if R1 sends the flow on to R2. */
    boolean isForwardedToMiddle(Family family, Flow flow) {
        return upstream.kernel(family).forwards(flow, "eth0", "eth1");
    }

    /** True if R2 sends the flow on to the host. */
    boolean isForwardedToHost(Family family, Flow flow) {
        return downstream.kernel(family).forwards(flow, "eth0", "eth1");
    }

    @Override
    public void close() {
        network.close();
    }
}
