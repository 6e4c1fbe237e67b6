package io.mgmrouter.linux.rawip;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.link.ChannelRequest;
import io.mgmrouter.link.Link;
import io.mgmrouter.linux.sys.LinuxException;
import io.mgmrouter.linux.sys.NativeSocket;
import io.mgmrouter.linux.sys.PacketFilter;
import io.mgmrouter.linux.sys.SocketOption;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/**
 * The sockets of a channel. The raw socket sends, and carries the memberships; it also receives, unless packets to
 * groups nobody joined are wanted: those, and all others, then come from a packet socket instead.
 *
 * @param raw raw IPv4 socket bound to the interface
 * @param receiver the socket to read from: {@code raw}, or a packet socket
 */
record RawIpSockets(NativeSocket raw, NativeSocket receiver) implements AutoCloseable {

    private static final SocketOption IP_TOS = new SocketOption("IP_TOS", 0, 1);
    private static final SocketOption IP_MULTICAST_IF = new SocketOption("IP_MULTICAST_IF", 0, 32);
    private static final SocketOption IP_MULTICAST_LOOP = new SocketOption("IP_MULTICAST_LOOP", 0, 34);
    private static final SocketOption IP_ADD_MEMBERSHIP = new SocketOption("IP_ADD_MEMBERSHIP", 0, 35);
    private static final SocketOption IP_MULTICAST_ALL = new SocketOption("IP_MULTICAST_ALL", 0, 49);
    private static final SocketOption PACKET_ADD_MEMBERSHIP = new SocketOption("PACKET_ADD_MEMBERSHIP", 263, 1);

    private static final ValueLayout.OfInt ADDRESS = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfShort NETWORK_SHORT = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int ETHERTYPE_IPV4 = 0x0800;
    private static final short ALL_MULTICAST = 2;
    private static final int INTERNETWORK_CONTROL = 0xc0;
    private static final int RECEIVE_OCTETS = 8 * 1024 * 1024;
    private static final int SEND_OCTETS = 1024 * 1024;

    static RawIpSockets open(ChannelRequest<?> request, Link link) {
        NativeSocket raw =
                NativeSocket.open("raw IP", NativeSocket.AF_INET, NativeSocket.SOCK_RAW, request.ipProtocol());
        try {
            prepare(raw, link);
            request.groups().forEach(group -> join(raw, group, link));
            if (!request.allMulticast()) {
                raw.receiveBuffer(RECEIVE_OCTETS);
                return new RawIpSockets(raw, raw);
            }
            PacketFilter.NOTHING.attach(raw);
            return new RawIpSockets(raw, packetSocket(request.ipProtocol(), link));
        } catch (LinuxException refused) {
            raw.close();
            throw refused;
        }
    }

    private static void prepare(NativeSocket raw, Link link) {
        raw.set(SocketOption.SO_BINDTODEVICE, link.name());
        raw.set(SocketOption.SO_SNDBUF, SEND_OCTETS);
        raw.set(IP_TOS, INTERNETWORK_CONTROL);
        raw.set(IP_MULTICAST_ALL, 0);
        raw.set(IP_MULTICAST_LOOP, 0);
        onLink(raw, IP_MULTICAST_IF, Ipv4Address.UNSPECIFIED, link);
    }

    private static void join(NativeSocket raw, IpAddress group, Link link) {
        onLink(raw, IP_ADD_MEMBERSHIP, Ipv4Address.of(group.octets()), link);
    }

    /** {@code ip_mreqn}: group 0, local address 4, interface index 8. */
    private static void onLink(NativeSocket raw, SocketOption option, Ipv4Address group, Link link) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment request = arena.allocate(12, 4);
            request.set(ADDRESS, 0, group.bits());
            request.set(JAVA_INT, 8, link.index());
            raw.set(option, request);
        }
    }

    /** Opened for no protocol, so that nothing unfiltered gets in before the filter stands; binding starts it. */
    private static NativeSocket packetSocket(int ipProtocol, Link link) {
        NativeSocket socket = NativeSocket.open("packet", NativeSocket.AF_PACKET, NativeSocket.SOCK_DGRAM, 0);
        try (Arena arena = Arena.ofConfined()) {
            PacketFilter.incomingProtocol(ipProtocol).attach(socket);
            socket.receiveBuffer(RECEIVE_OCTETS);
            // sockaddr_ll: family 0, ethertype 2 (network order), interface index 4, ..., 20 octets
            MemorySegment address = arena.allocate(20, 4);
            address.set(JAVA_SHORT, 0, (short) NativeSocket.AF_PACKET);
            address.set(NETWORK_SHORT, 2, (short) ETHERTYPE_IPV4);
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
