package io.mgmrouter.linux.rawip;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.OutboundPacket;
import io.mgmrouter.linux.sys.MessageHeader;
import io.mgmrouter.linux.sys.NativeSocket;
import io.mgmrouter.linux.sys.SocketAddress;
import io.mgmrouter.linux.sys.SocketOption;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * Sends packets of one channel, on the I/O thread; the kernel makes the IP header, and the checksum of ICMPv6. What is
 * said of the packet goes along as control data, in the family's own form.
 */
abstract class PacketSender {

    /** Leaves room for the header of IPv4 with Router Alert; that of IPv6 does not count. */
    static final int LONGEST_PAYLOAD = 65_535 - 24;

    /** A control message: length 0 (u64), level 8, type 12, data 16; each aligned to 8 octets. */
    private static final int CONTROL_HEADER_OCTETS = 16;

    private static final int MOST_CONTROL_OCTETS = 3 * CONTROL_HEADER_OCTETS + 24 + 8 + 8;

    private final Family family;
    private final NativeSocket raw;
    private final int level;
    private final MessageHeader message;
    private int controlOctets;

    private PacketSender(Family family, NativeSocket raw, int level) {
        this.family = family;
        this.raw = raw;
        this.level = level;
        this.message =
                new MessageHeader(Arena.ofAuto(), SocketAddress.octets(family), LONGEST_PAYLOAD, MOST_CONTROL_OCTETS);
    }

    static PacketSender of(Family family, NativeSocket raw, int interfaceIndex) {
        return switch (family) {
            case IPV4 -> new Ipv4(raw, interfaceIndex);
            case IPV6 -> new Ipv6(raw, interfaceIndex);
        };
    }

    /**
     * Sends without waiting.
     *
     * @param source what the packet says, or the link's control address
     * @return true if the system took it
     */
    boolean send(OutboundPacket packet, Optional<IpAddress> source) {
        if (source.isEmpty() && !mayLackSource()) {
            return false;
        }
        int length = packet.payload().remaining();
        message.data().asSlice(0, length).copyFrom(MemorySegment.ofBuffer(packet.payload()));
        SocketAddress.write(message.name(), packet.destination());
        controlOctets = 0;
        describe(packet, source.orElse(IpAddress.unspecified(family)));
        return message.send(raw, length, controlOctets) == length;
    }

    /** True if the kernel may choose a source. */
    abstract boolean mayLackSource();

    /** Adds the control messages. */
    abstract void describe(OutboundPacket packet, IpAddress source);

    /** The data of a new control message, filled with zero. */
    final MemorySegment control(int type, int octets) {
        MemorySegment control = message.control().asSlice(controlOctets);
        control.set(JAVA_LONG, 0, CONTROL_HEADER_OCTETS + octets);
        control.set(JAVA_INT, 8, level);
        control.set(JAVA_INT, 12, type);
        controlOctets += CONTROL_HEADER_OCTETS + (octets + 7 & ~7);
        return control.asSlice(CONTROL_HEADER_OCTETS, octets).fill((byte) 0);
    }

    private static void put(byte[] octets, MemorySegment to, int offset) {
        MemorySegment.copy(octets, 0, to, JAVA_BYTE, offset, octets.length);
    }

    /** Of ip(7). */
    private static final class Ipv4 extends PacketSender {
        private static final int TTL = 2;
        private static final int RETOPTS = 7;
        private static final int PKTINFO = 8;
        private static final byte[] ROUTER_ALERT = {(byte) 0x94, 4, 0, 0};

        private final int interfaceIndex;

        Ipv4(NativeSocket raw, int interfaceIndex) {
            super(Family.IPV4, raw, SocketOption.IPPROTO_IP);
            this.interfaceIndex = interfaceIndex;
        }

        @Override
        boolean mayLackSource() {
            return true;
        }

        @Override
        void describe(OutboundPacket packet, IpAddress source) {
            // in_pktinfo: interface index, source address, (unused)
            MemorySegment info = control(PKTINFO, 12);
            info.set(JAVA_INT, 0, interfaceIndex);
            put(source.octets(), info, 4);
            control(TTL, 4).set(JAVA_INT, 0, packet.ttl());
            if (packet.routerAlert()) {
                put(ROUTER_ALERT, control(RETOPTS, ROUTER_ALERT.length), 0);
            }
        }
    }

    /** Of RFC 3542. Without a link-local address nothing is sent: the kernel would take another one of its choice. */
    private static final class Ipv6 extends PacketSender {
        private static final int PKTINFO = 50;
        private static final int HOPLIMIT = 52;
        private static final int HOPOPTS = 54;
        /** Hop-by-hop options: next header (the kernel's), length, Router Alert "MLD", PadN. */
        private static final byte[] ROUTER_ALERT = {0, 0, 5, 2, 0, 0, 1, 0};

        private final int interfaceIndex;

        Ipv6(NativeSocket raw, int interfaceIndex) {
            super(Family.IPV6, raw, SocketOption.IPPROTO_IPV6);
            this.interfaceIndex = interfaceIndex;
        }

        @Override
        boolean mayLackSource() {
            return false;
        }

        @Override
        void describe(OutboundPacket packet, IpAddress source) {
            // in6_pktinfo: source address, interface index
            MemorySegment info = control(PKTINFO, 20);
            put(source.octets(), info, 0);
            info.set(JAVA_INT, 16, interfaceIndex);
            control(HOPLIMIT, 4).set(JAVA_INT, 0, packet.ttl());
            if (packet.routerAlert()) {
                put(ROUTER_ALERT, control(HOPOPTS, ROUTER_ALERT.length), 0);
            }
        }
    }
}
