package io.mgmrouter.linux.rawip;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.mgmrouter.ip.Family;
import io.mgmrouter.link.ChannelRequest;
import io.mgmrouter.link.Link;
import io.mgmrouter.linux.sys.LinuxException;
import io.mgmrouter.linux.sys.NativeSocket;
import io.mgmrouter.linux.sys.PacketFilter;
import io.mgmrouter.linux.sys.SocketAddress;
import io.mgmrouter.linux.sys.SocketOption;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;

/**
 * The sockets of a channel. The raw socket sends, and carries the memberships; it also receives, unless packets to
 * groups nobody joined are wanted: those, and all others, then come from a packet socket instead.
 *
 * @param raw raw IP socket bound to the interface
 * @param receiver the socket to read from: {@code raw}, or a packet socket
 */
record RawIpSockets(NativeSocket raw, NativeSocket receiver) implements AutoCloseable {

    private static final SocketOption PACKET_ADD_MEMBERSHIP = new SocketOption("PACKET_ADD_MEMBERSHIP", 263, 1);

    private static final ValueLayout.OfShort NETWORK_SHORT = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final int ETHERTYPE_IPV6 = 0x86dd;
    private static final short ALL_MULTICAST = 2;
    private static final int RECEIVE_OCTETS = 8 * 1024 * 1024;
    private static final int SEND_OCTETS = 1024 * 1024;

    static RawIpSockets open(ChannelRequest<?> request, Link link) {
        NativeSocket raw = NativeSocket.open(
                "raw IP", SocketAddress.family(request.family()), NativeSocket.SOCK_RAW, request.ipProtocol());
        try {
            RawOptions options = RawOptions.of(request.family());
            if (request.allMulticast()) {
                PacketFilter.NOTHING.attach(raw);
            } else {
                options.forReceiving(raw, request);
                raw.receiveBuffer(RECEIVE_OCTETS);
            }
            raw.set(SocketOption.SO_BINDTODEVICE, link.name());
            raw.set(SocketOption.SO_SNDBUF, SEND_OCTETS);
            options.forSending(raw, link);
            request.groups().forEach(group -> HostMembership.join(raw, link, group, Optional.empty()));
            return new RawIpSockets(raw, request.allMulticast() ? packetSocket(request, link) : raw);
        } catch (LinuxException refused) {
            raw.close();
            throw refused;
        }
    }

    /** Opened for no protocol, so that nothing unfiltered gets in before the filter stands; binding starts it. */
    private static NativeSocket packetSocket(ChannelRequest<?> request, Link link) {
        NativeSocket socket = NativeSocket.open("packet", NativeSocket.AF_PACKET, NativeSocket.SOCK_DGRAM, 0);
        try (Arena arena = Arena.ofConfined()) {
            PacketFilter.incoming(request.family(), request.ipProtocol(), request.types())
                    .attach(socket);
            socket.receiveBuffer(RECEIVE_OCTETS);
            // sockaddr_ll: family 0, ethertype 2 (network order), interface index 4, ..., 20 octets
            MemorySegment address = arena.allocate(20, 4);
            address.set(JAVA_SHORT, 0, (short) NativeSocket.AF_PACKET);
            address.set(NETWORK_SHORT, 2, (short) (request.family() == Family.IPV4 ? ETHERTYPE_IPV4 : ETHERTYPE_IPV6));
            address.set(JAVA_INT, 4, link.index());
            socket.bind(address);
            // packet_mreq: interface index 0, type 4, address length 6, address 8
            MemorySegment membership = arena.allocate(16, 4);
            membership.set(JAVA_INT, 0, link.index());
            membership.set(JAVA_SHORT, 4, ALL_MULTICAST);
            socket.set(PACKET_ADD_MEMBERSHIP, membership);
            return socket;
        } catch (LinuxException refused) {
            socket.close();
            throw refused;
        }
    }

    @Override
    public void close() {
        receiver.close();
        raw.close();
    }
}
