package io.mgmrouter.pim.codec;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.link.MalformedPacketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The messages of the bootstrap mechanism on the wire (RFC 5059, section 4). */
final class BootstrapFormat {

    private static final int FIXED_OCTETS = 4;

    private BootstrapFormat() {}

    //  | fragment tag | hash mask length | BSR priority |   the N bit is in the header of PIM
    //  | BSR address (encoded unicast)                  |
    //  | range of groups (encoded group)                |   for each range, to the end of the message:
    //  | RP count | RP count of the fragment | reserved |
    //  | RP address (encoded unicast)                   |   for each RP:
    //  | RP holdtime | RP priority | reserved           |

    static Bootstrap read(ByteBuffer in, boolean noForward, Encoding encoding) throws MalformedPacketException {
        Encoding.require(in, FIXED_OCTETS);
        int tag = in.getShort() & 0xffff;
        int hashMaskLength = in.get() & 0xff;
        int priority = in.get() & 0xff;
        Encoding.require(hashMaskLength <= encoding.family().bits(), Reasons.BAD_MASK_LENGTH);
        IpAddress bsr = encoding.readUnicast(in);
        List<GroupRps> groups = new ArrayList<>();
        while (in.hasRemaining()) {
            groups.add(readGroup(in, encoding));
        }
        return new Bootstrap(tag, hashMaskLength, priority, bsr, noForward, groups);
    }

    private static GroupRps readGroup(ByteBuffer in, Encoding encoding) throws MalformedPacketException {
        Encoding.ScopedGroup group = encoding.readRange(in);
        Encoding.require(in, FIXED_OCTETS);
        int count = in.get() & 0xff;
        int fragmentCount = in.get() & 0xff;
        in.getShort();
        Encoding.require(in, fragmentCount * rpOctets(encoding));
        List<CandidateRp> rps = new ArrayList<>(fragmentCount);
        for (int i = 0; i < fragmentCount; i++) {
            rps.add(new CandidateRp(encoding.readUnicast(in), in.getShort() & 0xffff, in.get() & 0xff));
            in.get();
        }
        return new GroupRps(group.range(), group.adminScope(), count, rps);
    }

    /** Octets before the first range of groups. */
    static int headOctets(Encoding encoding) {
        return FIXED_OCTETS + encoding.unicastOctets();
    }

    /** Octets of a range of groups without its rendezvous points. */
    static int groupHeadOctets(Encoding encoding) {
        return encoding.groupOctets() + FIXED_OCTETS;
    }

    static int rpOctets(Encoding encoding) {
        return encoding.unicastOctets() + FIXED_OCTETS;
    }

    static int octets(GroupRps group, Encoding encoding) {
        return groupHeadOctets(encoding) + group.rps().size() * rpOctets(encoding);
    }

    static int octets(Bootstrap message, Encoding encoding) {
        return headOctets(encoding)
                + message.groups().stream()
                        .mapToInt(group -> octets(group, encoding))
                        .sum();
    }

    static void write(ByteBuffer out, Bootstrap message, Encoding encoding) {
        out.putShort((short) message.fragmentTag());
        out.put((byte) message.hashMaskLength()).put((byte) message.priority());
        encoding.writeUnicast(out, message.bsr());
        for (GroupRps group : message.groups()) {
            encoding.writeGroup(out, group.group(), group.adminScope());
            out.put((byte) group.rpCount()).put((byte) group.rps().size()).putShort((short) 0);
            for (CandidateRp rp : group.rps()) {
                encoding.writeUnicast(out, rp.address());
                out.putShort((short) rp.holdtime()).put((byte) rp.priority()).put((byte) 0);
            }
        }
    }

    //  | number of ranges | priority | holdtime |
    //  | RP address (encoded unicast)           |
    //  | ranges of groups (encoded group)       |

    /** A message without a range is about all groups, as it was before RFC 5059. */
    static CandidateRpAdvertisement readAdvertisement(ByteBuffer in, Encoding encoding)
            throws MalformedPacketException {
        Encoding.require(in, FIXED_OCTETS);
        int count = in.get() & 0xff;
        int priority = in.get() & 0xff;
        int holdtime = in.getShort() & 0xffff;
        IpAddress rp = encoding.readUnicast(in);
        Encoding.require(in, count * encoding.groupOctets());
        List<IpPrefix> groups = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            groups.add(encoding.readRange(in).range());
        }
        return new CandidateRpAdvertisement(
                priority, holdtime, rp, groups.isEmpty() ? List.of(encoding.allGroups()) : groups);
    }

    static int octets(CandidateRpAdvertisement message, Encoding encoding) {
        return FIXED_OCTETS + encoding.unicastOctets() + message.groups().size() * encoding.groupOctets();
    }

    static void write(ByteBuffer out, CandidateRpAdvertisement message, Encoding encoding) {
        out.put((byte) message.groups().size()).put((byte) message.priority()).putShort((short) message.holdtime());
        encoding.writeUnicast(out, message.rp());
        message.groups().forEach(group -> encoding.writeGroup(out, group, false));
    }
}
