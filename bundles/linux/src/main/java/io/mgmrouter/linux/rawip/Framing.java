package io.mgmrouter.linux.rawip;

import io.mgmrouter.ip.Family;
import io.mgmrouter.link.ChannelRequest;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.link.InboundPacket.Header;
import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.packet.InternetChecksum;
import io.mgmrouter.packet.Ipv4Header;
import io.mgmrouter.packet.Ipv6Header;
import java.nio.ByteBuffer;

/** How a received packet tells its header: by itself, or by control data. */
enum Framing {
    /** From any IPv4 socket. */
    IPV4_HEADER {
        @Override
        InboundPacket read(RawPacket packet, int interfaceIndex) throws MalformedPacketException {
            Ipv4Header ip = Ipv4Header.decode(packet.octets());
            return new InboundPacket(
                    new Header(
                            ip.source(),
                            ip.destination(),
                            interfaceIndex,
                            ip.ttl(),
                            ip.routerAlert(),
                            ip.trafficClass()),
                    ip.payload(packet.octets()));
        }
    },

    /** From a packet socket, before the kernel's IPv6 has seen it: the ICMPv6 checksum is ours to check. */
    IPV6_HEADER {
        @Override
        InboundPacket read(RawPacket packet, int interfaceIndex) throws MalformedPacketException {
            Ipv6Header ip = Ipv6Header.decode(packet.octets());
            ByteBuffer payload = ip.payload(packet.octets());
            if (ip.protocol() == RawOptions.ICMPV6
                    && !InternetChecksum.isRight(payload, ip.source(), ip.destination(), ip.protocol())) {
                throw new MalformedPacketException("icmpv6-checksum");
            }
            return new InboundPacket(
                    new Header(
                            ip.source(),
                            ip.destination(),
                            interfaceIndex,
                            ip.hopLimit(),
                            ip.routerAlert(),
                            ip.trafficClass()),
                    payload);
        }
    },

    /** From a raw IPv6 socket: the kernel has checked and taken off the headers. */
    IPV6_CONTROL_DATA {
        @Override
        InboundPacket read(RawPacket packet, int interfaceIndex) throws MalformedPacketException {
            return new InboundPacket(
                    Ipv6ControlData.read(packet.control()).header(packet.sender(), interfaceIndex), packet.octets());
        }
    };

    static Framing of(ChannelRequest<?> request) {
        if (request.family() == Family.IPV4) {
            return IPV4_HEADER;
        }
        return request.allMulticast() ? IPV6_HEADER : IPV6_CONTROL_DATA;
    }

    /** The packet as its decoder gets it. */
    abstract InboundPacket read(RawPacket packet, int interfaceIndex) throws MalformedPacketException;

    /** True if sender and control data are needed. */
    boolean hasControlData() {
        return this == IPV6_CONTROL_DATA;
    }
}
