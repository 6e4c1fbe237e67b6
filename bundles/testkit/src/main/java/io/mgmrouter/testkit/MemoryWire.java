package io.mgmrouter.testkit;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.link.OutboundPacket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A broadcast link in memory: what one station sends, all others hear at once, on the sender's thread. Routers are on
 * it through a {@link FakeLinkService}, hosts by {@link #attach}. It remembers every packet.
 */
public final class MemoryWire {

    private final List<Consumer<Frame>> stations = new ArrayList<>();
    private final List<Frame> log = new ArrayList<>();

    /**
     * A packet on the wire.
     *
     * @param source sender's address
     * @param destination address it is sent to
     * @param ttl time to live
     * @param routerAlert true if it carries the Router Alert option
     * @param payload what follows the IP header; read-only, position 0
     */
    public record Frame(IpAddress source, IpAddress destination, int ttl, boolean routerAlert, ByteBuffer payload) {

        /** A packet with a copy of the payload, which stays as it is. */
        public Frame {
            payload = copy(payload);
        }

        /** What a router sends, as it arrives. */
        static Frame of(IpAddress source, OutboundPacket packet) {
            return new Frame(source, packet.destination(), packet.ttl(), packet.routerAlert(), packet.payload());
        }

        /** The same packet as a receiver on this interface sees it. */
        public InboundPacket arrivingOn(int interfaceIndex) {
            return new InboundPacket(
                    new InboundPacket.Header(source, destination, interfaceIndex, ttl, routerAlert, 0xc0),
                    copy(payload));
        }

        private static ByteBuffer copy(ByteBuffer octets) {
            ByteBuffer copy = ByteBuffer.allocate(octets.remaining());
            return copy.put(octets.duplicate()).flip().asReadOnlyBuffer();
        }
    }

    /** Connects a station; it hears everything that is sent from now on, its own packets too. */
    public void attach(Consumer<Frame> station) {
        stations.add(station);
    }

    /** Sends a packet to everybody. */
    public void send(Frame frame) {
        log.add(frame);
        List.copyOf(stations).forEach(station -> station.accept(frame));
    }

    /** All packets so far, oldest first. */
    public List<Frame> log() {
        return List.copyOf(log);
    }

    /** Forgets the packets so far. */
    public void clearLog() {
        log.clear();
    }
}
