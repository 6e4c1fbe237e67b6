package io.mgmrouter.forwarder.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.Link;
import io.mgmrouter.loop.ControlLoop;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.ForwardingStats;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.MgmSession;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.core.ClientProfile;
import io.mgmrouter.mgm.core.MgmSettings;
import io.mgmrouter.mgm.service.MgmService;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.CreationAlert;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.mgm.spi.RpfDecision;
import io.mgmrouter.mgm.spi.RpfQuery;
import io.mgmrouter.mgm.spi.WrongInterface;
import java.nio.channels.DatagramChannel;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A protocol, the manager and the forwarder on a real kernel")
@ParameterizedClass
@EnumSource
class RealManagerTest {

    @Parameter
    private Family family;

    private final ThreadLoop forwarderLoop = new ThreadLoop();
    private final ThreadLoop managerLoop = new ThreadLoop();
    private final Protocol protocol = new Protocol();
    private RealLan lan;
    private KernelForwarder forwarder;
    private MgmService manager;
    private InterfaceId west;
    private InterfaceId east;
    private Sg flow;
    private Sg far;

    @BeforeEach
    void makeRouter() {
        lan = new RealLan(family);
        west = lan.id("west");
        east = lan.id("east");
        boolean ipv4 = family == Family.IPV4;
        IpAddress group = IpAddress.parse(ipv4 ? "239.1.1.1" : "ff3e::99");
        flow = new Sg(IpAddress.parse(ipv4 ? "10.1.0.2" : "2001:db8:1::2"), group);
        far = new Sg(IpAddress.parse(ipv4 ? "10.9.0.9" : "2001:db8:9::9"), group);
        forwarder = KernelForwarder.on(lan.table, forwarderLoop, lan.linux.links());
        manager = new MgmService(MgmSettings.DEFAULTS, managerLoop, (_, _) -> {});
        manager.useLinks(Optional.of(lan.linux.links()));
        manager.useRoutes(Optional.of(lan.linux.routes()));
        manager.forwarders().add(forwarder, Set.of(family), true, 0);
        manager.attach(
                new ComponentId(103, 0),
                new ClientProfile("pim", Role.ROUTING, Set.of(family), EnumSet.allOf(Callback.class)),
                protocol);
        forwarderLoop.settle();
        protocol.loop.settle();
    }

    @AfterEach
    void tearDown() {
        if (manager != null) {
            manager.close();
            forwarder.close();
            lan.close();
        }
        List.of(protocol.loop, managerLoop, forwarderLoop).forEach(ThreadLoop::close);
    }

    private MgmSession session() {
        return protocol.session.join();
    }

    private InterfaceOwnership owns(InterfaceId id) {
        return session().takeOwnership(id);
    }

    private void waitFor(String event) throws InterruptedException {
        assertThat(protocol.heard.poll(5, TimeUnit.SECONDS)).isEqualTo(event);
    }

    @Test
    void anEntryIsInTheKernelBeforeTheFirstPacketComes() throws Exception {
        owns(west);
        owns(east).join(flow);
        session().resolve(flow);
        waitFor("rpf " + west);
        waitFor("creation");
        protocol.loop.settle();

        try (DatagramChannel member = lan.member(flow)) {
            lan.send(flow, "first");
            assertThat(RealLan.receive(member)).isEqualTo("first");
        }

        assertThat(protocol.heard).isEmpty();
    }

    @Test
    void aFlowMovesToTheInterfaceItArrivesOnAsSoonAsThatIsReported(TestReporter reporter) throws Exception {
        owns(west).alertOnWrongInterface(true);
        owns(east);
        InterfaceId register = forwarder.open(family, _ -> {}).interfaceId();
        Link link = lan.await(known -> known.index() == register.index());
        assertThat(link.multicast()).isFalse();
        owns(register).join(flow);
        protocol.expected = Optional.of(east);
        session().resolve(flow);
        waitFor("rpf " + west);
        waitFor("creation");
        protocol.loop.settle();
        assertThat(incoming()).contains(east);
        protocol.expected = Optional.empty();

        long sent = System.nanoTime();
        lan.send(flow, "on the shortest path tree");
        waitFor("wrong " + west);
        session().resolve(flow);
        waitFor("rpf " + west);
        waitFor("creation");
        assertThat(millis(sent, reporter)).isLessThan(1000);
        protocol.loop.settle();

        assertThat(incoming()).contains(west);
        lan.send(flow, "expected now");
        assertThat(manager.stats(flow, ForwardingStats.Level.BASIC)
                        .orElseThrow()
                        .packetsOnDifferentInterface())
                .as("of the entry as it was made: moved, not made anew")
                .isEqualTo(1);
    }

    @Test
    void aChangeOfTheKernelsRouteReachesTheProtocolWithinASecond(TestReporter reporter) throws Exception {
        owns(west);
        owns(east);
        boolean ipv4 = family == Family.IPV4;
        String route = "ip route replace " + (ipv4 ? "10.9.0.0/16" : "2001:db8:9::/48") + " via ";
        RealLan.run(lan.router, route + (ipv4 ? "10.1.0.2" : "2001:db8:1::2"));
        session().resolve(far);
        assertThat(protocol.heard.poll(5, TimeUnit.SECONDS)).startsWith("rpf");
        while (!protocol.heard.isEmpty() || !incoming(far).equals(Optional.of(west))) {
            protocol.heard.poll(1, TimeUnit.SECONDS);
        }

        RealLan.run(lan.router, route + (ipv4 ? "10.2.0.2" : "2001:db8:2::2"));
        long changed = System.nanoTime();
        waitFor("rpf " + east);
        long millis = millis(changed, reporter);

        protocol.loop.settle();
        assertThat(incoming(far)).contains(east);
        assertThat(millis).isLessThan(1000);
    }

    private static long millis(long since, TestReporter reporter) {
        long micros = (System.nanoTime() - since) / 1000;
        reporter.publishEntry("us", Long.toString(micros));
        return micros / 1000;
    }

    private Optional<InterfaceId> incoming() {
        return incoming(flow);
    }

    private Optional<InterfaceId> incoming(Sg sg) {
        return manager.entry(sg).flatMap(ForwardingEntry::incomingInterface);
    }

    /** Expects flows where the test says, or where the route leads. */
    private static final class Protocol implements MulticastProtocol {
        final ThreadLoop loop = new ThreadLoop();
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        final CompletableFuture<MgmSession> session = new CompletableFuture<>();
        volatile Optional<InterfaceId> expected = Optional.empty();

        @Override
        public ControlLoop loop() {
            return loop;
        }

        @Override
        public void attached(MgmSession newSession) {
            session.complete(newSession);
        }

        @Override
        public RpfDecision onRpf(RpfQuery query) {
            heard.add("rpf " + query.iif());
            return expected.map(iif -> query.withIncoming(iif, Optional.empty()))
                    .orElseGet(query::accept);
        }

        @Override
        public Set<InterfaceId> onCreation(CreationAlert alert) {
            heard.add("creation");
            return Set.of();
        }

        @Override
        public void onWrongInterface(WrongInterface alert) {
            heard.add("wrong " + alert.arrival());
        }
    }
}
