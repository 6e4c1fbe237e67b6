package io.mgmrouter.linux.rawip;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.ChannelRequest;
import io.mgmrouter.link.OutboundPacket;
import io.mgmrouter.link.PacketChannel;
import io.mgmrouter.linux.io.IoThread;
import io.netty.channel.ChannelHandler;
import io.netty.channel.EventLoop;
import io.netty.channel.WriteBufferWaterMark;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a protocol holds of its {@link RawIpChannel}. */
final class OpenChannel implements PacketChannel {

    /** What a packet takes beside its payload, roughly. */
    private static final int OVERHEAD_OCTETS = 128;

    /** Some thirty thousand queries, or Registers of full size by the thousand. */
    private static final WriteBufferWaterMark SEND_QUEUE = new WriteBufferWaterMark(2 * 1024 * 1024, 4 * 1024 * 1024);

    private final IoThread io;
    private final ChannelCounters counters = new ChannelCounters();
    private final RawIpChannel channel;
    private final PacketSender sender;
    private final Family family;
    private final Supplier<Optional<IpAddress>> source;
    private final Consumer<OpenChannel> closed;

    /**
     * @param source address to send from, asked for each packet because addresses change
     * @param closed hears when this channel has been closed
     */
    OpenChannel(
            IoThread io,
            RawIpSockets sockets,
            ChannelRequest<?> request,
            Supplier<Optional<IpAddress>> source,
            Consumer<OpenChannel> closed) {
        this.io = io;
        this.family = request.family();
        this.sender = PacketSender.of(family, sockets.raw(), request.interfaceIndex());
        this.channel = new RawIpChannel(
                sockets, Framing.of(request).hasControlData(), packet -> write((OutboundPacket) packet));
        channel.config().setWriteBufferWaterMark(SEND_QUEUE).setMessageSizeEstimator(() -> OpenChannel::octets);
        this.source = source;
        this.closed = closed;
    }

    /** Begins to receive. */
    void start(Function<ChannelCounters, ChannelHandler> reader) {
        channel.pipeline().addLast(reader.apply(counters));
        EventLoop loop = io.loop();
        loop.register(channel).syncUninterruptibly();
    }

    @Override
    public void send(OutboundPacket packet) {
        if (!isSendable(packet) || !channel.isOpen() || !channel.isWritable()) {
            counters.sendFailed.increment();
            return;
        }
        byte[] payload = new byte[packet.payload().remaining()];
        packet.payload().get(packet.payload().position(), payload);
        OutboundPacket copy = new OutboundPacket(
                packet.source(), packet.destination(), packet.ttl(), packet.routerAlert(), ByteBuffer.wrap(payload));
        channel.writeAndFlush(copy, channel.voidPromise());
    }

    private static int octets(Object packet) {
        return OVERHEAD_OCTETS + ((OutboundPacket) packet).payload().remaining();
    }

    private boolean isSendable(OutboundPacket packet) {
        return packet.destination().family() == family
                && packet.source().filter(address -> address.family() != family).isEmpty()
                && packet.payload().remaining() <= PacketSender.LONGEST_PAYLOAD;
    }

    private boolean write(OutboundPacket packet) {
        boolean taken = sender.send(packet, packet.source().or(source));
        (taken ? counters.sent : counters.sendFailed).increment();
        return taken;
    }

    @Override
    public Counters counters() {
        return counters.snapshot();
    }

    @Override
    public void close() {
        closed.accept(this);
        io.runAndWait(channel::close);
    }
}
