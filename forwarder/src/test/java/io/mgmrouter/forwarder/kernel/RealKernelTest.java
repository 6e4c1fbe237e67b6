package io.mgmrouter.forwarder.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import io.mgmrouter.mgm.spi.PacketForwarder;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The forwarder on a real kernel: sender, router and receiver in namespaces of their own")
@ParameterizedClass
@EnumSource
class RealKernelTest {

    private static final Map<Family, Sg> FLOWS = Map.of(
            Family.IPV4, new Sg(IpAddress.parse("10.1.0.2"), IpAddress.parse("239.1.1.1")),
            Family.IPV6, new Sg(IpAddress.parse("2001:db8:1::2"), IpAddress.parse("ff3e::99")));

    @Parameter
    private Family family;

    private Sg flow;
    private final ThreadLoop loop = new ThreadLoop();
    private final RecordedUpcalls upcalls = new RecordedUpcalls();
    private RealLan lan;
    private InterfaceId west;
    private InterfaceId east;

    @BeforeEach
    void makeNetwork() {
        lan = new RealLan(family);
        west = lan.id("west");
        east = lan.id("east");
        flow = FLOWS.get(family);
    }

    @AfterEach
    void tearDown() {
        if (lan != null) {
            lan.close();
        }
        loop.close();
    }

    private KernelForwarder forwarder() {
        return KernelForwarder.on(lan.table, loop, lan.linux.links());
    }

    @Test
    void aNewFlowIsReportedAndItsFirstPacketDeliveredOnceThereIsAnEntry() throws Exception {
        try (KernelForwarder forwarder = forwarder();
                DatagramChannel member = lan.member(flow)) {
            forwarder.start(List.of(), upcalls);
            loop.settle();

            lan.send(flow, "first");
            assertThat(upcalls.log.poll(5, TimeUnit.SECONDS)).isEqualTo("no entry " + flow + " on " + west);
            forwarder.set(entry());
            forwarder.flush();

            assertThat(RealLan.receive(member)).isEqualTo("first");
            assertThat(forwarder.counters(List.of(flow)))
                    .extracting(PacketForwarder.Counters::packets)
                    .containsExactly(1L);
        }
    }

    @Test
    void forwardingGoesOnWhileTheForwarderIsReplaced() throws Exception {
        try (DatagramChannel member = lan.member(flow)) {
            KernelForwarder first = forwarder();
            first.start(List.of(entry()), upcalls);
            loop.settle();
            first.close();
            loop.settle();

            lan.send(flow, "nobody there");
            assertThat(RealLan.receive(member)).isEqualTo("nobody there");

            try (KernelForwarder second = forwarder()) {
                second.start(List.of(entry()), upcalls);
                loop.settle();
                lan.send(flow, "replaced");
                assertThat(RealLan.receive(member)).isEqualTo("replaced");
                assertThat(second.counters(List.of(flow)))
                        .extracting(PacketForwarder.Counters::packets)
                        .containsExactly(2L);
            }
        }
    }

    @Test
    void anEntryForEverySourceForwardsWithoutAnUpcall() throws Exception {
        try (KernelForwarder forwarder = forwarder();
                DatagramChannel member = lan.member(flow)) {
            forwarder.start(
                    List.of(new ForwarderEntry(new StarG(flow.group()), entry().iifs(), entry().oifs())), upcalls);
            loop.settle();

            lan.send(flow, "unknown source");

            assertThat(RealLan.receive(member)).isEqualTo("unknown source");
            assertThat(upcalls.log).isEmpty();
        }
    }

    @Test
    void ofSeveralIncomingInterfacesEachIsAcceptedAndAnotherReported() throws Exception {
        StarG starG = new StarG(flow.group());
        try (KernelForwarder forwarder = forwarder();
                DatagramChannel member = lan.member(flow)) {
            forwarder.start(List.of(new ForwarderEntry(starG, Set.of(west, east), Set.of())), upcalls);
            loop.settle();
            forwarder.set(new ForwarderEntry(starG, Set.of(west, east), entry().oifs()));
            forwarder.flush();
            lan.send(flow, "from west");
            assertThat(RealLan.receive(member)).isEqualTo("from west");

            forwarder.set(new ForwarderEntry(starG, entry().oifs(), Set.of(west)));
            forwarder.flush();
            lan.send(flow, "expected from east");
            assertThat(upcalls.log.poll(5, TimeUnit.SECONDS)).isEqualTo("wrong interface " + flow + " on " + west);
        }
    }

    @Test
    void thePacketsOfEachFlowOnAWrongInterfaceAreReportedFromTheFirstOn() throws Exception {
        Sg other = new Sg(flow.source(), IpAddress.parse(family == Family.IPV4 ? "239.1.1.2" : "ff3e::100"));
        try (KernelForwarder forwarder = forwarder()) {
            forwarder.start(
                    List.of(
                            new ForwarderEntry(flow, Optional.of(east), Set.of(west)),
                            new ForwarderEntry(other, Optional.of(east), Set.of())),
                    upcalls);
            loop.settle();

            lan.send(flow, "on an outgoing interface");
            lan.send(other, "elsewhere");
            lan.send(flow, "again");

            assertThat(upcalls.log.poll(1, TimeUnit.SECONDS)).isEqualTo("wrong interface " + flow + " on " + west);
            assertThat(upcalls.log.poll(1, TimeUnit.SECONDS)).isEqualTo("wrong interface " + other + " on " + west);
            forwarder.set(new ForwarderEntry(flow, Optional.of(west), Set.of(east)));
            forwarder.flush();
            lan.send(flow, "expected now");
            assertThat(forwarder.counters(List.of(flow)))
                    .extracting(PacketForwarder.Counters::wrongInterface)
                    .as("moved in place, so that its counters go on")
                    .containsExactly(2L);
            assertThat(upcalls.log).isEmpty();
        }
    }

    private ForwarderEntry entry() {
        return new ForwarderEntry(flow, Optional.of(west), Set.of(east));
    }
}
