package io.mgmrouter.linux.rawip;

import io.mgmrouter.link.ChannelRequest;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.link.PacketReceiver;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns received packets into the protocol's messages, and counts what cannot be turned. */
final class PacketReader<M> extends ChannelInboundHandlerAdapter {

    private static final Logger LOG = LoggerFactory.getLogger(PacketReader.class);

    private final ChannelRequest<M> request;
    private final PacketReceiver<M> receiver;
    private final ChannelCounters counters;
    private final Framing framing;

    PacketReader(ChannelRequest<M> request, PacketReceiver<M> receiver, ChannelCounters counters) {
        this.request = request;
        this.receiver = receiver;
        this.counters = counters;
        this.framing = Framing.of(request);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        try {
            read((RawPacket) message);
        } catch (MalformedPacketException e) {
            counters.dropped(e.reason());
        } catch (RuntimeException e) {
            counters.dropped("decoder-failed");
            LOG.error("packet.decoder failed protocol={} if={}", request.ipProtocol(), request.interfaceIndex(), e);
        }
    }

    private void read(RawPacket packet) throws MalformedPacketException {
        if (packet.truncated()) {
            throw new MalformedPacketException("ip-too-long");
        }
        InboundPacket inbound = framing.read(packet, request.interfaceIndex());
        M message = request.decoder().decode(inbound);
        if (receiver.received(message, inbound.header())) {
            counters.received.increment();
        } else {
            counters.overload.increment();
        }
    }
}
