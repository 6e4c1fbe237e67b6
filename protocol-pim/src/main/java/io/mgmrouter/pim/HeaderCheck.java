package io.mgmrouter.pim;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.link.Link;
import io.mgmrouter.pim.codec.Assert;
import io.mgmrouter.pim.codec.Bootstrap;
import io.mgmrouter.pim.codec.CandidateRpAdvertisement;
import io.mgmrouter.pim.codec.Hello;
import io.mgmrouter.pim.codec.JoinPrune;
import io.mgmrouter.pim.codec.PimMessage;
import io.mgmrouter.pim.codec.Register;
import io.mgmrouter.pim.codec.RegisterStop;
import java.util.Optional;

/** How a valid message may come, by the table of RFC 7761, section 4.9, and RFC 5059, section 4; pure. */
final class HeaderCheck {

    private HeaderCheck() {}

    /** Why the message is to be dropped, a name in {@link Drops}; empty if it is fine. */
    static Optional<String> objection(PimMessage message, InboundPacket.Header header, Link link, Dialect dialect) {
        boolean toAll = header.destination().equals(dialect.allPimRouters());
        return switch (message) {
            case Hello _, JoinPrune _, Assert _ ->
                toAll ? objectionToLocal(header, link) : Optional.of(Drops.BAD_DESTINATION);
            // One to a router that has just come is sent to it alone.
            case Bootstrap _ ->
                toAll || link.owns(header.destination())
                        ? objectionToLocal(header, link)
                        : Optional.of(Drops.BAD_DESTINATION);
            case Register _, RegisterStop _, CandidateRpAdvertisement _ ->
                header.destination().isMulticast()
                        ? Optional.of(Drops.BAD_DESTINATION)
                        : objectionToUnanswerable(header);
        };
    }

    /** Messages between neighbours go one hop, and with IPv6 between link-local addresses. */
    private static Optional<String> objectionToLocal(InboundPacket.Header header, Link link) {
        if (header.ttl() != 1) {
            return Optional.of(Drops.BAD_TTL);
        }
        IpAddress source = header.source();
        if (source.family() == Family.IPV6 && !source.isLinkLocal()) {
            return Optional.of(Drops.SOURCE_NOT_LINK_LOCAL);
        }
        boolean plausible = link.pointToPoint() || source.family() == Family.IPV6 || link.reaches(source);
        return plausible ? objectionToUnanswerable(header) : Optional.of(Drops.SOURCE_NOT_ON_LINK);
    }

    /** What a router anywhere sends comes from an address that can be answered. */
    private static Optional<String> objectionToUnanswerable(InboundPacket.Header header) {
        IpAddress source = header.source();
        boolean unicast = !source.isUnspecified() && !source.isMulticast() && !source.isLoopback();
        return unicast ? Optional.empty() : Optional.of(Drops.SOURCE_NOT_UNICAST);
    }
}
