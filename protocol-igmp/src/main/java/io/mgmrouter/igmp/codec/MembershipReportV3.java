package io.mgmrouter.igmp.codec;

import io.mgmrouter.link.MalformedPacketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Version 3 Membership Report (RFC 3376, section 4.2): the state of a host's interface, or changes of it.
 *
 * @param records records of the six known types, in the packet's order
 */
public record MembershipReportV3(List<GroupRecord> records) implements IgmpMessage {

    /** Smallest size of a record on the wire; bounds how many a packet can hold. */
    private static final int MINIMUM_RECORD_OCTETS = 8;

    public MembershipReportV3 {
        records = List.copyOf(records);
    }

    //  | type 0x22 | reserved | checksum                    |
    //  | reserved             | number of group records M   |
    //  | group record 1 .. M                                |
    //  | additional data, ignored (section 4.2.11)          |

    static MembershipReportV3 decode(ByteBuffer in) throws MalformedPacketException {
        int count = in.getShort(6) & 0xffff;
        in.position(MINIMUM_OCTETS);
        Octets.require(in, count * MINIMUM_RECORD_OCTETS);
        List<GroupRecord> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            GroupRecord.decode(in).ifPresent(records::add);
        }
        return new MembershipReportV3(records);
    }

    @Override
    public ByteBuffer encode() {
        ByteBuffer out = ByteBuffer.allocate(
                MINIMUM_OCTETS + records.stream().mapToInt(GroupRecord::octets).sum());
        out.put((byte) REPORT_V3).put((byte) 0).putShort((short) 0).putShort((short) 0);
        out.putShort((short) records.size());
        records.forEach(record -> record.encode(out));
        return Octets.finished(out);
    }
}
