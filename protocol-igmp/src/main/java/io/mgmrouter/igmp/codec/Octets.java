package io.mgmrouter.igmp.codec;

import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.packet.InternetChecksum;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Reading and writing what several messages share. */
final class Octets {

    static final int ADDRESS = 4;

    private Octets() {}

    static void require(ByteBuffer in, int octets) throws MalformedPacketException {
        if (in.remaining() < octets) {
            throw new MalformedPacketException(Reasons.TRUNCATED);
        }
    }

    /** The group address at an offset. */
    static Ipv4Address group(ByteBuffer in, int offset) throws MalformedPacketException {
        Ipv4Address group = new Ipv4Address(in.getInt(offset));
        if (!group.isMulticast()) {
            throw new MalformedPacketException(Reasons.GROUP_NOT_MULTICAST);
        }
        return group;
    }

    /** Reads {@code count} addresses from the position on; the length is checked before anything is allocated. */
    static List<Ipv4Address> addresses(ByteBuffer in, int count) throws MalformedPacketException {
        require(in, count * ADDRESS);
        List<Ipv4Address> addresses = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            addresses.add(new Ipv4Address(in.getInt()));
        }
        return addresses;
    }

    //  | type | code | checksum | group address |
    static ByteBuffer shortMessage(int type, int code, Ipv4Address group) {
        ByteBuffer out = ByteBuffer.allocate(IgmpMessage.MINIMUM_OCTETS);
        out.put((byte) type).put((byte) code).putShort((short) 0).putInt(group.bits());
        return finished(out);
    }

    /** Turns the buffer for reading and puts the checksum in. */
    static ByteBuffer finished(ByteBuffer out) {
        out.flip();
        return out.putShort(IgmpMessage.CHECKSUM_OFFSET, (short) InternetChecksum.of(out));
    }
}
