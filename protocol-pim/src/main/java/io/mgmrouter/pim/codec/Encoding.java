package io.mgmrouter.pim.codec;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.link.MalformedPacketException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The three forms of an address in a message of one family (RFC 7761, section 4.9.1), in native encoding. */
enum Encoding {
    IPV4(Family.IPV4, 1, 4),
    IPV6(Family.IPV6, 2, 8);

    private static final int NATIVE = 0;
    private static final int SPARSE = 0x04;
    private static final int WILDCARD = 0x02;
    private static final int RPT = 0x01;
    private static final int ADMIN_SCOPE = 0x01;

    private final Family family;
    private final int number;
    private final IpPrefix allGroups;

    Encoding(Family family, int number, int multicastBits) {
        this.family = family;
        this.number = number;
        byte[] first = new byte[family.octets()];
        first[0] = (byte) (family == Family.IPV4 ? 0xe0 : 0xff);
        this.allGroups = new IpPrefix(IpAddress.of(first), multicastBits);
    }

    static Encoding of(Family family) {
        return family == Family.IPV4 ? IPV4 : IPV6;
    }

    static boolean isUnicast(IpAddress address) {
        return !address.isMulticast() && !address.isUnspecified() && !address.isLoopback();
    }

    static void require(ByteBuffer in, int octets) throws MalformedPacketException {
        require(in.remaining() >= octets, Reasons.TRUNCATED);
    }

    static void require(boolean condition, String reason) throws MalformedPacketException {
        if (!condition) {
            throw new MalformedPacketException(reason);
        }
    }

    Family family() {
        return family;
    }

    /** 224.0.0.0/4 or ff00::/8. */
    IpPrefix allGroups() {
        return allGroups;
    }

    //  | address family | encoding type | address           |

    int unicastOctets() {
        return 2 + family.octets();
    }

    /** Reads an address that has to be unicast. */
    IpAddress readUnicast(ByteBuffer in) throws MalformedPacketException {
        return unicast(readAny(in));
    }

    /** Reads an address that may be unspecified, where that means all. */
    IpAddress readUnicastOrAll(ByteBuffer in) throws MalformedPacketException {
        IpAddress address = readAny(in);
        return address.isUnspecified() ? address : unicast(address);
    }

    void writeUnicast(ByteBuffer out, IpAddress address) {
        out.put((byte) number).put((byte) NATIVE).put(octetsOf(address));
    }

    /** Reads an address of either family; empty for one of the other. */
    Optional<IpAddress> readOfEitherFamily(ByteBuffer in) throws MalformedPacketException {
        require(in, 2);
        Encoding theirs = in.get(in.position()) == number ? this : other();
        IpAddress address = theirs.readAny(in);
        return theirs == this ? Optional.of(unicast(address)) : Optional.empty();
    }

    //  | address family | encoding type |B| reserved  |Z| mask length |
    //  | group address                                                |

    int groupOctets() {
        return 4 + family.octets();
    }

    /** A range of groups, and the Z bit beside it. */
    record ScopedGroup(IpPrefix range, boolean adminScope) {}

    /** Reads a range of groups. */
    ScopedGroup readRange(ByteBuffer in) throws MalformedPacketException {
        int flags = readHead(in, groupOctets());
        int length = in.get() & 0xff;
        require(length <= family.bits(), Reasons.BAD_MASK_LENGTH);
        IpAddress group = address(in);
        require(group.isMulticast() && length >= allGroups.length(), Reasons.GROUP_NOT_MULTICAST);
        return new ScopedGroup(new IpPrefix(group, length), (flags & ADMIN_SCOPE) != 0);
    }

    /** Reads a single group. */
    IpPrefix readGroup(ByteBuffer in) throws MalformedPacketException {
        IpPrefix group = readRange(in).range();
        require(isHost(group), Reasons.BAD_MASK_LENGTH);
        return group;
    }

    boolean isHost(IpPrefix prefix) {
        return prefix.length() == family.bits();
    }

    void writeGroup(ByteBuffer out, IpPrefix group, boolean adminScope) {
        out.put((byte) number).put((byte) NATIVE).put((byte) (adminScope ? ADMIN_SCOPE : 0));
        out.put((byte) group.length()).put(octetsOf(group.network()));
    }

    //  | address family | encoding type | reserved |S|W|R| mask length |
    //  | source address                                               |

    int sourceOctets() {
        return 4 + family.octets();
    }

    /** Empty for a mask that is not of full length and for a wildcard off the RP's tree; both are to be ignored. */
    Optional<SourceEntry> readSource(ByteBuffer in) throws MalformedPacketException {
        int flags = readHead(in, sourceOctets());
        int length = in.get() & 0xff;
        IpAddress address = unicast(address(in));
        boolean wildcard = (flags & WILDCARD) != 0;
        boolean rpt = (flags & RPT) != 0;
        return length == family.bits() && (rpt || !wildcard)
                ? Optional.of(new SourceEntry(address, wildcard, rpt))
                : Optional.empty();
    }

    void writeSource(ByteBuffer out, SourceEntry entry) {
        int flags = SPARSE | (entry.wildcard() ? WILDCARD : 0) | (entry.rpt() ? RPT : 0);
        out.put((byte) number).put((byte) NATIVE).put((byte) flags).put((byte) family.bits());
        out.put(octetsOf(entry.address()));
    }

    private Encoding other() {
        return this == IPV4 ? IPV6 : IPV4;
    }

    private IpAddress readAny(ByteBuffer in) throws MalformedPacketException {
        checkHead(in, unicastOctets());
        return address(in);
    }

    /** Reads up to the flags, which it returns. */
    private int readHead(ByteBuffer in, int octets) throws MalformedPacketException {
        checkHead(in, octets);
        return in.get() & 0xff;
    }

    /** Family and encoding are looked at before the length, which depends on them. */
    private void checkHead(ByteBuffer in, int octets) throws MalformedPacketException {
        require(in, 2);
        int theirs = in.get() & 0xff;
        require(theirs == IPV4.number || theirs == IPV6.number, Reasons.UNKNOWN_ADDRESS_FAMILY);
        require(theirs == number, Reasons.WRONG_FAMILY);
        require(in.get() == NATIVE, Reasons.UNKNOWN_ENCODING);
        require(in, octets - 2);
    }

    private IpAddress address(ByteBuffer in) {
        byte[] octets = new byte[family.octets()];
        in.get(octets);
        return IpAddress.of(octets);
    }

    private static IpAddress unicast(IpAddress address) throws MalformedPacketException {
        require(isUnicast(address), Reasons.SOURCE_NOT_UNICAST);
        return address;
    }

    private byte[] octetsOf(IpAddress address) {
        if (address.family() != family) {
            throw new IllegalArgumentException(address + " in a message of " + family);
        }
        return address.octets();
    }
}
