package io.mgmrouter.lab;

import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Listens at the host's end of a cable and counts the lab's traffic by flow, joined or not: what a router sent, not
 * what a host let through. Any thread.
 */
public final class Tap implements AutoCloseable {

    private final PacketSocket socket;
    private final Map<Flow, Tally> flows = new ConcurrentHashMap<>();
    private final Thread thread;
    private volatile boolean running = true;

    private Tap(PacketSocket socket, String name) {
        this.socket = socket;
        this.thread = Thread.ofPlatform().name("tap-" + name).daemon().unstarted(this::run);
    }

    /** Starts to listen on an interface of a host. */
    public static Tap listen(Namespace host, String interfaceName) {
        var tap = new Tap(PacketSocket.open(host, interfaceName), host.name());
        tap.thread.start();
        return tap;
    }

    /** What has been seen of a flow. */
    public Count count(Flow flow) {
        Tally tally = flows.get(flow);
        return tally == null ? Count.NOTHING : tally.count();
    }

    /** All flows of which a packet has been seen, in the order of their text. */
    public Set<Flow> flows() {
        var sorted = new TreeSet<Flow>((a, b) -> a.toString().compareTo(b.toString()));
        sorted.addAll(flows.keySet());
        return sorted;
    }

    /** Forgets what it has seen. */
    public void clear() {
        flows.clear();
    }

    @Override
    public void close() {
        running = false;
        try {
            thread.join();
            socket.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (running) {
            socket.receive().ifPresent(this::count);
        }
    }

    private void count(ByteBuffer packet) {
        Layout.of(packet)
                .filter(layout -> layout.isTraffic(packet))
                .ifPresent(layout -> flows.computeIfAbsent(layout.flow(packet), _ -> new Tally())
                        .saw(packet.getLong(layout.payload()), System.nanoTime()));
    }

    /** Where the fields of an IP packet are, in octets from its start. */
    private record Layout(int protocol, int source, int destination, int addressOctets, int headerOctets) {

        private static final int UDP = 17;
        private static final int UDP_HEADER_OCTETS = 8;
        private static final int IPV4_HEADER_OCTETS = 20;
        private static final Layout IPV6 = new Layout(6, 8, 24, 16, 40);

        static Optional<Layout> of(ByteBuffer packet) {
            int first = packet.hasRemaining() ? Byte.toUnsignedInt(packet.get(0)) : 0;
            return switch (first >> 4) {
                case 4 -> Optional.of(new Layout(9, 12, 16, 4, (first & 0xf) * 4));
                case 6 -> Optional.of(IPV6);
                default -> Optional.empty();
            };
        }

        boolean isTraffic(ByteBuffer packet) {
            return headerOctets >= IPV4_HEADER_OCTETS
                    && packet.remaining() >= payload() + Long.BYTES
                    && packet.get(protocol) == UDP
                    && packet.getShort(headerOctets + 2) == (short) Sender.PORT;
        }

        int payload() {
            return headerOctets + UDP_HEADER_OCTETS;
        }

        Flow flow(ByteBuffer packet) {
            return new Flow(address(packet, source), address(packet, destination));
        }

        private InetAddress address(ByteBuffer packet, int at) {
            var octets = new byte[addressOctets];
            packet.get(at, octets);
            return Flow.address(octets);
        }
    }
}
