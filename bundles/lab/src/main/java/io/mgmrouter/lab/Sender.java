package io.mgmrouter.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A source that sends to several groups of one family at a steady pace, on a thread of its own, until closed. Each
 * packet is UDP to {@link #PORT}, 100 octets of payload, of which the first eight are the group's own sequence number,
 * from 0.
 */
public final class Sender implements AutoCloseable {

    /** Where all traffic of the lab goes. */
    public static final int PORT = 27150;

    private static final int PAYLOAD_OCTETS = 100;
    private static final int TTL = 16;

    private final DatagramChannel channel;
    private final List<InetAddress> groups;
    private final long periodNanos;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile long sent;
    private volatile long refused;

    private Sender(DatagramChannel channel, List<InetAddress> groups, int packetsPerSecond) {
        this.channel = channel;
        this.groups = List.copyOf(groups);
        this.periodNanos = TimeUnit.SECONDS.toNanos(1) / packetsPerSecond;
        this.thread = Thread.ofPlatform().name("sender").daemon().unstarted(this::run);
    }

    /**
     * Starts to send.
     *
     * @param packetsPerSecond to each group
     * @throws LabException if the host has no such interface
     */
    public static Sender start(Namespace host, String interfaceName, List<InetAddress> groups, int packetsPerSecond) {
        return start(host, interfaceName, wildcard(groups.getFirst()), groups, packetsPerSecond);
    }

    /** As above, from this one of the host's addresses. */
    public static Sender start(
            Namespace host, String interfaceName, InetAddress source, List<InetAddress> groups, int packetsPerSecond) {
        var sender = new Sender(host.call(() -> open(interfaceName, source)), groups, packetsPerSecond);
        sender.thread.start();
        return sender;
    }

    /** Packets sent to each group so far. */
    public long sent() {
        return sent;
    }

    /** Packets that the source's own kernel refused, because its link was down for instance. */
    public long refused() {
        return refused;
    }

    @Override
    public void close() {
        running = false;
        try {
            thread.join();
            channel.close();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new LabException("cannot close the sender: " + e.getMessage(), e);
        }
    }

    private static InetAddress wildcard(InetAddress group) {
        return Flow.address(new byte[group.getAddress().length]);
    }

    private static DatagramChannel open(String interfaceName, InetAddress source) throws IOException {
        NetworkInterface nif = NetworkInterface.getByName(interfaceName);
        if (nif == null) {
            throw new IOException("no interface " + interfaceName);
        }
        DatagramChannel channel = DatagramChannel.open(Flow.family(source));
        channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, nif);
        channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, TTL);
        channel.bind(new InetSocketAddress(source, 0));
        return channel;
    }

    private void run() {
        ByteBuffer packet = ByteBuffer.allocateDirect(PAYLOAD_OCTETS);
        long due = System.nanoTime();
        while (running) {
            for (InetAddress group : groups) {
                packet.clear().putLong(0, sent);
                send(packet, group);
            }
            sent++;
            due += periodNanos;
            LockSupport.parkNanos(due - System.nanoTime());
        }
    }

    private void send(ByteBuffer packet, InetAddress group) {
        try {
            channel.send(packet, new InetSocketAddress(group, PORT));
        } catch (IOException _) {
            refused++;
        }
    }
}
