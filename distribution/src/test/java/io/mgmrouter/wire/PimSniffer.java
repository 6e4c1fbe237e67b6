package io.mgmrouter.wire;

import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Namespace;
import io.mgmrouter.lab.PacketSocket;
import io.mgmrouter.packet.InternetChecksum;
import java.net.InetAddress;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Listens to the PIM messages that arrive at some interfaces, and keeps them. Any thread. */
final class PimSniffer implements AutoCloseable {

    private static final int PIM = 103;
    private static final int REGISTER = 1;
    private static final int REGISTER_HEADER_OCTETS = 8;
    private static final int IPV6_HEADER_OCTETS = 40;

    private final List<Heard> heard = new CopyOnWriteArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final long begin = System.nanoTime();
    private volatile boolean running = true;

    /**
     * @param nanos when it came, by {@link System#nanoTime}
     * @param checksumRight false for one that every receiver has to drop
     */
    record Heard(
            long nanos,
            InetAddress source,
            InetAddress destination,
            int hopLimit,
            boolean checksumRight,
            int octets,
            PimMessage message) {}

    /** Also hears what arrives at this interface. */
    PimSniffer at(Namespace namespace, String interfaceName) {
        PacketSocket socket = PacketSocket.open(namespace, interfaceName);
        threads.add(Thread.ofPlatform().name("sniffer-" + namespace).daemon().start(() -> run(socket)));
        return this;
    }

    /** Before all it heard. */
    long begin() {
        return begin;
    }

    List<Heard> heard() {
        return List.copyOf(heard);
    }

    private List<Heard> since(long nanos) {
        return heard.stream().filter(each -> each.nanos - nanos >= 0).toList();
    }

    /** Messages of a kind since an instant, oldest first, that are as wanted. */
    <M extends PimMessage> List<Heard> heard(long since, Class<M> kind, Predicate<M> wanted) {
        return heard.stream()
                .filter(each -> each.nanos - since >= 0)
                .filter(each -> kind.isInstance(each.message) && wanted.test(kind.cast(each.message)))
                .toList();
    }

    /** The first such message since an instant, waiting for it. */
    <M extends PimMessage> Heard await(
            Duration atMost, String expectation, long since, Class<M> kind, Predicate<M> wanted) {
        Poll.until(atMost, expectation, () -> !heard(since, kind, wanted).isEmpty(), () -> since(since));
        return heard(since, kind, wanted).getFirst();
    }

    /** The first such message from one sender. */
    <M extends PimMessage> Heard await(
            Duration atMost, String expectation, long since, InetAddress sender, Class<M> kind, Predicate<M> wanted) {
        Supplier<Stream<Heard>> found =
                () -> heard(since, kind, wanted).stream().filter(each -> each.source.equals(sender));
        Poll.until(atMost, expectation, () -> found.get().findAny().isPresent(), () -> since(since));
        return found.get().findFirst().orElseThrow();
    }

    /** The first Join/Prune message with this entry. */
    Heard await(Duration atMost, long since, PimMessage.Entry entry) {
        return await(atMost, entry.toString(), since, PimMessage.JoinPrune.class, message -> message.has(entry));
    }

    /** Milliseconds from an instant to a message. */
    static long millis(long since, Heard heard) {
        return TimeUnit.NANOSECONDS.toMillis(heard.nanos - since);
    }

    @Override
    public void close() {
        running = false;
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(PacketSocket socket) {
        while (running) {
            socket.receive().flatMap(PimSniffer::read).ifPresent(heard::add);
        }
        socket.close();
    }

    private static Optional<Heard> read(ByteBuffer packet) {
        long now = System.nanoTime();
        try {
            return switch (packet.get(0) >> 4) {
                case 4 -> packet.get(9) == PIM ? Optional.of(ipv4(packet, now)) : Optional.empty();
                case 6 -> packet.get(6) == PIM ? Optional.of(ipv6(packet, now)) : Optional.empty();
                default -> Optional.empty();
            };
        } catch (BufferUnderflowException | IndexOutOfBoundsException _) {
            return Optional.of(new Heard(
                    now, Flow.address("0.0.0.0"), Flow.address("0.0.0.0"), 0, false, 0, new PimMessage.Other(-1)));
        }
    }

    private static Heard ipv4(ByteBuffer packet, long now) {
        int header = (packet.get(0) & 0xf) * 4;
        ByteBuffer message = packet.slice(header, Short.toUnsignedInt(packet.getShort(2)) - header);
        return new Heard(
                now,
                address(packet, 12, 4),
                address(packet, 16, 4),
                Byte.toUnsignedInt(packet.get(8)),
                InternetChecksum.of(covered(message)) == 0,
                message.remaining(),
                PimDecoder.decode(message));
    }

    private static Heard ipv6(ByteBuffer packet, long now) {
        ByteBuffer message = packet.slice(IPV6_HEADER_OCTETS, Short.toUnsignedInt(packet.getShort(4)));
        return new Heard(
                now,
                address(packet, 8, 16),
                address(packet, 24, 16),
                Byte.toUnsignedInt(packet.get(7)),
                InternetChecksum.of(IpPacket.behindPseudoHeader(
                                PIM, octets(packet, 8, 16), octets(packet, 24, 16), octets(covered(message))))
                        == 0,
                message.remaining(),
                PimDecoder.decode(message));
    }

    /** Of a Register the checksum covers only the header. */
    private static ByteBuffer covered(ByteBuffer message) {
        boolean register = (message.get(0) & 0xf) == REGISTER;
        return register ? message.slice(0, REGISTER_HEADER_OCTETS) : message.duplicate();
    }

    private static InetAddress address(ByteBuffer packet, int at, int count) {
        return Flow.address(octets(packet, at, count));
    }

    private static byte[] octets(ByteBuffer packet) {
        return octets(packet, packet.position(), packet.remaining());
    }

    private static byte[] octets(ByteBuffer packet, int at, int count) {
        var octets = new byte[count];
        packet.get(at, octets);
        return octets;
    }
}
