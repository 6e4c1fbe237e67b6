package io.mgmrouter.lab;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.time.Duration;
import java.util.Optional;

/**
 * A program on a host that has joined a group and counts what it gets. The host's own kernel speaks IGMP or MLD for
 * it. Any thread.
 */
public final class Receiver implements AutoCloseable {

    /** More than the kernel grants, which cuts it down to what its settings allow. */
    private static final int RECEIVE_BUFFER_OCTETS = 4 << 20;

    private static final int PACKET_OCTETS = 1500;

    private final DatagramChannel channel;
    private final MembershipKey membership;
    private final long joinedNanos;
    private final Tally tally = new Tally();

    private Receiver(DatagramChannel channel, MembershipKey membership, long joinedNanos) {
        this.channel = channel;
        this.membership = membership;
        this.joinedNanos = joinedNanos;
    }

    /** Joins a group, whatever the source. */
    public static Receiver join(Namespace host, String interfaceName, InetAddress group) {
        return start(host, interfaceName, group, Optional.empty());
    }

    /** Joins a group for one source only (SSM). */
    public static Receiver join(Namespace host, String interfaceName, Flow flow) {
        return start(host, interfaceName, flow.group(), Optional.of(flow.source()));
    }

    private static Receiver start(Namespace host, String nif, InetAddress group, Optional<InetAddress> source) {
        Receiver receiver = host.call(() -> open(nif, group, source));
        Thread.ofPlatform().name("receiver-" + host).daemon().start(receiver::run);
        return receiver;
    }

    /** Leaves the group; nothing more is counted, whatever still comes. */
    public void leave() {
        membership.drop();
    }

    public Count count() {
        return tally.count();
    }

    /** From the call that joined to the first packet; empty until there is one. */
    public Optional<Duration> timeToFirstPacket() {
        Count count = tally.count();
        return count.packets() == 0
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(count.firstNanos() - joinedNanos));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new LabException("cannot close a receiver: " + e.getMessage(), e);
        }
    }

    private static Receiver open(String interfaceName, InetAddress group, Optional<InetAddress> source)
            throws IOException {
        NetworkInterface nif = NetworkInterface.getByName(interfaceName);
        if (nif == null) {
            throw new IOException("no interface " + interfaceName);
        }
        DatagramChannel channel = DatagramChannel.open(Flow.family(group));
        channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER_OCTETS);
        // Bound to the group, or it would also get what other receivers of this host have joined.
        channel.bind(new InetSocketAddress(group, Sender.PORT));
        long now = System.nanoTime();
        MembershipKey key = source.isPresent() ? channel.join(group, nif, source.get()) : channel.join(group, nif);
        return new Receiver(channel, key, now);
    }

    private void run() {
        ByteBuffer packet = ByteBuffer.allocateDirect(PACKET_OCTETS);
        try {
            while (true) {
                channel.receive(packet.clear());
                tally.saw(packet.getLong(0), System.nanoTime());
            }
        } catch (ClosedChannelException _) {
            // Closed: this is the end.
        } catch (IOException e) {
            throw new LabException("a receiver cannot read its socket: " + e.getMessage(), e);
        }
    }
}
