package io.mgmrouter.igmp;

import io.mgmrouter.igmp.codec.IgmpMessage;
import io.mgmrouter.igmp.codec.LeaveGroup;
import io.mgmrouter.igmp.codec.MembershipQuery;
import io.mgmrouter.igmp.codec.MembershipReportV1;
import io.mgmrouter.igmp.codec.MembershipReportV2;
import io.mgmrouter.igmp.codec.MembershipReportV3;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.link.InboundPacket;
import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.link.PacketDecoder;

/** Reads IGMP packets, and refuses those whose TTL or destination no IGMP message has (RFC 3376, section 4). */
final class IgmpDecoder implements PacketDecoder<IgmpMessage> {

    static final Ipv4Address ALL_SYSTEMS = new Ipv4Address(0xe0000001);
    static final Ipv4Address ALL_ROUTERS = new Ipv4Address(0xe0000002);
    static final Ipv4Address ALL_V3_ROUTERS = new Ipv4Address(0xe0000016);

    @Override
    public IgmpMessage decode(InboundPacket packet) throws MalformedPacketException {
        if (packet.header().ttl() != 1) {
            throw new MalformedPacketException(Drops.BAD_TTL);
        }
        IgmpMessage message = IgmpMessage.decode(packet.payload());
        if (!isSentTo(packet.header().destination(), message)) {
            throw new MalformedPacketException(Drops.BAD_DESTINATION);
        }
        return message;
    }

    private static boolean isSentTo(IpAddress destination, IgmpMessage message) {
        return switch (message) {
            case MembershipQuery query -> destination.equals(query.isGeneral() ? ALL_SYSTEMS : query.group());
            case MembershipReportV1(var group) -> destination.equals(group);
            case MembershipReportV2(var group) -> destination.equals(group);
            // RFC 2236, section 9: hosts of before that standard send it to the group they leave.
            case LeaveGroup(var group) -> destination.equals(ALL_ROUTERS) || destination.equals(group);
            case MembershipReportV3 _ -> destination.equals(ALL_V3_ROUTERS);
        };
    }
}
