package io.mgmrouter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.lab.Cable;
import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Namespace;
import io.mgmrouter.lab.Receiver;
import io.mgmrouter.lab.Sender;
import io.mgmrouter.lab.Tap;
import io.mgmrouter.lab.Topology;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** Each test has a group of its own. */
@WireTest
@EachFamily
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DisplayName("A router with a membership protocol and no other, between LANs with hosts that send and receive")
class AloneIT {

    @Parameter
    private Family family;

    private Bench bench;

    @BeforeParameterizedClassInvocation
    void startRouter() {
        bench = new Bench().start(family.quick());
    }

    @AfterParameterizedClassInvocation
    void close() {
        bench.close();
    }

    @Test
    void everyLanHearsTheOthersAndNobodyTwice() {
        InetAddress group = family.group(1);
        List<Namespace> hosts = List.of(host(2), host(3), host(4));
        List<Receiver> receivers =
                hosts.stream().map(host -> bench.join(host, group)).toList();
        Tap tap = bench.listen(host(2));

        send(2, group);
        send(3, group);

        receivers.forEach(receiver -> Bench.awaitPackets(receiver, 500));
        Bench.awaitPackets(receivers.getLast(), 1000);
        // What its own host sends does not come back down the cable.
        assertThat(tap.flows().stream().filter(flow -> flow.group().equals(group)))
                .containsExactly(new Flow(family.station(3, 2), group));
        assertThat(tap.count(new Flow(family.station(3, 2), group)).duplicates())
                .isZero();
    }

    @Test
    void aSourceIsHeardByThoseWhoJoinedItAlone() {
        InetAddress group = family.ssmGroup(1);
        Tap wanting = bench.listen(host(3));
        Tap other = bench.listen(host(4));
        send(2, group);
        send(1, group);

        Receiver receiver = bench.join(host(3), new Flow(family.station(2, 2), group));
        bench.join(host(4), new Flow(family.station(1, 2), group));

        Bench.awaitPackets(receiver, 500);
        Poll.until(
                Bench.SOON,
                "the other source arrives too",
                () -> other.count(new Flow(family.station(1, 2), group)).packets() > 500,
                other::flows);
        assertThat(wanting.flows().stream().filter(flow -> flow.group().equals(group)))
                .containsExactly(new Flow(family.station(2, 2), group));
        assertThat(other.flows().stream().filter(flow -> flow.group().equals(group)))
                .containsExactly(new Flow(family.station(1, 2), group));
    }

    @Test
    void aLinkThatFlapsIsServedAgainAndNobodyElseLosesAnything() {
        InetAddress group = family.group(2);
        Receiver stays = bench.join(host(4), group);
        Receiver flaps = bench.join(host(3), group);
        Tap cable = bench.listen(host(4));
        send(1, group);
        Bench.awaitPackets(stays, 500);
        Bench.awaitPackets(flaps, 500);

        Cable.End end = bench.topology().receiver(2).cable().left();
        for (int i = 0; i < 5; i++) {
            end.down();
            end.up();
        }

        // The host's kernel does not report again on its own: it answers the router's query.
        Bench.awaitPackets(flaps, 2000);
        Bench.awaitPackets(stays, 500);
        assertThat(Math.min(
                        stays.count().lost(),
                        cable.count(new Flow(family.station(1, 2), group)).lost()))
                .isZero();
    }

    private Namespace host(int lan) {
        return lan == 1
                ? bench.topology().source().namespace()
                : bench.topology().receiver(lan - 1).namespace();
    }

    private Sender send(int lan, InetAddress group) {
        return bench.add(Sender.start(
                host(lan), Topology.Host.INTERFACE, family.station(lan, 2), List.of(group), Bench.PACKETS_PER_SECOND));
    }
}
