package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.packet.InternetChecksum;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The IP packet inside a Register (RFC 7761, section 4.9.3). */
final class InnerPacket {

    private static final int IPV4_OCTETS = 20;
    private static final int IPV4_SOURCE = 12;
    private static final int IPV4_CHECKSUM = 10;
    private static final int IPV6_OCTETS = 40;
    private static final int IPV6_SOURCE = 8;
    private static final int PIM = 103;

    private InnerPacket() {}

    /** Source and group of a packet that the forwarder sends into the tunnel; empty if it is none. */
    static Optional<Sg> flowOf(Family family, ByteBuffer packet) {
        int start = packet.position() + (family == Family.IPV4 ? IPV4_SOURCE : IPV6_SOURCE);
        if (packet.limit() - start < 2 * family.octets()) {
            return Optional.empty();
        }
        IpAddress source = address(family, packet, start);
        IpAddress group = address(family, packet, start + family.octets());
        return source.isUnspecified() || source.isMulticast() || !group.isMulticast()
                ? Optional.empty()
                : Optional.of(new Sg(source, group));
    }

    /** The header alone that a Null-Register carries. */
    static ByteBuffer headerOf(Sg sg) {
        ByteBuffer header = sg.family() == Family.IPV4 ? ipv4(sg) : ipv6(sg);
        return header.flip();
    }

    private static ByteBuffer ipv4(Sg sg) {
        ByteBuffer header = ByteBuffer.allocate(IPV4_OCTETS);
        header.put((byte) 0x45).put((byte) 0).putShort((short) IPV4_OCTETS).putInt(0);
        header.put((byte) 0).put((byte) PIM).putShort((short) 0);
        header.put(sg.source().octets()).put(sg.group().octets());
        header.putShort(
                IPV4_CHECKSUM, (short) InternetChecksum.of(header.duplicate().flip()));
        return header;
    }

    private static ByteBuffer ipv6(Sg sg) {
        ByteBuffer header = ByteBuffer.allocate(IPV6_OCTETS);
        header.putInt(0x6000_0000).putShort((short) 0).put((byte) PIM).put((byte) 0);
        return header.put(sg.source().octets()).put(sg.group().octets());
    }

    private static IpAddress address(Family family, ByteBuffer packet, int at) {
        byte[] octets = new byte[family.octets()];
        packet.get(at, octets);
        return IpAddress.of(octets);
    }
}
