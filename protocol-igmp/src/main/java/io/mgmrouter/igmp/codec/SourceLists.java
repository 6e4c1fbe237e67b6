package io.mgmrouter.igmp.codec;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.MalformedPacketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The parts of messages that list sources. They are the same in IGMPv3 and MLDv2, but for the length of an address: the
 * records of a report, and what follows the group of a query.
 */
final class SourceLists {

    private static final int SUPPRESS = 0x08;
    private static final int QUERY_TAIL_OCTETS = 4;
    private static final int RECORD_HEAD_OCTETS = 4;

    private SourceLists() {}

    //  | type | reserved | checksum                         |   read by the caller
    //  | reserved        | number of group records M        |
    //  | group record 1 .. M                                |
    //  | additional data, ignored (RFC 3376, section 4.2.11; RFC 3810, section 5.2.11)

    /** Reads a report from its second line on. */
    static MembershipReport report(ByteBuffer in, Addresses form) throws MalformedPacketException {
        in.getShort();
        int count = in.getShort() & 0xffff;
        Addresses.require(in, count * (RECORD_HEAD_OCTETS + form.octets()));
        List<GroupRecord> records = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            record(in, form).ifPresent(records::add);
        }
        return new MembershipReport(records);
    }

    static void write(ByteBuffer out, Addresses form, MembershipReport report) {
        out.putShort((short) 0).putShort((short) report.records().size());
        report.records().forEach(record -> write(out, form, record));
    }

    /** Octets of a report from its second line on. */
    static int octets(MembershipReport report, Addresses form) {
        return 4
                + report.records().stream()
                        .mapToInt(record ->
                                RECORD_HEAD_OCTETS + (1 + record.sources().size()) * form.octets())
                        .sum();
    }

    //  | type | aux data length (32-bit words) | number of sources N |
    //  | group address                                               |
    //  | source address 1 .. N                                       |
    //  | auxiliary data, ignored (RFC 3376, section 4.2.10)          |

    /** Empty for a type that is not defined, which is skipped, not refused (RFC 3376, 4.2.12; RFC 3810, 5.2.12). */
    private static Optional<GroupRecord> record(ByteBuffer in, Addresses form) throws MalformedPacketException {
        Addresses.require(in, RECORD_HEAD_OCTETS + form.octets());
        Optional<RecordType> type = RecordType.of(in.get() & 0xff);
        int auxOctets = (in.get() & 0xff) * 4;
        int sourceCount = in.getShort() & 0xffff;
        IpAddress group = form.read(in);
        List<IpAddress> sources = form.readAll(in, sourceCount);
        Addresses.require(in, auxOctets);
        in.position(in.position() + auxOctets);
        return type.isEmpty() ? Optional.empty() : Optional.of(checked(new GroupRecord(type.get(), group, sources)));
    }

    private static void write(ByteBuffer out, Addresses form, GroupRecord record) {
        out.put((byte) record.type().code()).put((byte) 0);
        out.putShort((short) record.sources().size());
        form.write(out, record.group());
        form.writeAll(out, record.sources());
    }

    private static GroupRecord checked(GroupRecord record) throws MalformedPacketException {
        if (!record.group().isMulticast()) {
            throw new MalformedPacketException(Reasons.GROUP_NOT_MULTICAST);
        }
        for (IpAddress source : record.sources()) {
            if (source.isMulticast() || source.isUnspecified() || source.isLoopback()) {
                throw new MalformedPacketException(Reasons.SOURCE_NOT_UNICAST);
            }
        }
        return record;
    }

    //  | resv |S| QRV | QQIC | number of sources N          |
    //  | source address 1 .. N                              |
    //  | additional data, ignored (RFC 3376, section 4.1.10; RFC 3810, section 5.1.12)

    /** Reads what follows the group of a query. */
    static MembershipQuery query(ByteBuffer in, Addresses form, int version, Duration maxResponseTime, IpAddress group)
            throws MalformedPacketException {
        int flags = in.get() & 0xff;
        Duration interval = Duration.ofSeconds(FloatCode.OCTET.decode(in.get() & 0xff));
        List<IpAddress> sources = form.readAll(in, in.getShort() & 0xffff);
        if (group.isUnspecified() && !sources.isEmpty()) {
            throw new MalformedPacketException(Reasons.SOURCES_WITHOUT_GROUP);
        }
        return new MembershipQuery(
                version, maxResponseTime, group, (flags & SUPPRESS) != 0, flags & 0x07, interval, sources);
    }

    /** A Robustness Variable that does not fit is told as 0 (RFC 3376, section 4.1.6; RFC 3810, section 5.1.8). */
    static void write(ByteBuffer out, Addresses form, MembershipQuery query) {
        int robustness = query.robustness() > 7 ? 0 : query.robustness();
        out.put((byte) ((query.suppress() ? SUPPRESS : 0) | robustness));
        out.put((byte) FloatCode.OCTET.encode(query.queryInterval().toSeconds()));
        out.putShort((short) query.sources().size());
        form.writeAll(out, query.sources());
    }

    /** Octets of what follows the group of a query. */
    static int octets(MembershipQuery query, Addresses form) {
        return QUERY_TAIL_OCTETS + query.sources().size() * form.octets();
    }
}
