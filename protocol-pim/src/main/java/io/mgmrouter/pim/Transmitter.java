package io.mgmrouter.pim;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.OutboundPacket;
import io.mgmrouter.link.PacketChannel;
import io.mgmrouter.pim.codec.PimCodec;
import io.mgmrouter.pim.codec.PimMessage;
import java.util.Optional;

/** Writes messages and puts them on one interface's channel. For any thread. */
final class Transmitter {

    private static final int ONE_HOP = 1;

    /** Enough for any network, and the system's own choice. */
    private static final int ANYWHERE = 64;

    private final Dialect dialect;
    private final PacketChannel channel;
    private final MessageCounters counters;

    Transmitter(Dialect dialect, PacketChannel channel, MessageCounters counters) {
        this.dialect = dialect;
        this.channel = channel;
        this.counters = counters;
    }

    /** To all PIM routers of the link. */
    void toAll(IpAddress from, PimMessage message) {
        send(from, dialect.allPimRouters(), ONE_HOP, message);
    }

    /** To one neighbour. */
    void toNeighbor(IpAddress from, IpAddress neighbor, PimMessage message) {
        send(from, neighbor, ONE_HOP, message);
    }

    /** To a router that may be anywhere, from an address that can be answered from there. */
    void toRouter(IpAddress from, IpAddress destination, PimMessage message) {
        send(from, destination, ANYWHERE, message);
    }

    private void send(IpAddress from, IpAddress destination, int ttl, PimMessage message) {
        channel.send(new OutboundPacket(
                Optional.of(from), destination, ttl, false, PimCodec.encode(message, from, destination)));
        counters.sent(message);
    }
}
