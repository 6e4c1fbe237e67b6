package io.mgmrouter.igmp.codec;

import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.link.MalformedPacketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * Membership Query of any version (RFC 3376, section 4.1; RFC 2236, section 2; RFC 1112, appendix I).
 *
 * <p>Lengths of time are written as the largest value the format can express that is not longer: tenths of a second up
 * to 12.8 s (version 2: 25.5 s), coarser above.
 *
 * @param version 1, 2 or 3; by the message's length and code when received (RFC 3376, section 7.1)
 * @param maxResponseTime within which members answer; always 10 s in version 1
 * @param group the group asked about; 0.0.0.0 in a general query
 * @param suppress receiving routers keep their timers as they are (S flag); false below version 3
 * @param robustness the querier's Robustness Variable, 0 to 7; 0 if it is larger or not told
 * @param queryInterval the querier's Query Interval in whole seconds; zero if not told
 * @param sources the sources asked about; empty below version 3
 */
public record MembershipQuery(
        int version,
        Duration maxResponseTime,
        Ipv4Address group,
        boolean suppress,
        int robustness,
        Duration queryInterval,
        List<Ipv4Address> sources)
        implements IgmpMessage {

    private static final int V3_OCTETS = 12;
    private static final int SUPPRESS = 0x08;
    private static final int TENTH = 100;

    /** What IGMPv1 hosts use (RFC 2236, section 4). */
    private static final Duration V1_RESPONSE_TIME = Duration.ofSeconds(10);

    public MembershipQuery {
        sources = List.copyOf(sources);
    }

    /** An IGMPv1 query: always general. */
    public static MembershipQuery v1() {
        return v2(1, V1_RESPONSE_TIME, Ipv4Address.UNSPECIFIED);
    }

    /** An IGMPv2 query, general if {@code group} is 0.0.0.0. */
    public static MembershipQuery v2(Duration maxResponseTime, Ipv4Address group) {
        return v2(2, maxResponseTime, group);
    }

    /** True if it asks about all groups. */
    public boolean isGeneral() {
        return group.isUnspecified();
    }

    //  | type 0x11 | max resp code | checksum               |
    //  | group address                                      |   versions 1 and 2 end here
    //  | resv |S| QRV | QQIC | number of sources N          |
    //  | source address 1 .. N                              |
    //  | additional data, ignored (section 4.1.10)          |

    static MembershipQuery decode(ByteBuffer in) throws MalformedPacketException {
        int code = in.get(1) & 0xff;
        Ipv4Address group = new Ipv4Address(in.getInt(4));
        if (!group.isUnspecified() && !group.isMulticast()) {
            throw new MalformedPacketException(Reasons.GROUP_NOT_MULTICAST);
        }
        if (in.limit() == MINIMUM_OCTETS) {
            return code == 0 ? v2(1, V1_RESPONSE_TIME, group) : v2(2, tenths(code), group);
        }
        if (in.limit() < V3_OCTETS) {
            throw new MalformedPacketException(Reasons.BAD_QUERY_LENGTH);
        }
        return decodeV3(in, tenths(FloatCode.decode(code)), group);
    }

    @Override
    public ByteBuffer encode() {
        long tenths = maxResponseTime.toMillis() / TENTH;
        return switch (version) {
            case 1 -> Octets.shortMessage(QUERY, 0, group);
            case 2 -> Octets.shortMessage(QUERY, Math.clamp(tenths, 1, 255), group);
            default -> encodeV3(FloatCode.encode(tenths));
        };
    }

    private static MembershipQuery decodeV3(ByteBuffer in, Duration maxResponseTime, Ipv4Address group)
            throws MalformedPacketException {
        int flags = in.get(8) & 0xff;
        Duration interval = Duration.ofSeconds(FloatCode.decode(in.get(9) & 0xff));
        List<Ipv4Address> sources = Octets.addresses(in.position(V3_OCTETS), in.getShort(10) & 0xffff);
        if (group.isUnspecified() && !sources.isEmpty()) {
            throw new MalformedPacketException(Reasons.SOURCES_WITHOUT_GROUP);
        }
        return new MembershipQuery(3, maxResponseTime, group, (flags & SUPPRESS) != 0, flags & 0x07, interval, sources);
    }

    private ByteBuffer encodeV3(int code) {
        ByteBuffer out = ByteBuffer.allocate(V3_OCTETS + sources.size() * Octets.ADDRESS);
        out.put((byte) QUERY).put((byte) code).putShort((short) 0).putInt(group.bits());
        out.put((byte) ((suppress ? SUPPRESS : 0) | (robustness > 7 ? 0 : robustness)));
        out.put((byte) FloatCode.encode(queryInterval.toSeconds())).putShort((short) sources.size());
        sources.forEach(source -> out.putInt(source.bits()));
        return Octets.finished(out);
    }

    private static MembershipQuery v2(int version, Duration maxResponseTime, Ipv4Address group) {
        return new MembershipQuery(version, maxResponseTime, group, false, 0, Duration.ZERO, List.of());
    }

    private static Duration tenths(int tenths) {
        return Duration.ofMillis((long) tenths * TENTH);
    }
}
