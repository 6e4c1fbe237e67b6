package io.mgmrouter.pim;

import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.link.PacketDecoder;
import io.mgmrouter.pim.codec.PimCodec;
import io.mgmrouter.pim.codec.PimMessage;

/** Reads packets; {@link HeaderCheck} then looks at how they came. */
final class MessageDecoder implements PacketDecoder<PimMessage> {

    @Override
    public PimMessage decode(InboundPacket packet) throws MalformedPacketException {
        InboundPacket.Header header = packet.header();
        return PimCodec.decode(packet.payload(), header.source(), header.destination());
    }
}
