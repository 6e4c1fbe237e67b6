package io.mgmrouter.linux.custody;

import io.mgmrouter.packet.InternetChecksum;
import java.nio.ByteBuffer;

/**
 * A sender on the same machine leaves the UDP checksum to the network card, and puts the sum of the pseudo header in
 * its place; so do guests of a virtual machine. The kernel finishes it when the packet goes out, but not when it comes
 * up to us: encapsulated as it is, every receiver would drop it.
 */
final class UnfinishedChecksum {

    private static final int UDP = 17;
    private static final int UDP_HEADER_OCTETS = 8;
    private static final int CHECKSUM = 6;
    private static final int IPV4_FRAGMENT = 0x3fff;

    private UnfinishedChecksum() {}

    /** Finishes the checksum of a packet, of either family, if it is unfinished. */
    static void finish(ByteBuffer packet) {
        if (!packet.hasRemaining()) {
            return;
        }
        switch (packet.get(0) >>> 4) {
            case 4 -> finishIpv4(packet);
            case 6 -> finishIpv6(packet);
            default -> {}
        }
    }

    private static void finishIpv4(ByteBuffer packet) {
        int header = (packet.get(0) & 0xf) * 4;
        if (header >= 20
                && packet.remaining() >= header + UDP_HEADER_OCTETS
                && packet.get(9) == UDP
                && (packet.getShort(6) & IPV4_FRAGMENT) == 0) {
            int end = Math.min(packet.remaining(), packet.getShort(2) & 0xffff);
            finishUdp(packet, header, end, packet.slice(12, 8));
        }
    }

    private static void finishIpv6(ByteBuffer packet) {
        int header = 40;
        if (packet.remaining() >= header + UDP_HEADER_OCTETS && packet.get(6) == UDP) {
            int end = Math.min(packet.remaining(), header + (packet.getShort(4) & 0xffff));
            finishUdp(packet, header, end, packet.slice(8, 32));
        }
    }

    private static void finishUdp(ByteBuffer packet, int header, int end, ByteBuffer addresses) {
        if (end < header + UDP_HEADER_OCTETS) {
            return;
        }
        ByteBuffer udp = packet.slice(header, end - header);
        long pseudoHeader = InternetChecksum.sum(addresses) + udp.remaining() + UDP;
        int unfinished = ~InternetChecksum.finish(pseudoHeader) & 0xffff;
        if ((udp.getShort(CHECKSUM) & 0xffff) == unfinished) {
            udp.putShort(CHECKSUM, (short) 0);
            int checksum = InternetChecksum.finish(pseudoHeader + InternetChecksum.sum(udp));
            // Zero would say that there is none.
            udp.putShort(CHECKSUM, (short) (checksum == 0 ? 0xffff : checksum));
        }
    }
}
