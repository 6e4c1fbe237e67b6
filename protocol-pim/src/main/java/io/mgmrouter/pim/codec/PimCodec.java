package io.mgmrouter.pim.codec;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.ip.Ipv6Address;
import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.packet.InternetChecksum;
import java.nio.ByteBuffer;

/**
 * Messages of PIM as they follow the IPv4 or IPv6 header (RFC 7761, section 4.9; RFC 5059, section 4). Pure; for any
 * thread. Bits of the header that nobody has given a meaning are not looked at (RFC 8736).
 */
public final class PimCodec {

    /** The number of PIM in the IP header. */
    public static final int IP_PROTOCOL = 103;

    private static final int VERSION = 2;

    private static final int HELLO = 0;
    private static final int REGISTER = 1;
    private static final int REGISTER_STOP = 2;
    private static final int JOIN_PRUNE = 3;
    private static final int BOOTSTRAP = 4;
    private static final int ASSERT = 5;
    private static final int CANDIDATE_RP_ADVERTISEMENT = 8;

    private static final int HEADER_OCTETS = 4;
    private static final int CHECKSUM_OFFSET = 2;

    /** Of a Register the checksum covers the header of PIM and the flags. */
    private static final int REGISTER_OCTETS = 8;

    private static final int BORDER = 1 << 31;
    private static final int NULL_REGISTER = 1 << 30;
    private static final int NO_FORWARD = 0x80;
    private static final int RPT = 1 << 31;
    private static final int METRIC_OCTETS = 8;

    private PimCodec() {}

    //  | version | type | reserved, or flags | checksum |

    /**
     * Reads one message from the buffer's position to its limit, which is where the IP packet ends. The position
     * afterwards is unspecified. Octets behind a message that tells its own length are ignored.
     *
     * @param source of the IP packet; tells the family, and is part of the checksum in IPv6
     * @param destination of the IP packet, of the same family
     * @throws MalformedPacketException for a reason in {@link Reasons}
     */
    public static PimMessage decode(ByteBuffer payload, IpAddress source, IpAddress destination)
            throws MalformedPacketException {
        ByteBuffer in = payload.slice();
        Encoding.require(in, HEADER_OCTETS);
        int versionAndType = in.get(0) & 0xff;
        Encoding.require(versionAndType >> 4 == VERSION, Reasons.BAD_VERSION);
        int type = versionAndType & 0xf;
        Encoding.require(isChecksumRight(in, type, source, destination), Reasons.BAD_CHECKSUM);
        boolean noForward = (in.get(1) & NO_FORWARD) != 0;
        in.position(HEADER_OCTETS);
        Encoding encoding = Encoding.of(source.family());
        return switch (type) {
            case HELLO -> HelloFormat.read(in, encoding);
            case REGISTER -> readRegister(in, encoding);
            case REGISTER_STOP -> new RegisterStop(encoding.readGroup(in), encoding.readUnicastOrAll(in));
            case JOIN_PRUNE -> JoinPruneFormat.read(in, encoding);
            case BOOTSTRAP -> BootstrapFormat.read(in, noForward, encoding);
            case ASSERT -> readAssert(in, encoding);
            case CANDIDATE_RP_ADVERTISEMENT -> BootstrapFormat.readAdvertisement(in, encoding);
            default -> throw new MalformedPacketException(Reasons.UNKNOWN_TYPE);
        };
    }

    /**
     * The message in network order with its checksum, ready to be read; a fresh buffer.
     *
     * @param source of the IP packet it will be in
     * @param destination of that packet, of the same family
     * @throws IllegalArgumentException if an address in the message is of the other family
     */
    public static ByteBuffer encode(PimMessage message, IpAddress source, IpAddress destination) {
        Encoding encoding = Encoding.of(source.family());
        ByteBuffer out = ByteBuffer.allocate(HEADER_OCTETS + octets(message, encoding));
        out.put((byte) (VERSION << 4 | type(message)));
        out.put((byte) (message instanceof Bootstrap bootstrap && bootstrap.noForward() ? NO_FORWARD : 0));
        out.putShort((short) 0);
        write(out, message, encoding);
        out.flip();
        ByteBuffer covered = message instanceof Register ? out.slice(0, REGISTER_OCTETS) : out;
        return out.putShort(CHECKSUM_OFFSET, (short) checksum(covered, source, destination));
    }

    private static int type(PimMessage message) {
        return switch (message) {
            case Hello _ -> HELLO;
            case Register _ -> REGISTER;
            case RegisterStop _ -> REGISTER_STOP;
            case JoinPrune _ -> JOIN_PRUNE;
            case Bootstrap _ -> BOOTSTRAP;
            case Assert _ -> ASSERT;
            case CandidateRpAdvertisement _ -> CANDIDATE_RP_ADVERTISEMENT;
        };
    }

    /** Octets of a message behind the header. */
    private static int octets(PimMessage message, Encoding encoding) {
        return switch (message) {
            case Hello hello -> HelloFormat.octets(hello, encoding);
            case Register register ->
                REGISTER_OCTETS - HEADER_OCTETS + register.packet().remaining();
            case RegisterStop _ -> encoding.groupOctets() + encoding.unicastOctets();
            case JoinPrune joinPrune -> JoinPruneFormat.octets(joinPrune, encoding);
            case Bootstrap bootstrap -> BootstrapFormat.octets(bootstrap, encoding);
            case Assert _ -> encoding.groupOctets() + encoding.unicastOctets() + METRIC_OCTETS;
            case CandidateRpAdvertisement advertisement -> BootstrapFormat.octets(advertisement, encoding);
        };
    }

    private static void write(ByteBuffer out, PimMessage message, Encoding encoding) {
        switch (message) {
            case Hello hello -> HelloFormat.write(out, hello, encoding);
            case Register(var border, var isNull, var packet) ->
                out.putInt((border ? BORDER : 0) | (isNull ? NULL_REGISTER : 0)).put(packet);
            case RegisterStop(var group, var source) -> writeFlow(out, group, source, encoding);
            case JoinPrune joinPrune -> JoinPruneFormat.write(out, joinPrune, encoding);
            case Bootstrap bootstrap -> BootstrapFormat.write(out, bootstrap, encoding);
            case Assert(var group, var source, var rpt, var preference, var metric) -> {
                writeFlow(out, group, source, encoding);
                out.putInt((rpt ? RPT : 0) | (int) preference).putInt((int) metric);
            }
            case CandidateRpAdvertisement advertisement -> BootstrapFormat.write(out, advertisement, encoding);
        }
    }

    private static void writeFlow(ByteBuffer out, IpPrefix group, IpAddress source, Encoding encoding) {
        encoding.writeGroup(out, group, false);
        encoding.writeUnicast(out, source);
    }

    //  |B|N| reserved                 |
    //  | the packet                   |

    private static Register readRegister(ByteBuffer in, Encoding encoding) throws MalformedPacketException {
        Encoding.require(in, REGISTER_OCTETS - HEADER_OCTETS + InnerPacket.headerOctets(encoding.family()));
        int flags = in.getInt();
        boolean isNull = (flags & NULL_REGISTER) != 0;
        ByteBuffer packet = ByteBuffer.allocate(in.remaining()).put(in).flip();
        Encoding.require(
                InnerPacket.familyOf(packet).filter(encoding.family()::equals).isPresent(), Reasons.WRONG_FAMILY);
        Encoding.require(InnerPacket.flowOf(packet).isPresent(), Reasons.BAD_INNER_PACKET);
        Encoding.require(!isNull || InnerPacket.isSoundDummy(encoding.family(), packet), Reasons.BAD_INNER_PACKET);
        return new Register((flags & BORDER) != 0, isNull, packet);
    }

    //  | group (encoded group)        |
    //  | source (encoded unicast)     |
    //  |R| metric preference          |
    //  | metric                       |

    private static Assert readAssert(ByteBuffer in, Encoding encoding) throws MalformedPacketException {
        IpPrefix group = encoding.readGroup(in);
        IpAddress source = encoding.readUnicastOrAll(in);
        Encoding.require(in, METRIC_OCTETS);
        int preference = in.getInt();
        return new Assert(group, source, (preference & RPT) != 0, preference & ~RPT, in.getInt() & 0xffff_ffffL);
    }

    /** Some routers cover the whole of a Register, which is allowed to be taken. */
    private static boolean isChecksumRight(ByteBuffer in, int type, IpAddress source, IpAddress destination) {
        return checksum(in, source, destination) == 0
                || type == REGISTER
                        && in.limit() >= REGISTER_OCTETS
                        && checksum(in.slice(0, REGISTER_OCTETS), source, destination) == 0;
    }

    private static int checksum(ByteBuffer covered, IpAddress source, IpAddress destination) {
        return source instanceof Ipv6Address from
                ? InternetChecksum.of(covered, from, (Ipv6Address) destination, IP_PROTOCOL)
                : InternetChecksum.of(covered);
    }
}
