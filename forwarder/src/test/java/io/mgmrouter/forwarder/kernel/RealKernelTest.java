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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The forwarder on a real kernel: sender, router and receiver in namespaces of their own")
class RealKernelTest {

    private static final Sg FLOW = new Sg(IpAddress.parse("10.1.0.2"), IpAddress.parse("239.1.1.1"));
    private static final int PORT = 5000;

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
        run(router, "ip addr add 10.1.0.1/24 dev west; ip link set west up");
        run(router, "ip addr add 10.2.0.1/24 dev east; ip link set east up");
        run(sender, "ip addr add 10.1.0.2/24 dev eth0; ip link set eth0 up; ip route add default via 10.1.0.1");
        run(receiver, "ip addr add 10.2.0.2/24 dev eth0; ip link set eth0 up; ip route add default via 10.2.0.1");
        linux = router.call(LinuxPlatform::new);
        table = router.call(() -> linux.multicastTables().open(Family.IPV4, KernelMulticastTables.DEFAULT));
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
                DatagramChannel member = receiver.call(RealKernelTest::member)) {
            forwarder.start(List.of(), upcalls);
            loop.settle();

            send("first");
            assertThat(upcalls.log.poll(5, TimeUnit.SECONDS)).isEqualTo("no entry " + FLOW + " on " + index("west"));
            forwarder.set(entry());
            forwarder.flush();

            assertThat(receive(member)).isEqualTo("first");
            assertThat(forwarder.counters(List.of(FLOW)))
                    .extracting(PacketForwarder.Counters::packets)
                    .containsExactly(1L);
        }
    }

    @Test
    void forwardingGoesOnWhileTheForwarderIsReplaced() throws Exception {
        try (DatagramChannel member = receiver.call(RealKernelTest::member)) {
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
                assertThat(second.counters(List.of(FLOW)))
                        .extracting(PacketForwarder.Counters::packets)
                        .containsExactly(2L);
            }
        }
    }

    @Test
    void anEntryForEverySourceForwardsWithoutAnUpcall() throws Exception {
        try (KernelForwarder forwarder = KernelForwarder.on(table, loop, linux.links());
                DatagramChannel member = receiver.call(RealKernelTest::member)) {
            forwarder.start(
                    List.of(new ForwarderEntry(new StarG(FLOW.group()), entry().iifs(), entry().oifs())), upcalls);
            loop.settle();

            send("unknown source");

            assertThat(receive(member)).isEqualTo("unknown source");
            assertThat(upcalls.log).isEmpty();
        }
    }

    private ForwarderEntry entry() {
        return new ForwarderEntry(
                FLOW, Optional.of(InterfaceId.of(index("west"))), Set.of(InterfaceId.of(index("east"))));
    }

    private int index(String name) {
        return linux.links().link(name).orElseThrow().index();
    }

    private void send(String text) {
        sender.call(() -> {
            try (DatagramChannel out = DatagramChannel.open(StandardProtocolFamily.INET)) {
                out.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 8);
                out.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName("eth0"));
                return out.send(
                        ByteBuffer.wrap(text.getBytes()),
                        new InetSocketAddress(FLOW.group().toInetAddress(), PORT));
            }
        });
    }

    private static DatagramChannel member() throws IOException {
        DatagramChannel in = DatagramChannel.open(StandardProtocolFamily.INET).bind(new InetSocketAddress(PORT));
        in.join(FLOW.group().toInetAddress(), NetworkInterface.getByName("eth0"));
        return in;
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
