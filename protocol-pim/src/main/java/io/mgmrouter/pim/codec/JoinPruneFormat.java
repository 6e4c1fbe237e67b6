package io.mgmrouter.pim.codec;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.link.MalformedPacketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** A Join/Prune on the wire (RFC 7761, section 4.9.5). */
final class JoinPruneFormat {

    private static final int COUNTS_OCTETS = 4;

    private JoinPruneFormat() {}

    //  | upstream neighbor (encoded unicast)            |
    //  | reserved | number of groups | holdtime         |
    //  | multicast group (encoded group)                |   for each group:
    //  | number of joined sources | of pruned sources   |
    //  | joined sources, pruned sources (encoded source)|

    static JoinPrune read(ByteBuffer in, Encoding encoding) throws MalformedPacketException {
        IpAddress upstreamNeighbor = encoding.readUnicast(in);
        Encoding.require(in, COUNTS_OCTETS);
        in.get();
        int count = in.get() & 0xff;
        int holdtime = in.getShort() & 0xffff;
        Encoding.require(in, count * groupHeadOctets(encoding));
        List<GroupEntry> groups = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            GroupEntry group = readGroup(in, encoding);
            if (encoding.isHost(group.group()) || group.group().equals(encoding.allGroups())) {
                groups.add(group);
            }
        }
        return new JoinPrune(upstreamNeighbor, holdtime, groups);
    }

    private static GroupEntry readGroup(ByteBuffer in, Encoding encoding) throws MalformedPacketException {
        IpPrefix group = encoding.readRange(in).range();
        Encoding.require(in, COUNTS_OCTETS);
        int joins = in.getShort() & 0xffff;
        int prunes = in.getShort() & 0xffff;
        Encoding.require(in, (joins + prunes) * encoding.sourceOctets());
        return new GroupEntry(group, readSources(in, joins, encoding), readSources(in, prunes, encoding));
    }

    private static List<SourceEntry> readSources(ByteBuffer in, int count, Encoding encoding)
            throws MalformedPacketException {
        List<SourceEntry> sources = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            encoding.readSource(in).ifPresent(sources::add);
        }
        return sources;
    }

    /** Octets before the first group. */
    static int headOctets(Encoding encoding) {
        return encoding.unicastOctets() + COUNTS_OCTETS;
    }

    /** Octets of a group without its sources. */
    static int groupHeadOctets(Encoding encoding) {
        return encoding.groupOctets() + COUNTS_OCTETS;
    }

    static int octets(GroupEntry group, Encoding encoding) {
        return groupHeadOctets(encoding)
                + (group.joins().size() + group.prunes().size()) * encoding.sourceOctets();
    }

    static int octets(JoinPrune message, Encoding encoding) {
        return headOctets(encoding)
                + message.groups().stream()
                        .mapToInt(group -> octets(group, encoding))
                        .sum();
    }

    static void write(ByteBuffer out, JoinPrune message, Encoding encoding) {
        encoding.writeUnicast(out, message.upstreamNeighbor());
        out.put((byte) 0).put((byte) message.groups().size()).putShort((short) message.holdtime());
        for (GroupEntry group : message.groups()) {
            encoding.writeGroup(out, group.group(), false);
            out.putShort((short) group.joins().size())
                    .putShort((short) group.prunes().size());
            group.joins().forEach(join -> encoding.writeSource(out, join));
            group.prunes().forEach(prune -> encoding.writeSource(out, prune));
        }
    }
}
