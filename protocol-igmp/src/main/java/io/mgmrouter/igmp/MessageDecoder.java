package io.mgmrouter.igmp;

import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.MembershipMessage;
import io.mgmrouter.igmp.codec.MembershipQuery;
import io.mgmrouter.igmp.codec.MembershipReport;
import io.mgmrouter.igmp.codec.OlderReport;
import io.mgmrouter.igmp.codec.RouterDiscovery;
import io.mgmrouter.igmp.discovery.DiscoveryMessage;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.link.PacketDecoder;

/**
 * Reads packets, and refuses those whose destination no message of its dialect has (RFC 3376, section 4; RFC
 * 3810, section 5).
 */
final class MessageDecoder implements PacketDecoder<MembershipMessage> {

    private final Dialect dialect;

    MessageDecoder(Dialect dialect) {
        this.dialect = dialect;
    }

    @Override
    public MembershipMessage decode(InboundPacket packet) throws MalformedPacketException {
        MembershipMessage message = dialect.read(packet.payload());
        if (!isSentTo(packet.header().destination(), message)) {
            throw new MalformedPacketException(Drops.BAD_DESTINATION);
        }
        return message;
    }

    /**
     * Queries and reports of older hosts are valid to whatever address the interface has, so that a tool can send them
     * to one router (RFC 3376, sections 4.1.12 and 4.2.14; RFC 3810, sections 5.1.15 and 5.2.14). Whether a unicast
     * address is one of the link's is for {@link HeaderCheck} to know.
     */
    private boolean isSentTo(IpAddress destination, MembershipMessage message) {
        Dialect.Destinations known = dialect.destinations();
        return switch (message) {
            case MembershipQuery query -> destination.equals(query.group()) || known.isAssigned(destination);
            case OlderReport(_, var group) -> destination.equals(group) || known.isAssigned(destination);
            // RFC 2236, section 9: hosts of before that standard send it to the group they leave.
            case LeaveGroup(var group) -> destination.equals(known.allRouters()) || destination.equals(group);
            case MembershipReport _ -> destination.equals(known.reportRouters());
            case RouterDiscovery(DiscoveryMessage.Solicitation _) -> destination.equals(known.allRouters());
            case RouterDiscovery _ -> destination.equals(known.allSnoopers());
        };
    }
}
