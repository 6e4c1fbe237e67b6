package io.mgmrouter.linux.custody;

import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.linux.mroute.MfcEntry;
import io.mgmrouter.linux.mroute.Vif;
import io.mgmrouter.linux.netlink.NetlinkMessage;
import io.mgmrouter.linux.netlink.NetlinkRequest;
import io.mgmrouter.linux.netlink.NetlinkSocket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the kernel holds in one table, by netlink dumps of the family RTNL_FAMILY_IPMR.
 *
 * @param requests socket to ask on
 * @param table the kernel's number of the table
 */
record TableReadout(NetlinkSocket requests, int table) {

    private static final int FAMILY = 128;
    private static final int GETLINK = 18;
    private static final int GETROUTE = 26;
    private static final int LINK_HEADER_OCTETS = 16;
    private static final int ROUTE_HEADER_OCTETS = 12;

    private static final int IFLA_AF_SPEC = 26;
    private static final int TABLE_ID = 1;
    private static final int TABLE_VIFS = 6;
    private static final int VIF_INTERFACE = 1;
    private static final int VIF_NUMBER = 2;
    private static final int VIF_OCTETS_IN = 4;
    private static final int VIF_OCTETS_OUT = 5;
    private static final int VIF_PACKETS_IN = 6;
    private static final int VIF_PACKETS_OUT = 7;

    private static final int RTA_GROUP = 1;
    private static final int RTA_SOURCE = 2;
    private static final int RTA_IIF = 3;
    private static final int RTA_MULTIPATH = 9;
    private static final int RTA_TABLE = 15;
    private static final int UNRESOLVED = 0x20;

    List<Vif> vifs() {
        List<Vif> vifs = new ArrayList<>();
        for (NetlinkMessage message : requests.request(NetlinkRequest.dump(GETLINK, FAMILY, LINK_HEADER_OCTETS))) {
            ByteBuffer spec = message.attributes(LINK_HEADER_OCTETS).get(IFLA_AF_SPEC);
            Map<Integer, ByteBuffer> attributes = spec == null ? Map.of() : NetlinkMessage.nested(spec);
            if (number(attributes, TABLE_ID) == table && attributes.containsKey(TABLE_VIFS)) {
                NetlinkMessage.forEach(
                        attributes.get(TABLE_VIFS), (_, vif) -> vifs.add(vif(NetlinkMessage.nested(vif))));
            }
        }
        return vifs;
    }

    List<MfcEntry> entries() {
        Map<Integer, Integer> vifOf = new HashMap<>();
        vifs().forEach(vif -> vifOf.put(vif.interfaceIndex(), vif.number()));
        return requests.request(NetlinkRequest.dump(GETROUTE, FAMILY, ROUTE_HEADER_OCTETS)).stream()
                .flatMap(message -> entry(message, vifOf).stream())
                .toList();
    }

    private static Vif vif(Map<Integer, ByteBuffer> attributes) {
        return new Vif(
                number(attributes, VIF_NUMBER),
                number(attributes, VIF_INTERFACE),
                counter(attributes, VIF_PACKETS_IN),
                counter(attributes, VIF_OCTETS_IN),
                counter(attributes, VIF_PACKETS_OUT),
                counter(attributes, VIF_OCTETS_OUT));
    }

    /** Empty for an entry of another table, and for a flow that only waits for one. */
    private Optional<MfcEntry> entry(NetlinkMessage message, Map<Integer, Integer> vifOf) {
        Map<Integer, ByteBuffer> attributes = message.attributes(ROUTE_HEADER_OCTETS);
        if (number(attributes, RTA_TABLE) != table || (message.payload().getInt(8) & UNRESOLVED) != 0) {
            return Optional.empty();
        }
        int iif = vifOf.getOrDefault(number(attributes, RTA_IIF), MfcEntry.NOWHERE);
        int oifs = attributes.containsKey(RTA_MULTIPATH) ? oifs(attributes.get(RTA_MULTIPATH), vifOf) : 0;
        Ipv4Address source = address(attributes.get(RTA_SOURCE));
        return Optional.of(new MfcEntry(
                source, address(attributes.get(RTA_GROUP)), iif, source.isUnspecified() ? oifs & ~(1 << iif) : oifs));
    }

    /** Next hops: length (u16), flags, TTL threshold, interface index (i32). */
    private static int oifs(ByteBuffer nextHops, Map<Integer, Integer> vifOf) {
        int oifs = 0;
        for (int at = 0; at + 8 <= nextHops.capacity() && nextHops.getShort(at) >= 8; at += nextHops.getShort(at)) {
            Integer vif = vifOf.get(nextHops.getInt(at + 4));
            oifs |= vif == null ? 0 : 1 << vif;
        }
        return oifs;
    }

    private static Ipv4Address address(ByteBuffer attribute) {
        return attribute == null
                ? Ipv4Address.UNSPECIFIED
                : new Ipv4Address(
                        attribute.duplicate().order(ByteOrder.BIG_ENDIAN).getInt(0));
    }

    private static int number(Map<Integer, ByteBuffer> attributes, int type) {
        ByteBuffer value = attributes.get(type);
        return value == null ? 0 : value.getInt(0);
    }

    private static long counter(Map<Integer, ByteBuffer> attributes, int type) {
        ByteBuffer value = attributes.get(type);
        return value == null ? 0 : value.getLong(0);
    }
}
