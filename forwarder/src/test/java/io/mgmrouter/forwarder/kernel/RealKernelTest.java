package io.mgmrouter.forwarder.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.linux.LinuxPlatform;
import io.mgmrouter.linux.mroute.KernelMulticastTable;
import io.mgmrouter.linux.mroute.KernelMulticastTables;
import io.mgmrouter.linux.sys.LinuxException;
import io.mgmrouter.linux.sys.NetworkNamespace;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import io.mgmrouter.mgm.spi.PacketForwarder;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
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
    private static final int PORT = 5000;

    @Parameter
    private Family family;

    private Sg flow;
    private final ThreadLoop loop = new ThreadLoop();
    private final RecordedUpcalls upcalls = new RecordedUpcalls();
    private NetworkNamespace sender;
    private NetworkNamespace router;
    private NetworkNamespace receiver;
    private LinuxPlatform linux;
    private KernelMulticastTable table;

    @BeforeEach
    void makeNetwork() {
        sender = namespace();
        router = namespace();
        receiver = namespace();
        run(router, "ip link add west type veth peer name eth0 netns " + number(sender));
        run(router, "ip link add east type veth peer name eth0 netns " + number(receiver));
        run(router, address("west", "10.1.0.1/24", "2001:db8:1::1/64"));
        run(router, address("east", "10.2.0.1/24", "2001:db8:2::1/64"));
        run(sender, address("eth0", "10.1.0.2/24", "2001:db8:1::2/64") + "; ip route add default via 10.1.0.1");
        run(receiver, address("eth0", "10.2.0.2/24", "2001:db8:2::2/64") + "; ip route add default via 10.2.0.1");
        flow = FLOWS.get(family);
        linux = router.call(LinuxPlatform::new);
        table = router.call(() -> linux.multicastTables().open(family, KernelMulticastTables.DEFAULT));
    }

    @AfterEach
    void tearDown() {
        if (linux != null) {
            linux.close();
            List.of(sender, router, receiver).forEach(NetworkNamespace::close);
        }
        loop.close();
    }

    @Test
    void aNewFlowIsReportedAndItsFirstPacketDeliveredOnceThereIsAnEntry() throws Exception {
        try (KernelForwarder forwarder = KernelForwarder.on(table, loop, linux.links());
                DatagramChannel member = receiver.call(this::member)) {
            forwarder.start(List.of(), upcalls);
            loop.settle();

            send("first");
            assertThat(upcalls.log.poll(5, TimeUnit.SECONDS)).isEqualTo("no entry " + flow + " on " + index("west"));
            forwarder.set(entry());
            forwarder.flush();

            assertThat(receive(member)).isEqualTo("first");
            assertThat(forwarder.counters(List.of(flow)))
                    .extracting(PacketForwarder.Counters::packets)
                    .containsExactly(1L);
        }
    }

    @Test
    void forwardingGoesOnWhileTheForwarderIsReplaced() throws Exception {
        try (DatagramChannel member = receiver.call(this::member)) {
            KernelForwarder first = KernelForwarder.on(table, loop, linux.links());
            first.start(List.of(entry()), upcalls);
            loop.settle();
            first.close();
            loop.settle();

            send("nobody there");
            assertThat(receive(member)).isEqualTo("nobody there");

            try (KernelForwarder second = KernelForwarder.on(table, loop, linux.links())) {
                second.start(List.of(entry()), upcalls);
                loop.settle();
                send("replaced");
                assertThat(receive(member)).isEqualTo("replaced");
                assertThat(second.counters(List.of(flow)))
                        .extracting(PacketForwarder.Counters::packets)
                        .containsExactly(2L);
            }
        }
    }

    @Test
    void anEntryForEverySourceForwardsWithoutAnUpcall() throws Exception {
        try (KernelForwarder forwarder = KernelForwarder.on(table, loop, linux.links());
                DatagramChannel member = receiver.call(this::member)) {
            forwarder.start(
                    List.of(new ForwarderEntry(new StarG(flow.group()), entry().iifs(), entry().oifs())), upcalls);
            loop.settle();

            send("unknown source");

            assertThat(receive(member)).isEqualTo("unknown source");
            assertThat(upcalls.log).isEmpty();
        }
    }

    /** Without duplicate address detection, which would keep the addresses unusable for seconds. */
    private static String address(String device, String ipv4, String ipv6) {
        return "echo 0 > /proc/sys/net/ipv6/conf/%1$s/accept_dad; ip link set %1$s up; ip addr add %2$s dev %1$s;"
                        .formatted(device, ipv4)
                + " ip addr add %s dev %s".formatted(ipv6, device);
    }

    @Test
    void ofSeveralIncomingInterfacesEachIsAcceptedAndAnotherReported() throws Exception {
        StarG starG = new StarG(flow.group());
        Set<InterfaceId> west = Set.of(InterfaceId.of(index("west")));
        Set<InterfaceId> both = Set.of(InterfaceId.of(index("west")), InterfaceId.of(index("east")));
        try (KernelForwarder forwarder = KernelForwarder.on(table, loop, linux.links());
                DatagramChannel member = receiver.call(this::member)) {
            forwarder.start(List.of(new ForwarderEntry(starG, both, Set.of())), upcalls);
            loop.settle();
            forwarder.set(new ForwarderEntry(starG, both, entry().oifs()));
            forwarder.flush();
            send("from west");
            assertThat(receive(member)).isEqualTo("from west");

            forwarder.set(new ForwarderEntry(starG, entry().oifs(), west));
            forwarder.flush();
            send("expected from east");
            assertThat(upcalls.log.poll(5, TimeUnit.SECONDS))
                    .isEqualTo("wrong interface " + flow + " on " + index("west"));
        }
    }

    private ForwarderEntry entry() {
        return new ForwarderEntry(
                flow, Optional.of(InterfaceId.of(index("west"))), Set.of(InterfaceId.of(index("east"))));
    }

    private int index(String name) {
        return linux.links().link(name).orElseThrow().index();
    }

    private void send(String text) {
        sender.call(() -> {
            try (DatagramChannel out = DatagramChannel.open(protocol(family))) {
                out.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 8);
                out.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName("eth0"));
                return out.send(
                        ByteBuffer.wrap(text.getBytes()),
                        new InetSocketAddress(flow.group().toInetAddress(), PORT));
            }
        });
    }

    private DatagramChannel member() throws IOException {
        DatagramChannel in = DatagramChannel.open(protocol(family)).bind(new InetSocketAddress(PORT));
        in.join(flow.group().toInetAddress(), NetworkInterface.getByName("eth0"));
        return in;
    }

    private static StandardProtocolFamily protocol(Family family) {
        return family == Family.IPV4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }

    private static String receive(DatagramChannel in) throws IOException {
        byte[] data = new byte[100];
        DatagramPacket packet = new DatagramPacket(data, data.length);
        in.socket().setSoTimeout(5000);
        try {
            in.socket().receive(packet);
            return new String(data, 0, packet.getLength());
        } catch (SocketTimeoutException e) {
            return "nothing within five seconds";
        }
    }

    private static NetworkNamespace namespace() {
        try {
            return new NetworkNamespace();
        } catch (LinuxException e) {
            Assumptions.abort("SKIPPED: needs root and network namespaces: " + e.getMessage());
            throw e;
        }
    }

    private static String number(NetworkNamespace namespace) {
        return namespace.call(() -> Files.readSymbolicLink(Path.of("/proc/thread-self"))
                .getFileName()
                .toString());
    }

    private static void run(NetworkNamespace namespace, String script) {
        namespace.call(() -> {
            Process shell = new ProcessBuilder("sh", "-ec", script)
                    .redirectErrorStream(true)
                    .start();
            String output = new String(shell.getInputStream().readAllBytes());
            assertThat(shell.waitFor()).as(script + ": " + output).isZero();
            return output;
        });
    }
}
