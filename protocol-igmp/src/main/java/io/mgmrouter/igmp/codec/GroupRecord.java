package io.mgmrouter.igmp.codec;

import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.link.MalformedPacketException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * One group record of a Version 3 Membership Report (RFC 3376, section 4.2.4).
 *
 * @param type what is said about the group
 * @param group a multicast address
 * @param sources unicast addresses; in the packet's order, repetitions included
 */
public record GroupRecord(RecordType type, Ipv4Address group, List<Ipv4Address> sources) {

    private static final int FIXED_OCTETS = 8;

    public GroupRecord {
        sources = List.copyOf(sources);
    }

    //  | type | aux data length (32-bit words) | number of sources N |
    //  | group address                                               |
    //  | source address 1 .. N                                       |
    //  | auxiliary data, ignored (section 4.2.10)                    |

    /** Empty for a type that is not defined, which is skipped, not refused (section 4.2.12). */
    static Optional<GroupRecord> decode(ByteBuffer in) throws MalformedPacketException {
        Octets.require(in, FIXED_OCTETS);
        Optional<RecordType> type = RecordType.of(in.get() & 0xff);
        int auxOctets = (in.get() & 0xff) * 4;
        int sourceCount = in.getShort() & 0xffff;
        Ipv4Address group = new Ipv4Address(in.getInt());
        List<Ipv4Address> sources = Octets.addresses(in, sourceCount);
        Octets.require(in, auxOctets);
        in.position(in.position() + auxOctets);
        return type.isEmpty() ? Optional.empty() : Optional.of(checked(new GroupRecord(type.get(), group, sources)));
    }

    void encode(ByteBuffer out) {
        out.put((byte) type.code())
                .put((byte) 0)
                .putShort((short) sources.size())
                .putInt(group.bits());
        sources.forEach(source -> out.putInt(source.bits()));
    }

    int octets() {
        return FIXED_OCTETS + sources.size() * Octets.ADDRESS;
    }

    private static GroupRecord checked(GroupRecord record) throws MalformedPacketException {
        if (!record.group.isMulticast()) {
            throw new MalformedPacketException(Reasons.GROUP_NOT_MULTICAST);
        }
        for (Ipv4Address source : record.sources) {
            if (source.isMulticast() || source.isUnspecified() || source.isLoopback()) {
                throw new MalformedPacketException(Reasons.SOURCE_NOT_UNICAST);
            }
        }
        return record;
    }
}
