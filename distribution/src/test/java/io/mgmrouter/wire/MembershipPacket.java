package io.mgmrouter.wire;

import io.mgmrouter.lab.Family;
import io.mgmrouter.packet.InternetChecksum;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * An IP packet with a message of IGMP or MLD, right or wrong: what a hostile host would put on the wire. Made without
 * the router's own codec.
 */
record MembershipPacket(
        Family family, byte[] source, byte[] destination, int hopLimit, boolean routerAlert, byte[] message) {

    private static final int IGMP = 2;
    private static final int ICMPV6 = 58;
    private static final int HOP_BY_HOP_HEADER = 0;
    private static final byte[] NOTHING = {};
    private static final byte[] IPV4_ROUTER_ALERT = {(byte) 0x94, 4, 0, 0};
    /** Next header, length, the Router Alert option for MLD, padding: RFC 2711. */
    private static final byte[] HOP_BY_HOP = {ICMPV6, 0, 5, 2, 0, 0, 1, 0};

    private static final byte[] ALL_V3_ROUTERS = {(byte) 224, 0, 0, 22};
    private static final byte[] ALL_V2_ROUTERS = {(byte) 0xff, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 22};
    private static final byte[] LINK_LOCAL_HOST = {(byte) 0xfe, (byte) 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 2};

    /** A group record; a multicast address record in MLD. */
    record GroupRecord(RecordType type, InetAddress group, Collection<InetAddress> sources) {

        private byte[] octets() {
            byte[] address = group.getAddress();
            ByteBuffer octets = ByteBuffer.allocate(4 + address.length * (1 + sources.size()));
            octets.put((byte) type.number()).put((byte) 0).putShort((short) sources.size());
            octets.put(address);
            sources.forEach(source -> octets.put(source.getAddress()));
            return octets.array();
        }
    }

    /** A right report of the newest version from the host of a LAN. */
    static MembershipPacket report(Family family, int lan, List<GroupRecord> records) {
        boolean ipv4 = family == Family.IPV4;
        int octets = records.stream().mapToInt(each -> each.octets().length).sum();
        ByteBuffer message = ByteBuffer.allocate(8 + octets);
        message.put(0, (byte) (ipv4 ? 0x22 : 143)).putShort(6, (short) records.size());
        message.position(8);
        records.forEach(each -> message.put(each.octets()));
        byte[] host = ipv4 ? family.station(lan, 2).getAddress() : LINK_LOCAL_HOST;
        byte[] routers = ipv4 ? ALL_V3_ROUTERS : ALL_V2_ROUTERS;
        return new MembershipPacket(family, host, routers, 1, true, message.array()).withRightChecksum();
    }

    /** A right report that joins a group, whatever the source. */
    static MembershipPacket join(Family family, int lan, InetAddress group) {
        return report(family, lan, List.of(new GroupRecord(RecordType.TO_EX, group, List.of())));
    }

    MembershipPacket from(byte[] changed) {
        return new MembershipPacket(family, changed, destination, hopLimit, routerAlert, message).withRightChecksum();
    }

    MembershipPacket to(byte[] changed) {
        return new MembershipPacket(family, source, changed, hopLimit, routerAlert, message).withRightChecksum();
    }

    MembershipPacket withHopLimit(int changed) {
        return new MembershipPacket(family, source, destination, changed, routerAlert, message);
    }

    MembershipPacket withoutRouterAlert() {
        return new MembershipPacket(family, source, destination, hopLimit, false, message);
    }

    /** Only the first octets of the message, with a checksum that is right for them. */
    MembershipPacket truncatedTo(int octets) {
        return withMessage(Arrays.copyOf(message, octets)).withRightChecksum();
    }

    MembershipPacket withBadChecksum() {
        byte[] changed = message.clone();
        changed[3] ^= 0x55;
        return withMessage(changed);
    }

    /** Claims to have this many group records. */
    MembershipPacket withRecordCount(int count) {
        byte[] changed = message.clone();
        ByteBuffer.wrap(changed).putShort(6, (short) count);
        return withMessage(changed).withRightChecksum();
    }

    MembershipPacket withMessage(byte[] changed) {
        return new MembershipPacket(family, source, destination, hopLimit, routerAlert, changed);
    }

    MembershipPacket withRightChecksum() {
        byte[] changed = message.clone();
        if (changed.length >= 4) {
            ByteBuffer octets = ByteBuffer.wrap(changed).putShort(2, (short) 0);
            ByteBuffer covered =
                    family == Family.IPV4 ? octets : IpPacket.behindPseudoHeader(ICMPV6, source, destination, changed);
            octets.putShort(2, (short) InternetChecksum.of(covered));
        }
        return withMessage(changed);
    }

    /** The packet from its IP header on. */
    byte[] octets() {
        return family == Family.IPV4 ? ipv4() : ipv6();
    }

    private byte[] ipv4() {
        return IpPacket.ipv4(IGMP, source, destination, hopLimit, routerAlert ? IPV4_ROUTER_ALERT : NOTHING, message);
    }

    private byte[] ipv6() {
        return IpPacket.ipv6(
                routerAlert ? HOP_BY_HOP_HEADER : ICMPV6,
                source,
                destination,
                hopLimit,
                routerAlert ? HOP_BY_HOP : NOTHING,
                message);
    }
}
