package io.mgmrouter.igmp;

import io.mgmrouter.ip.Family;
import io.mgmrouter.packet.InternetChecksum;
import java.nio.ByteBuffer;

/** Puts a packet's checksum right, or nearly nothing that is made up would get past it. */
final class FuzzChecksum {

    private static final int OFFSET = 2;

    private FuzzChecksum() {}

    /** The packet with the checksum of IGMP; MLD's has been checked by the link service. */
    static ByteBuffer mended(Dialect dialect, byte[] octets) {
        ByteBuffer packet = ByteBuffer.wrap(octets);
        return dialect.family() == Family.IPV6 || octets.length < OFFSET + Short.BYTES
                ? packet
                : packet.putShort(OFFSET, (short) 0).putShort(OFFSET, (short) InternetChecksum.of(packet));
    }
}
