package io.mgmrouter.igmp.codec;

import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.packet.InternetChecksum;
import java.nio.ByteBuffer;

/** A message of IGMPv1, v2 or v3 as it follows the IP header. */
public sealed interface IgmpMessage
        permits MembershipQuery, MembershipReportV1, MembershipReportV2, LeaveGroup, MembershipReportV3 {

    /** Type octets (RFC 3376, section 4). */
    int QUERY = 0x11;

    int REPORT_V1 = 0x12;
    int REPORT_V2 = 0x16;
    int LEAVE = 0x17;
    int REPORT_V3 = 0x22;

    /** Every message has at least a type, a code, a checksum and four more octets. */
    int MINIMUM_OCTETS = 8;

    /** Where the checksum is. */
    int CHECKSUM_OFFSET = 2;

    /**
     * Reads one message from the buffer's position to its limit, which is where the IP packet ends. The position
     * afterwards is unspecified.
     *
     * @throws MalformedPacketException for a reason in {@link Reasons}
     */
    static IgmpMessage decode(ByteBuffer packet) throws MalformedPacketException {
        Octets.require(packet, MINIMUM_OCTETS);
        if (!InternetChecksum.isRight(packet)) {
            throw new MalformedPacketException(Reasons.BAD_CHECKSUM);
        }
        ByteBuffer in = packet.slice();
        return switch (in.get(0) & 0xff) {
            case QUERY -> MembershipQuery.decode(in);
            case REPORT_V1 -> new MembershipReportV1(Octets.group(in, 4));
            case REPORT_V2 -> new MembershipReportV2(Octets.group(in, 4));
            case LEAVE -> new LeaveGroup(Octets.group(in, 4));
            case REPORT_V3 -> MembershipReportV3.decode(in);
            default -> throw new MalformedPacketException(Reasons.UNKNOWN_TYPE);
        };
    }

    /** The message in network order with its checksum, ready to be read; a fresh buffer. */
    ByteBuffer encode();
}
