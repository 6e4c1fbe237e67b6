package io.mgmrouter.wire;

import io.mgmrouter.lab.Cable;
import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Namespace;
import io.mgmrouter.lab.Segment;

/** A LAN with several stations behind interface eth{@code number} of the bench's router, which is station 5 there. */
final class SharedLan {

    static final int ROUTER = 5;

    private final Bench bench;
    private final int number;
    private final Segment segment;

    SharedLan(Bench bench, int number) {
        this.bench = bench;
        this.number = number;
        this.segment = bench.topology().segment("lan" + number);
        plug(bench.topology().router(), routerInterface(), ROUTER);
    }

    String routerInterface() {
        return "eth" + number;
    }

    /** A further station, from 1 to 9, with an interface eth0. */
    Namespace station(int station) {
        Namespace namespace = bench.topology().namespace("lan" + number + "-" + station);
        plug(namespace, "eth0", station);
        return namespace;
    }

    private void plug(Namespace namespace, String name, int station) {
        Cable.End end = new Cable.End(namespace, name);
        segment.plug(end);
        end.address(Family.IPV4.prefix(number, station));
        if (namespace.hasIpv6()) {
            end.address(Family.IPV6.prefix(number, station));
        }
    }
}
