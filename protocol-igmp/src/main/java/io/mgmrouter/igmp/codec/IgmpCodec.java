package io.mgmrouter.igmp.codec;

import io.mgmrouter.igmp.discovery.DiscoveryMessage;
import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.packet.InternetChecksum;
import java.nio.ByteBuffer;
import java.time.Duration;

/** Messages of IGMPv1, v2 and v3 as they follow the IPv4 header. */
public final class IgmpCodec {

    /** Type octets (RFC 3376, section 4). */
    private static final int QUERY = 0x11;

    private static final int REPORT_V1 = 0x12;
    private static final int REPORT_V2 = 0x16;
    private static final int LEAVE = 0x17;
    private static final int REPORT_V3 = 0x22;

    /** Every message but discovery has at least a type, a code, a checksum and four more octets. */
    private static final int MINIMUM_OCTETS = 8;

    private static final int V3_QUERY_OCTETS = 12;
    private static final int CODE_OFFSET = 1;
    private static final int CHECKSUM_OFFSET = 2;
    private static final int GROUP_OFFSET = 4;
    private static final int TENTH = 100;

    /** What IGMPv1 hosts use (RFC 2236, section 4). */
    private static final Duration V1_RESPONSE_TIME = Duration.ofSeconds(10);

    private IgmpCodec() {}

    //  | type | code | checksum                             |
    //  | group address                                      |   versions 1 and 2 end here

    /**
     * Reads one message from the buffer's position to its limit, which is where the IP packet ends. The position
     * afterwards is unspecified.
     *
     * @throws MalformedPacketException for a reason in {@link Reasons}
     */
    public static MembershipMessage decode(ByteBuffer packet) throws MalformedPacketException {
        boolean discovery = packet.hasRemaining() && isDiscovery(packet.get(packet.position()));
        Addresses.require(packet, discovery ? DiscoveryMessage.SHORT_OCTETS : MINIMUM_OCTETS);
        if (!InternetChecksum.isRight(packet)) {
            throw new MalformedPacketException(Reasons.BAD_CHECKSUM);
        }
        if (discovery) {
            return new RouterDiscovery(DiscoveryMessage.decode(Family.IPV4, packet));
        }
        ByteBuffer in = packet.slice().position(GROUP_OFFSET);
        return switch (in.get(0) & 0xff) {
            case QUERY -> query(in);
            case REPORT_V1 -> new OlderReport(1, Addresses.IPV4.readGroup(in));
            case REPORT_V2 -> new OlderReport(2, Addresses.IPV4.readGroup(in));
            case LEAVE -> new LeaveGroup(Addresses.IPV4.readGroup(in));
            case REPORT_V3 -> SourceLists.report(in, Addresses.IPV4);
            default -> throw new MalformedPacketException(Reasons.UNKNOWN_TYPE);
        };
    }

    /** The message in network order with its checksum, ready to be read; a fresh buffer. */
    public static ByteBuffer encode(MembershipMessage message) {
        return switch (message) {
            case MembershipQuery query -> encode(query);
            case OlderReport(var version, var group) -> shortMessage(version == 1 ? REPORT_V1 : REPORT_V2, 0, group);
            case LeaveGroup(var group) -> shortMessage(LEAVE, 0, group);
            case RouterDiscovery(var discovery) -> discovery.encode(Family.IPV4);
            case MembershipReport report -> {
                ByteBuffer out = begin(REPORT_V3, 0, GROUP_OFFSET + SourceLists.octets(report, Addresses.IPV4));
                SourceLists.write(out, Addresses.IPV4, report);
                yield finished(out);
            }
        };
    }

    private static boolean isDiscovery(byte type) {
        return DiscoveryMessage.isType(Family.IPV4, type & 0xff);
    }

    private static MembershipQuery query(ByteBuffer in) throws MalformedPacketException {
        int code = in.get(CODE_OFFSET) & 0xff;
        IpAddress group = Addresses.IPV4.readQueriedGroup(in);
        if (in.limit() == MINIMUM_OCTETS) {
            return code == 0
                    ? MembershipQuery.older(1, V1_RESPONSE_TIME, group)
                    : MembershipQuery.older(2, tenths(code), group);
        }
        if (in.limit() < V3_QUERY_OCTETS) {
            throw new MalformedPacketException(Reasons.BAD_QUERY_LENGTH);
        }
        return SourceLists.query(in, Addresses.IPV4, 3, tenths(FloatCode.OCTET.decode(code)), group);
    }

    private static ByteBuffer encode(MembershipQuery query) {
        long tenths = query.maxResponseTime().toMillis() / TENTH;
        return switch (query.version()) {
            case 1 -> shortMessage(QUERY, 0, query.group());
            case 2 -> shortMessage(QUERY, Math.clamp(tenths, 1, 255), query.group());
            default -> {
                int octets = MINIMUM_OCTETS + SourceLists.octets(query, Addresses.IPV4);
                ByteBuffer out = begin(QUERY, FloatCode.OCTET.encode(tenths), octets);
                Addresses.IPV4.write(out, query.group());
                SourceLists.write(out, Addresses.IPV4, query);
                yield finished(out);
            }
        };
    }

    private static ByteBuffer shortMessage(int type, int code, IpAddress group) {
        ByteBuffer out = begin(type, code, MINIMUM_OCTETS);
        Addresses.IPV4.write(out, group);
        return finished(out);
    }

    private static ByteBuffer begin(int type, int code, int octets) {
        return ByteBuffer.allocate(octets).put((byte) type).put((byte) code).putShort((short) 0);
    }

    /** Turns the buffer for reading and puts the checksum in. */
    private static ByteBuffer finished(ByteBuffer out) {
        out.flip();
        return out.putShort(CHECKSUM_OFFSET, (short) InternetChecksum.of(out));
    }

    private static Duration tenths(int tenths) {
        return Duration.ofMillis((long) tenths * TENTH);
    }
}
