package io.mgmrouter.wire;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Namespace;
import java.net.InetAddress;
import java.util.List;

/**
 * Two ways between the source's router and the host's: the short one, and one by the RP.
 *
 * <pre>
 *  source --LAN 1-- eth0 r1 eth1 ----LAN 2---- eth0 r2 eth1 --LAN 3-- host
 *                        r1 eth2 --LAN 4-- eth0 rp eth1 --LAN 5-- eth2 r2
 *  station on its LANs   1                     3                  2
 * </pre>
 */
final class PimTriangle implements AutoCloseable {

    static final int SHORT_LAN = PimNetwork.MIDDLE_LAN;
    static final int LAN_TO_RP = 4;
    static final int LAN_FROM_RP = 5;

    private static final int R1 = 1;
    private static final int R2 = 2;
    private static final int RP = 3;

    private final PimNetwork network = PimNetwork.empty();
    private final PimNode firstHop;
    private final PimNode lastHop;
    private final PimNode rp;
    private final Namespace host;
    private final PimSniffer onShort;
    private final PimSniffer toRp;
    private final PimSniffer fromRp;

    PimTriangle(Make firstHopMake, Make rpMake, Make lastHopMake) {
        firstHop = network.router("r1", firstHopMake);
        rp = network.router("rp", rpMake);
        lastHop = network.router("r2", lastHopMake);
        host = network.namespace("host");
        network.attach(PimNetwork.SOURCE_LAN, network.source(), firstHop);
        network.connect(SHORT_LAN, firstHop, R1, lastHop, R2);
        network.attach(PimNetwork.HOST_LAN, host, lastHop);
        network.connect(LAN_TO_RP, firstHop, R1, rp, RP);
        network.connect(LAN_FROM_RP, rp, RP, lastHop, R2);
        firstHop.route(PimNetwork.HOST_LAN, lastHop, SHORT_LAN);
        firstHop.route(LAN_FROM_RP, rp, LAN_TO_RP);
        lastHop.route(PimNetwork.SOURCE_LAN, firstHop, SHORT_LAN);
        lastHop.route(LAN_TO_RP, rp, LAN_FROM_RP);
        rp.route(PimNetwork.SOURCE_LAN, firstHop, LAN_TO_RP);
        rp.route(PimNetwork.HOST_LAN, lastHop, LAN_FROM_RP);
        firstHop.plan().on("eth0").on("eth1").on("eth2");
        lastHop.plan().on("eth0").hostsOn("eth1").on("eth2");
        rp.plan().on("eth0").on("eth1");
        for (PimNode router : List.of(firstHop, rp, lastHop)) {
            for (Family family : router.make().families()) {
                router.plan().rp(rpAddress(family), family == Family.IPV4 ? "224.0.0.0/4" : "ff00::/8");
            }
        }
        onShort = network.sniffer().at(firstHop.namespace(), "eth1").at(lastHop.namespace(), "eth0");
        toRp = network.sniffer().at(firstHop.namespace(), "eth2").at(rp.namespace(), "eth0");
        fromRp = network.sniffer().at(rp.namespace(), "eth1").at(lastHop.namespace(), "eth2");
    }

    /** Starts all three, and waits until they have said Hello. */
    PimTriangle start() {
        network.start(firstHop, rp, lastHop);
        network.awaitHellos(onShort, SHORT_LAN, firstHop, lastHop);
        network.awaitHellos(toRp, LAN_TO_RP, firstHop, rp);
        network.awaitHellos(fromRp, LAN_FROM_RP, rp, lastHop);
        return this;
    }

    PimNetwork network() {
        return network;
    }

    PimNode firstHop() {
        return firstHop;
    }

    PimNode lastHop() {
        return lastHop;
    }

    PimNode rp() {
        return rp;
    }

    Namespace host() {
        return host;
    }

    InetAddress rpAddress(Family family) {
        return rp.address(family, LAN_FROM_RP);
    }

    /** Hears R1 and R2 on the short way. */
    PimSniffer onShort() {
        return onShort;
    }

    /** Hears R1 and the RP. */
    PimSniffer toRp() {
        return toRp;
    }

    /** Hears the RP and R2. */
    PimSniffer fromRp() {
        return fromRp;
    }

    boolean isDeliveredByShortWay(Flow flow) {
        return lastHop.kernel(Family.of(flow.group())).forwards(flow, "eth0", "eth1");
    }

    boolean isDeliveredByRp(Flow flow) {
        return lastHop.kernel(Family.of(flow.group())).forwards(flow, "eth2", "eth1");
    }

    @Override
    public void close() {
        network.close();
    }
}
