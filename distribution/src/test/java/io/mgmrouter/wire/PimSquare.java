package io.mgmrouter.wire;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Namespace;
import io.mgmrouter.lab.Segment;
import java.util.List;

/**
 * Two routers side by side between two LANs, and a third one below.
 *
 * <pre>
 *  LAN 1: source .2, eth0 of r1 .5, eth0 of r2 .6
 *  LAN 2: host .2, eth1 of r1 .5, eth1 of r2 .6, eth0 of r3 .3
 *  LAN 3: eth1 of r3 .1, host below .2
 * </pre>
 *
 * The way of R3 to the source is by R1. R2 has the highest address, so it is the designated router.
 */
final class PimSquare implements AutoCloseable {

    private static final int R1 = 5;
    private static final int R2 = 6;
    private static final int R3 = 3;

    private final PimNetwork network = PimNetwork.empty();
    private final PimNode first;
    private final PimNode second;
    private final PimNode third;
    private final Namespace host;
    private final Namespace hostBelow;
    private final PimSniffer sniffer;

    PimSquare(Make firstMake, Make secondMake, Make thirdMake) {
        first = network.router("r1", firstMake);
        second = network.router("r2", secondMake);
        third = network.router("r3", thirdMake);
        host = network.namespace("host");
        hostBelow = network.namespace("below");
        Segment a = network.lan("a");
        network.plug(a, PimNetwork.SOURCE_LAN, network.source(), R1);
        network.plug(a, PimNetwork.SOURCE_LAN, first, R1);
        network.plug(a, PimNetwork.SOURCE_LAN, second, R2);
        Segment b = network.lan("b");
        network.plug(b, PimNetwork.MIDDLE_LAN, host, R1);
        network.plug(b, PimNetwork.MIDDLE_LAN, first, R1);
        network.plug(b, PimNetwork.MIDDLE_LAN, second, R2);
        network.plug(b, PimNetwork.MIDDLE_LAN, third, R3);
        network.attach(PimNetwork.HOST_LAN, hostBelow, third);
        third.route(PimNetwork.SOURCE_LAN, first, PimNetwork.MIDDLE_LAN);
        for (PimNode router : List.of(first, second)) {
            router.route(PimNetwork.HOST_LAN, third, PimNetwork.MIDDLE_LAN);
            router.plan().on("eth0").hostsOn("eth1");
        }
        third.plan().on("eth0").hostsOn("eth1");
        sniffer = network.sniffer().at(host, "eth0");
    }

    /** Starts all three, and waits until they have said Hello on LAN 2. */
    PimSquare start() {
        return start(first, second, third);
    }

    /** Starts some of them. */
    PimSquare start(PimNode... some) {
        network.start(some);
        network.awaitHellos(sniffer, PimNetwork.MIDDLE_LAN, some);
        return this;
    }

    PimNetwork network() {
        return network;
    }

    PimNode first() {
        return first;
    }

    PimNode second() {
        return second;
    }

    PimNode third() {
        return third;
    }

    /** On LAN 2. */
    Namespace host() {
        return host;
    }

    /** On LAN 3. */
    Namespace hostBelow() {
        return hostBelow;
    }

    /** Hears what is said on LAN 2. */
    PimSniffer sniffer() {
        return sniffer;
    }

    /** True if R1 or R2 forwards the flow from LAN 1 onto LAN 2. */
    static boolean forwards(PimNode router, Flow flow) {
        return router.kernel(Family.of(flow.group())).forwards(flow, "eth0", "eth1");
    }

    @Override
    public void close() {
        network.close();
    }
}
