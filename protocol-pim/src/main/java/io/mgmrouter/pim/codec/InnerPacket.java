package io.mgmrouter.pim.codec;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv6Address;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.packet.InternetChecksum;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The IP packet inside a Register (RFC 7761, section 4.9.3). All buffers are read from position to limit, which stay.
 */
public final class InnerPacket {

    private static final int IPV4_OCTETS = 20;
    private static final int IPV4_SOURCE = 12;
    private static final int IPV4_CHECKSUM = 10;
    private static final int IPV6_OCTETS = 40;
    private static final int IPV6_SOURCE = 8;

    /** What stands behind the dummy header of IPv6: version, type and reserved field are zero. */
    private static final int DUMMY_PIM_OCTETS = 4;

    private static final int PIM_CHECKSUM = 2;

    private InnerPacket() {}

    /** Source and group of an IP packet of either family; empty if it is none, or not from a source to a group. */
    public static Optional<Sg> flowOf(ByteBuffer packet) {
        return familyOf(packet).flatMap(family -> flowOf(family, packet));
    }

    private static Optional<Sg> flowOf(Family family, ByteBuffer packet) {
        if (packet.remaining() < headerOctets(family)) {
            return Optional.empty();
        }
        int start = packet.position() + (family == Family.IPV4 ? IPV4_SOURCE : IPV6_SOURCE);
        IpAddress source = address(family, packet, start);
        IpAddress group = address(family, packet, start + family.octets());
        return Encoding.isUnicast(source) && group.isMulticast()
                ? Optional.of(new Sg(source, group))
                : Optional.empty();
    }

    /** By the first four bits; empty for an empty packet and for other versions. */
    static Optional<Family> familyOf(ByteBuffer packet) {
        int version = packet.hasRemaining() ? packet.get(packet.position()) >> 4 & 0xf : 0;
        return switch (version) {
            case 4 -> Optional.of(Family.IPV4);
            case 6 -> Optional.of(Family.IPV6);
            default -> Optional.empty();
        };
    }

    static int headerOctets(Family family) {
        return family == Family.IPV4 ? IPV4_OCTETS : IPV6_OCTETS;
    }

    /**
     * False if the checksum of a Null-Register's dummy is wrong. In IPv4 that is the header's, which may be left out;
     * in IPv6 it is that of a dummy PIM header, which may be missing as a whole.
     */
    static boolean isSoundDummy(Family family, ByteBuffer packet) {
        int start = packet.position();
        if (family == Family.IPV4) {
            return packet.getShort(start + IPV4_CHECKSUM) == 0
                    || InternetChecksum.isRight(packet.slice(start, IPV4_OCTETS));
        }
        if (packet.remaining() < IPV6_OCTETS + DUMMY_PIM_OCTETS) {
            return true;
        }
        return InternetChecksum.isRight(
                packet.slice(start + IPV6_OCTETS, DUMMY_PIM_OCTETS),
                (Ipv6Address) address(family, packet, start + IPV6_SOURCE),
                (Ipv6Address) address(family, packet, start + IPV6_SOURCE + family.octets()),
                PimCodec.IP_PROTOCOL);
    }

    /** What a Null-Register carries instead of a packet. */
    static ByteBuffer dummy(Sg sg) {
        return (sg.family() == Family.IPV4 ? ipv4(sg) : ipv6(sg)).flip();
    }

    private static ByteBuffer ipv4(Sg sg) {
        ByteBuffer header = ByteBuffer.allocate(IPV4_OCTETS);
        header.put((byte) 0x45).put((byte) 0).putShort((short) IPV4_OCTETS).putInt(0);
        header.put((byte) 0).put((byte) PimCodec.IP_PROTOCOL).putShort((short) 0);
        header.put(sg.source().octets()).put(sg.group().octets());
        return header.putShort(
                IPV4_CHECKSUM, (short) InternetChecksum.of(header.duplicate().flip()));
    }

    private static ByteBuffer ipv6(Sg sg) {
        ByteBuffer header = ByteBuffer.allocate(IPV6_OCTETS + DUMMY_PIM_OCTETS);
        header.putInt(0x6000_0000).putShort((short) DUMMY_PIM_OCTETS);
        header.put((byte) PimCodec.IP_PROTOCOL).put((byte) 0);
        header.put(sg.source().octets()).put(sg.group().octets()).putInt(0);
        int checksum = InternetChecksum.of(
                header.slice(IPV6_OCTETS, DUMMY_PIM_OCTETS),
                (Ipv6Address) sg.source(),
                (Ipv6Address) sg.group(),
                PimCodec.IP_PROTOCOL);
        return header.putShort(IPV6_OCTETS + PIM_CHECKSUM, (short) checksum);
    }

    private static IpAddress address(Family family, ByteBuffer packet, int at) {
        byte[] octets = new byte[family.octets()];
        packet.get(at, octets);
        return IpAddress.of(octets);
    }
}
