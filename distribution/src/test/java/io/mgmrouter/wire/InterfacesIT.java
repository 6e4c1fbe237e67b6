package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Cable;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Namespace;
import io.mgmrouter.lab.Receiver;
import io.mgmrouter.lab.Tap;
import io.mgmrouter.lab.Topology;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@WireTest
@DisplayName("Interfaces that come, go and change while the router runs")
class InterfacesIT {

    private Bench bench;

    @BeforeEach
    void startTraffic() {
        bench = new Bench()
                .start(Bench.igmp().igmp("eth5", "interface", "eth5").igmp("eth5", "wait.for.interface", true));
        bench.send(Bench.GROUP);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    @Test
    void oneThatAppearsLateIsServed() {
        Topology.Host late = bench.topology().host("late", 5);

        Bench.awaitPackets(bench.join(late.namespace(), Bench.GROUP), 1000);
    }

    @Test
    void oneThatVanishesTakesItsMembersAlongAndNobodyElses() {
        Receiver stays = bench.join(bench.topology().receiver(1).namespace(), Bench.GROUP);
        Receiver goes = bench.join(bench.topology().receiver(2).namespace(), Bench.GROUP);
        Bench.awaitPackets(stays, 1000);
        Bench.awaitPackets(goes, 1000);

        bench.topology().receiver(2).cable().close();

        Poll.until(
                Bench.SOON,
                "eth3 is no longer outgoing",
                () -> !bench.control().ask("show mfe").contains("eth3"),
                () -> bench.control().ask("show mfe"));
        Bench.awaitPackets(stays, 1000);
        assertThat(stays.count().lost()).isZero();
    }

    @Test
    void oneThatVanishedIsServedAgainWhenItIsBack() {
        Topology.Host host = bench.topology().receiver(2);
        host.cable().close();
        Poll.until(
                Bench.SOON,
                "eth3 is gone",
                () -> bench.rows("show interfaces", "interface", "eth3").isEmpty(),
                () -> bench.control().ask("show interfaces"));

        plugIn(host.namespace());

        Bench.awaitPackets(bench.join(host.namespace(), Bench.GROUP), 1000);
    }

    @Test
    void oneWhoseAddressChangesKeepsItsMembersAndQueriesFromTheNewAddress() {
        Topology.Host host = bench.topology().receiver(1);
        Tap tap = bench.listen(host.namespace());
        Receiver receiver = bench.join(host.namespace(), Bench.GROUP);
        Bench.awaitPackets(receiver, 1000);

        bench.topology().router().ip("addr del 10.2.0.1/16 dev eth2", "addr add 10.2.0.9/16 dev eth2");

        Poll.until(
                Bench.SOON,
                "the querier has the new address",
                () -> bench.control().ask("igmp interfaces").contains("10.2.0.9"),
                () -> bench.control().ask("igmp interfaces"));
        Bench.awaitPackets(receiver, 1000);
        receiver.leave();
        Bench.awaitSilence(tap, Flow.of(Bench.SOURCE, Bench.GROUP), Bench.SOON);
    }

    private void plugIn(Namespace host) {
        Cable cable = Cable.connect(
                new Cable.End(bench.topology().router(), "eth3"), new Cable.End(host, Topology.Host.INTERFACE));
        cable.left().address("10.3.0.1/16");
        cable.right().address("10.3.0.2/16");
    }
}
