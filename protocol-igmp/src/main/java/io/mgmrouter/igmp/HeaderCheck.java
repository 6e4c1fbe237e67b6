package io.mgmrouter.igmp;

import io.mgmrouter.igmp.codec.IgmpMessage;
import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.MembershipQuery;
import io.mgmrouter.igmp.codec.MembershipReportV1;
import io.mgmrouter.igmp.codec.MembershipReportV2;
import io.mgmrouter.igmp.codec.MembershipReportV3;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.link.Link;
import java.util.Optional;

/** The checks of a valid message that depend on the interface and its settings; pure. */
final class HeaderCheck {

    private HeaderCheck() {}

    /** Why the message is to be dropped, a name in {@link Drops}; empty if it is fine. */
    static Optional<String> objection(
            IgmpMessage message, InboundPacket.Header header, Link link, IgmpSettings settings) {
        if (settings.requireRouterAlert() && !header.routerAlert() && comesWithRouterAlert(message)) {
            return Optional.of(Drops.NO_ROUTER_ALERT);
        }
        if (reportVersion(message) > settings.version()) {
            return Optional.of(Drops.NEWER_VERSION);
        }
        if (header.source().isUnspecified()) {
            // A host that has no address yet may report (RFC 3376, section 4.2.13); a querier needs one to be elected.
            return message instanceof MembershipQuery ? Optional.of(Drops.QUERY_FROM_UNSPECIFIED) : Optional.empty();
        }
        return link.pointToPoint() || link.reaches(header.source())
                ? Optional.empty()
                : Optional.of(Drops.SOURCE_NOT_ON_LINK);
    }

    /** IGMPv1 knows no Router Alert (RFC 1112); later versions always send it (RFC 2236, section 2; RFC 3376, 4). */
    private static boolean comesWithRouterAlert(IgmpMessage message) {
        return switch (message) {
            case MembershipReportV1 _ -> false;
            case MembershipQuery query -> query.version() > 1;
            case MembershipReportV2 _, MembershipReportV3 _, LeaveGroup _ -> true;
        };
    }

    /** Queries take part in the election whatever their version. */
    private static int reportVersion(IgmpMessage message) {
        return switch (message) {
            case MembershipQuery _, MembershipReportV1 _ -> 1;
            case MembershipReportV2 _, LeaveGroup _ -> 2;
            case MembershipReportV3 _ -> 3;
        };
    }
}
