package io.mgmrouter.forwarder.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.mgmrouter.ip.Family;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkListener;
import io.mgmrouter.link.LinkService;
import io.mgmrouter.linux.LinuxPlatform;
import io.mgmrouter.linux.mroute.KernelMulticastTable;
import io.mgmrouter.linux.mroute.KernelMulticastTables;
import io.mgmrouter.linux.sys.LinuxException;
import io.mgmrouter.linux.sys.NetworkNamespace;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;

/**
 * Sender, router and receiver in namespaces of their own:
 *
 * <pre>
 * sender eth0 10.1.0.2 ---- 10.1.0.1 west router east 10.2.0.1 ---- 10.2.0.2 eth0 receiver
 * </pre>
 *
 * <p>LAN n is 10.n.0.0/24 and 2001:db8:n::/64.
 */
final class RealLan implements AutoCloseable {

    private static final int PORT = 5000;

    final NetworkNamespace sender = namespace();
    final NetworkNamespace router = namespace();
    final NetworkNamespace receiver = namespace();
    final LinuxPlatform linux;
    final KernelMulticastTable table;
    private final Family family;

    RealLan(Family family) {
        this.family = family;
        run(router, "ip link add west type veth peer name eth0 netns " + number(sender));
        run(router, "ip link add east type veth peer name eth0 netns " + number(receiver));
        run(router, address("west", "10.1.0.1/24", "2001:db8:1::1/64"));
        run(router, address("east", "10.2.0.1/24", "2001:db8:2::1/64"));
        run(
                sender,
                address("eth0", "10.1.0.2/24", "2001:db8:1::2/64") + "; ip route add default via 10.1.0.1;"
                        + "ip route add default via 2001:db8:1::1");
        run(
                receiver,
                address("eth0", "10.2.0.2/24", "2001:db8:2::2/64") + "; ip route add default via 10.2.0.1;"
                        + "ip route add default via 2001:db8:2::1");
        awaitReady(router, "west");
        awaitReady(router, "east");
        awaitReady(sender, "eth0");
        awaitReady(receiver, "eth0");
        linux = router.call(LinuxPlatform::new);
        table = router.call(() -> linux.multicastTables().open(family, KernelMulticastTables.DEFAULT));
    }

    /** The system reports what it has made a moment later. */
    Link await(Predicate<Link> wanted) {
        CompletableFuture<Link> there = new CompletableFuture<>();
        LinkService.Subscription subscription = linux.links().subscribe(new LinkListener() {
            @Override
            public void linkChanged(Link link) {
                if (wanted.test(link)) {
                    there.complete(link);
                }
            }

            @Override
            public void linkVanished(Link last) {}
        });
        try (subscription) {
            return there.orTimeout(5, TimeUnit.SECONDS).join();
        }
    }

    InterfaceId id(String name) {
        return InterfaceId.of(linux.links().link(name).orElseThrow().index());
    }

    /** The sender sends from its LAN. */
    void send(Sg flow, String text) {
        send(sender, flow, text);
    }

    void send(NetworkNamespace host, Sg flow, String text) {
        host.call(() -> {
            try (DatagramChannel out = DatagramChannel.open(protocol())) {
                out.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 8);
                out.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName("eth0"));
                return out.send(
                        ByteBuffer.wrap(text.getBytes()),
                        new InetSocketAddress(flow.group().toInetAddress(), PORT));
            }
        });
    }

    /** The receiver joins the group of a flow. */
    DatagramChannel member(Sg flow) {
        return receiver.call(() -> {
            DatagramChannel in = DatagramChannel.open(protocol()).bind(new InetSocketAddress(PORT));
            in.join(flow.group().toInetAddress(), NetworkInterface.getByName("eth0"));
            return in;
        });
    }

    private StandardProtocolFamily protocol() {
        return family == Family.IPV4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    }

    static String receive(DatagramChannel in) throws IOException {
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

    @Override
    public void close() {
        linux.close();
        List.of(sender, router, receiver).forEach(NetworkNamespace::close);
    }

    static void run(NetworkNamespace namespace, String script) {
        namespace.call(() -> {
            Process shell = new ProcessBuilder("sh", "-ec", script)
                    .redirectErrorStream(true)
                    .start();
            String output = new String(shell.getInputStream().readAllBytes());
            assertThat(shell.waitFor()).as(script + ": " + output).isZero();
            return output;
        });
    }

    /** Without duplicate address detection, which would keep the addresses unusable for seconds. */
    private static String address(String device, String ipv4, String ipv6) {
        return "echo 0 > /proc/sys/net/ipv6/conf/%1$s/accept_dad; ip link set %1$s up; ip addr add %2$s dev %1$s;"
                        .formatted(device, ipv4)
                + " ip addr add %s dev %s".formatted(ipv6, device);
    }

    /** With a carrier, but not yet operational, a link drops what it is to send, and has no IPv6 source for it. */
    private static void awaitReady(NetworkNamespace namespace, String device) {
        run(namespace, """
            timeout 5 sh -c "until ip link show %1$s | grep -q 'state UP' && ip -6 addr show %1$s | grep -q fe80 &&
                    ! ip -6 addr show %1$s | grep -q tentative; do :; done"
            """.formatted(device));
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
}
