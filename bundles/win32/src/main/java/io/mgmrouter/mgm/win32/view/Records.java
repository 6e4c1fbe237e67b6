package io.mgmrouter.mgm.win32.view;

import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.ForwardingStats;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.win32.IN_ADDR;
import io.mgmrouter.mgm.win32.MIB_IPMCAST_MFE;
import io.mgmrouter.mgm.win32.MIB_IPMCAST_MFE_STATS;
import io.mgmrouter.mgm.win32.MIB_IPMCAST_MFE_STATS_EX;
import io.mgmrouter.mgm.win32.MIB_IPMCAST_OIF;
import io.mgmrouter.mgm.win32.MIB_IPMCAST_OIF_STATS;
import io.mgmrouter.mgm.win32.SOURCE_GROUP_ENTRY;
import io.mgmrouter.route.Route;
import java.time.Duration;
import java.util.Map;

/** Entries, traffic and memberships of IPv4 as the published structures. Pure functions. */
final class Records {

    private static final int OTHER = 1;

    /** Numbers of ipForwardProto in the IP forwarding table MIB, RFC 1354, and of those added to it since. */
    private static final Map<String, Integer> ROUTE_PROTOCOLS = Map.of(
            "kernel",
            2,
            "static",
            3,
            "boot",
            3,
            "redirect",
            4,
            "rip",
            8,
            "isis",
            9,
            "ospf",
            13,
            "bgp",
            14,
            "eigrp",
            16);

    private Records() {}

    static SOURCE_GROUP_ENTRY sourceGroupEntry(SourceGroup pair) {
        Quad quad = Quad.of(pair);
        return new SOURCE_GROUP_ENTRY(quad.source(), quad.sourceMask(), quad.group(), quad.groupMask());
    }

    static MIB_IPMCAST_MFE mfe(ForwardingEntry entry) {
        Identity common = Identity.of(entry);
        int upTime = seconds(entry.upTime());
        int timeout = seconds(entry.timeout());
        return new MIB_IPMCAST_MFE(
                common.group,
                common.source,
                IN_ADDR.HOST_MASK,
                common.upstreamNeighbor,
                common.inIfIndex,
                common.inIfProtocol,
                common.routeProtocol,
                common.routeNetwork,
                common.routeMask,
                upTime,
                timeout - upTime,
                timeout,
                0,
                0,
                entry.outgoingInterfaces().stream()
                        .map(ForwardingEntry.OutgoingInterface::interfaceId)
                        .map(id -> new MIB_IPMCAST_OIF(id.index(), Interfaces.nextHop(id)))
                        .toList());
    }

    static MIB_IPMCAST_MFE_STATS stats(ForwardingStats stats) {
        Identity common = Identity.of(stats.entry());
        int upTime = hundredths(stats.upTime());
        return new MIB_IPMCAST_MFE_STATS(
                common.group,
                common.source,
                IN_ADDR.HOST_MASK,
                common.upstreamNeighbor,
                common.inIfIndex,
                common.inIfProtocol,
                common.routeProtocol,
                common.routeNetwork,
                common.routeMask,
                upTime,
                hundredths(stats.entry().timeout()) - upTime,
                (int) stats.inPackets(),
                (int) stats.inOctets(),
                (int) stats.packetsOnDifferentInterface(),
                (int) stats.queueOverflow(),
                stats.outgoing().stream().map(Records::oifStats).toList());
    }

    /** @param stats read at the extended level */
    static MIB_IPMCAST_MFE_STATS_EX statsEx(ForwardingStats stats) {
        ForwardingStats.Extended extended = stats.extended().orElseThrow();
        return new MIB_IPMCAST_MFE_STATS_EX(
                stats(stats),
                (int) extended.uninitialized(),
                (int) extended.negative(),
                (int) extended.inDiscards(),
                (int) extended.inHeaderErrors(),
                (int) extended.totalOutPackets());
    }

    private static MIB_IPMCAST_OIF_STATS oifStats(ForwardingStats.Outgoing out) {
        return new MIB_IPMCAST_OIF_STATS(
                out.interfaceId().index(),
                Interfaces.nextHop(out.interfaceId()),
                0,
                (int) out.ttlTooLow(),
                (int) out.fragmentationNeeded(),
                (int) out.outPackets(),
                (int) out.outDiscards());
    }

    private static int seconds(Duration time) {
        return (int) time.toSeconds();
    }

    private static int hundredths(Duration time) {
        return (int) (time.toMillis() / 10);
    }

    /** The members that all three records of an entry have. */
    private record Identity(
            int group,
            int source,
            int upstreamNeighbor,
            int inIfIndex,
            int inIfProtocol,
            int routeProtocol,
            int routeNetwork,
            int routeMask) {

        static Identity of(ForwardingEntry entry) {
            return new Identity(
                    IN_ADDR.dword(entry.sg().group()),
                    IN_ADDR.dword(entry.sg().source()),
                    IN_ADDR.dword(entry.upstreamNeighbor()),
                    entry.incomingInterface().map(InterfaceId::index).orElse(0),
                    entry.iifOwner().map(ComponentId::protocolId).orElse(0),
                    entry.route()
                            .map(route -> ROUTE_PROTOCOLS.getOrDefault(route.origin(), OTHER))
                            .orElse(0),
                    entry.route()
                            .map(Route::prefix)
                            .map(IpPrefix::network)
                            .map(IN_ADDR::dword)
                            .orElse(0),
                    entry.route()
                            .map(Route::prefix)
                            .map(IpPrefix::length)
                            .map(IN_ADDR::mask)
                            .orElse(0));
        }
    }
}
