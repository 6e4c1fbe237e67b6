package io.mgmrouter.linux.custody;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.linux.mroute.MfcEntry;
import io.mgmrouter.linux.mroute.Vif;
import io.mgmrouter.linux.netlink.NetlinkMessage;
import io.mgmrouter.linux.netlink.NetlinkRequest;
import io.mgmrouter.linux.netlink.NetlinkSocket;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The entries the kernel holds in one table, by netlink dumps.
 *
 * @param requests socket to ask on
 * @param family RTNL_FAMILY_IPMR or RTNL_FAMILY_IP6MR
 * @param table the kernel's number of the table
 */
record EntryReadout(NetlinkSocket requests, int family, int table) {

    private static final int GETROUTE = 26;
    private static final int ROUTE_HEADER_OCTETS = 12;

    private static final int RTA_GROUP = 1;
    private static final int RTA_SOURCE = 2;
    private static final int RTA_IIF = 3;
    private static final int RTA_MULTIPATH = 9;
    private static final int RTA_TABLE = 15;
    private static final int UNRESOLVED = 0x20;

    /** @param vifs the table's VIFs: netlink names network interfaces instead */
    List<MfcEntry> entries(List<Vif> vifs) {
        Map<Integer, Integer> vifOf = new HashMap<>();
        vifs.forEach(vif -> vifOf.put(vif.interfaceIndex(), vif.number()));
        return requests.request(NetlinkRequest.dump(GETROUTE, family, ROUTE_HEADER_OCTETS)).stream()
                .flatMap(message -> entry(message, vifOf).stream())
                .toList();
    }

    /** Empty for an entry of another table, and for a flow that only waits for one. */
    private Optional<MfcEntry> entry(NetlinkMessage message, Map<Integer, Integer> vifOf) {
        Map<Integer, ByteBuffer> attributes = message.attributes(ROUTE_HEADER_OCTETS);
        boolean waiting = (message.payload().getInt(8) & UNRESOLVED) != 0;
        if (waiting || !attributes.containsKey(RTA_GROUP) || number(attributes, RTA_TABLE) != table) {
            return Optional.empty();
        }
        IpAddress group = IpAddress.of(NetlinkMessage.octets(attributes.get(RTA_GROUP)));
        IpAddress source = attributes.containsKey(RTA_SOURCE)
                ? IpAddress.of(NetlinkMessage.octets(attributes.get(RTA_SOURCE)))
                : IpAddress.unspecified(group.family());
        int iif = vifOf.getOrDefault(number(attributes, RTA_IIF), MfcEntry.NOWHERE);
        int oifs = attributes.containsKey(RTA_MULTIPATH) ? oifs(attributes.get(RTA_MULTIPATH), vifOf) : 0;
        return Optional.of(new MfcEntry(source, group, iif, source.isUnspecified() ? oifs & ~(1 << iif) : oifs));
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

    private static int number(Map<Integer, ByteBuffer> attributes, int type) {
        ByteBuffer value = attributes.get(type);
        return value == null ? 0 : value.getInt(0);
    }
}
