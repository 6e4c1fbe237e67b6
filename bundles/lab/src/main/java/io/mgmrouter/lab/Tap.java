package io.mgmrouter.lab;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Listens at the host's end of a cable and counts the lab's traffic by flow, joined or not: what a router sent, not
 * what a host let through. Any thread.
 */
public final class Tap implements AutoCloseable {

    private static final int UDP = 17;
    private static final int UDP_HEADER_OCTETS = 8;
    private static final int PROTOCOL = 9;
    private static final int SOURCE = 12;
    private static final int DESTINATION = 16;
    private static final int ADDRESS_OCTETS = 4;

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
        int headerOctets = packet.remaining() == 0 ? 0 : (packet.get(0) & 0xf) * 4;
        int payload = headerOctets + UDP_HEADER_OCTETS;
        if (headerOctets < 20
                || packet.remaining() < payload + Long.BYTES
                || packet.get(PROTOCOL) != UDP
                || packet.getShort(headerOctets + 2) != (short) Sender.PORT) {
            return;
        }
        var flow = new Flow(Flow.address(octets(packet, SOURCE)), Flow.address(octets(packet, DESTINATION)));
        flows.computeIfAbsent(flow, _ -> new Tally()).saw(packet.getLong(payload), System.nanoTime());
    }

    private static byte[] octets(ByteBuffer packet, int at) {
        var octets = new byte[ADDRESS_OCTETS];
        packet.get(at, octets);
        return octets;
    }
}
