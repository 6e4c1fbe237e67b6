package io.mgmrouter.link;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import java.util.Set;

/**
 * What a protocol wants to hear on one interface.
 *
 * @param <M> the protocol's message type
 * @param family address family of the channel
 * @param ipProtocol IP protocol number, 0 to 255: 2 is IGMP, 58 ICMPv6, 103 PIM
 * @param interfaceIndex the only interface to send and receive on
 * @param groups link-local groups to join there; packets to them arrive in addition to those addressed to the router
 * @param allMulticast also receive packets of this protocol to groups nobody joined: IGMP reports and leaves are sent
 *     to the group they are about
 * @param types first octets of the payload, 0 to 255, that are wanted: ICMPv6 and IGMP types; empty for all. The system
 *     discards the others without waking anybody, so that an MLD channel sleeps through neighbour discovery
 * @param decoder reads packets; called on the I/O thread, keeps no state
 */
public record ChannelRequest<M>(
        Family family,
        int ipProtocol,
        int interfaceIndex,
        Set<IpAddress> groups,
        boolean allMulticast,
        Set<Integer> types,
        PacketDecoder<M> decoder) {

    /** @throws IllegalArgumentException if a type is not one octet */
    public ChannelRequest {
        groups = Set.copyOf(groups);
        types = Set.copyOf(types);
        for (int type : types) {
            if (type < 0 || type > 255) {
                throw new IllegalArgumentException("type must be 0 to 255, not " + type);
            }
        }
    }

    /** A request for packets of every type. */
    public ChannelRequest(
            Family family,
            int ipProtocol,
            int interfaceIndex,
            Set<IpAddress> groups,
            boolean allMulticast,
            PacketDecoder<M> decoder) {
        this(family, ipProtocol, interfaceIndex, groups, allMulticast, Set.of(), decoder);
    }
}
