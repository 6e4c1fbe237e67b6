package io.mgmrouter.igmp;

import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.MembershipMessage;
import io.mgmrouter.igmp.codec.MembershipQuery;
import io.mgmrouter.igmp.codec.MembershipReport;
import io.mgmrouter.igmp.codec.OlderReport;
import io.mgmrouter.igmp.codec.RouterDiscovery;
import io.mgmrouter.igmp.fsm.HostVersion;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.link.Link;
import java.util.Optional;

/** The checks of a valid message that depend on the interface and its settings; pure. */
final class HeaderCheck {

    private HeaderCheck() {}

    /** Why the message is to be dropped, a name in {@link Drops}; empty if it is fine. */
    static Optional<String> objection(
            MembershipMessage message, InboundPacket.Header header, Link link, InterfaceSettings settings) {
        Dialect dialect = settings.dialect();
        if (settings.policy().requireTtl() && header.ttl() != 1) {
            return Optional.of(Drops.BAD_TTL);
        }
        if (!header.destination().isMulticast() && !link.owns(header.destination())) {
            return Optional.of(Drops.BAD_DESTINATION);
        }
        if (settings.requireRouterAlert() && !header.routerAlert() && dialect.comesWithRouterAlert(message)) {
            return Optional.of(Drops.NO_ROUTER_ALERT);
        }
        if (isNewer(message, settings)) {
            return Optional.of(Drops.NEWER_VERSION);
        }
        return dialect.objectionToSource(message, header.source(), link);
    }

    /** Queries take part in the election whatever their version. */
    private static boolean isNewer(MembershipMessage message, InterfaceSettings settings) {
        return switch (message) {
            case MembershipQuery _, RouterDiscovery _ -> false;
            case OlderReport(int version, _) -> version > settings.version();
            // Leaves are as old as reports of IGMPv2 and MLDv1.
            case LeaveGroup _ -> !settings.speaks(HostVersion.V2);
            case MembershipReport _ -> !settings.speaks(HostVersion.V3);
        };
    }
}
