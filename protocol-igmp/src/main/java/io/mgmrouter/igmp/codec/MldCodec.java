package io.mgmrouter.igmp.codec;

import io.mgmrouter.igmp.discovery.DiscoveryMessage;
import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.MalformedPacketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/**
 * Messages of MLDv1 and v2, which are ICMPv6, as they follow the IPv6 header and its extensions. Their checksum covers
 * addresses of that header: the link service verifies it before a packet comes here, and puts it in when one is sent.
 */
public final class MldCodec {

    /** ICMPv6 types (RFC 2710, section 3.1; RFC 3810, section 5). */
    private static final int QUERY = 130;

    private static final int REPORT_V1 = 131;
    private static final int DONE = 132;
    private static final int REPORT_V2 = 143;

    /** The types of all messages this codec reads. */
    public static final Set<Integer> TYPES = types();

    private static final int REPORT_V2_OCTETS = 8;
    private static final int V1_OCTETS = 24;
    private static final int V2_QUERY_OCTETS = 28;
    private static final int AFTER_CHECKSUM = 4;
    private static final int AFTER_RESPONSE_CODE = 8;

    private MldCodec() {}

    private static Set<Integer> types() {
        Set<Integer> types = new HashSet<>(DiscoveryMessage.types(Family.IPV6));
        types.addAll(Set.of(QUERY, REPORT_V1, DONE, REPORT_V2));
        return Set.copyOf(types);
    }

    //  | type | code, ignored | checksum                    |
    //  | maximum response code | reserved                   |
    //  | multicast address (16 octets)                      |   version 1 ends here

    /**
     * Reads one message from the buffer's position to its limit, which is where the IP packet ends. The position
     * afterwards is unspecified.
     *
     * @throws MalformedPacketException for a reason in {@link Reasons}
     */
    public static MembershipMessage decode(ByteBuffer packet) throws MalformedPacketException {
        if (packet.hasRemaining() && DiscoveryMessage.isType(Family.IPV6, packet.get(packet.position()) & 0xff)) {
            return new RouterDiscovery(DiscoveryMessage.decode(Family.IPV6, packet));
        }
        Addresses.require(packet, REPORT_V2_OCTETS);
        ByteBuffer in = packet.slice().position(AFTER_CHECKSUM);
        return switch (in.get(0) & 0xff) {
            case QUERY -> query(in);
            case REPORT_V1 -> new OlderReport(1, group(in));
            case DONE -> new LeaveGroup(group(in));
            case REPORT_V2 -> SourceLists.report(in, Addresses.IPV6);
            default -> throw new MalformedPacketException(Reasons.UNKNOWN_TYPE);
        };
    }

    /** The message in network order, its checksum zero, ready to be read; a fresh buffer. */
    public static ByteBuffer encode(MembershipMessage message) {
        return switch (message) {
            case MembershipQuery query -> encode(query);
            case OlderReport(_, var group) -> begin(REPORT_V1, 0, group, 0).flip();
            case LeaveGroup(var group) -> begin(DONE, 0, group, 0).flip();
            case RouterDiscovery(var discovery) -> discovery.encode(Family.IPV6);
            case MembershipReport report -> {
                ByteBuffer out = begin(REPORT_V2, AFTER_CHECKSUM + SourceLists.octets(report, Addresses.IPV6));
                SourceLists.write(out, Addresses.IPV6, report);
                yield out.flip();
            }
        };
    }

    private static IpAddress group(ByteBuffer in) throws MalformedPacketException {
        Addresses.require(in, V1_OCTETS - AFTER_CHECKSUM);
        return Addresses.IPV6.readGroup(in.position(AFTER_RESPONSE_CODE));
    }

    /** The length tells the version; there is none between the two (RFC 3810, section 8.1). */
    private static MembershipQuery query(ByteBuffer in) throws MalformedPacketException {
        Addresses.require(in, V1_OCTETS - AFTER_CHECKSUM);
        int code = in.getShort() & 0xffff;
        IpAddress group = Addresses.IPV6.readQueriedGroup(in.position(AFTER_RESPONSE_CODE));
        if (in.limit() == V1_OCTETS) {
            return MembershipQuery.older(1, Duration.ofMillis(code), group);
        }
        if (in.limit() < V2_QUERY_OCTETS) {
            throw new MalformedPacketException(Reasons.BAD_QUERY_LENGTH);
        }
        Duration maxResponseTime = Duration.ofMillis(FloatCode.TWO_OCTETS.decode(code));
        return SourceLists.query(in, Addresses.IPV6, 2, maxResponseTime, group);
    }

    private static ByteBuffer encode(MembershipQuery query) {
        long millis = query.maxResponseTime().toMillis();
        if (query.version() == 1) {
            return begin(QUERY, Math.clamp(millis, 0, 0xffff), query.group(), 0).flip();
        }
        int octets = SourceLists.octets(query, Addresses.IPV6);
        ByteBuffer out = begin(QUERY, FloatCode.TWO_OCTETS.encode(millis), query.group(), octets);
        SourceLists.write(out, Addresses.IPV6, query);
        return out.flip();
    }

    private static ByteBuffer begin(int type, int responseCode, IpAddress group, int more) {
        ByteBuffer out =
                begin(type, V1_OCTETS + more).putShort((short) responseCode).putShort((short) 0);
        Addresses.IPV6.write(out, group);
        return out;
    }

    private static ByteBuffer begin(int type, int octets) {
        return ByteBuffer.allocate(octets).put((byte) type).put((byte) 0).putShort((short) 0);
    }
}
