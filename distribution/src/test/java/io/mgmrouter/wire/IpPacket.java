package io.mgmrouter.wire;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Sender;
import io.mgmrouter.packet.InternetChecksum;
import java.nio.ByteBuffer;

/** Writes IP packets and the checksums of what is in them, right as long as the caller says nothing wrong. */
final class IpPacket {

    private static final int UDP = 17;
    private static final int UDP_HEADER_OCTETS = 8;
    private static final int HOP_LIMIT = 16;
    private static final int IPV4_HEADER_OCTETS = 20;
    private static final int IPV6_HEADER_OCTETS = 40;

    private IpPacket() {}

    /**
     * An IPv4 packet of the network control class.
     *
     * @param options a multiple of four octets, or none
     */
    static byte[] ipv4(
            int protocol, byte[] source, byte[] destination, int timeToLive, byte[] options, byte[] payload) {
        int headerOctets = IPV4_HEADER_OCTETS + options.length;
        ByteBuffer packet = ByteBuffer.allocate(headerOctets + payload.length);
        packet.put((byte) (0x40 | headerOctets / 4)).put((byte) 0xc0).putShort((short) packet.capacity());
        packet.putInt(0).put((byte) timeToLive).put((byte) protocol).putShort((short) 0);
        packet.put(source).put(destination).put(options);
        packet.putShort(10, (short) InternetChecksum.of(packet.duplicate().flip()));
        return packet.put(payload).array();
    }

    /** An IPv6 packet; what follows the header may begin with an extension header. */
    static byte[] ipv6(int nextHeader, byte[] source, byte[] destination, int hopLimit, byte[]... behind) {
        int octets = 0;
        for (byte[] part : behind) {
            octets += part.length;
        }
        ByteBuffer packet = ByteBuffer.allocate(IPV6_HEADER_OCTETS + octets);
        packet.putInt(0x60000000).putShort((short) octets).put((byte) nextHeader);
        packet.put((byte) hopLimit).put(source).put(destination);
        for (byte[] part : behind) {
            packet.put(part);
        }
        return packet.array();
    }

    /** A packet of the lab's traffic, with sequence number 0, from whomever. */
    static byte[] traffic(Flow flow) {
        byte[] source = flow.source().getAddress();
        byte[] group = flow.group().getAddress();
        ByteBuffer datagram = ByteBuffer.allocate(UDP_HEADER_OCTETS + Long.BYTES);
        datagram.putShort((short) Sender.PORT).putShort((short) Sender.PORT).putShort((short) datagram.capacity());
        return Family.of(flow.group()) == Family.IPV4
                ? ipv4(UDP, source, group, HOP_LIMIT, new byte[0], datagram.array())
                : ipv6(UDP, source, group, HOP_LIMIT, datagram.array());
    }

    /** What a checksum over IPv6 covers: the pseudo header (RFC 8200, section 8.1), then the payload. */
    static ByteBuffer behindPseudoHeader(int protocol, byte[] source, byte[] destination, byte[] payload) {
        ByteBuffer octets = ByteBuffer.allocate(IPV6_HEADER_OCTETS + payload.length);
        octets.put(source)
                .put(destination)
                .putInt(payload.length)
                .putInt(protocol)
                .put(payload);
        return octets.flip();
    }
}
