package io.mgmrouter.linux.netlink;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.route.Route;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.CRC32;

/** Reads and writes route messages (rtnetlink(7)). */
final class RouteMessages {

    static final int HEADER_OCTETS = 12;
    static final int TABLE_MAIN = 254;

    private static final int RTN_UNICAST = 1;
    private static final int RTN_LOCAL = 2;
    private static final int RTM_F_CLONED = 0x200;
    private static final int LOOKUP_TABLE_AND_MATCH = 0x3000;
    private static final int NEXT_HOP_DEAD = 0x1;
    private static final int NEXT_HOP_LINK_DOWN = 0x10;

    private static final int RTA_DST = 1;
    private static final int RTA_OIF = 4;
    private static final int RTA_GATEWAY = 5;
    private static final int RTA_PRIORITY = 6;
    private static final int RTA_MULTIPATH = 9;
    private static final int RTA_TABLE = 15;
    private static final int RTA_VIA = 18;

    private RouteMessages() {}

    //  | family | dst. length | src. length | tos | table | protocol | scope | type | flags (u32) |

    /** Asks which route matches an address, with the prefix and metric of the table's own entry. */
    static NetlinkRequest lookup(IpAddress destination) {
        byte[] address = destination.octets();
        ByteBuffer body =
                ByteBuffer.allocate(HEADER_OCTETS + 4 + address.length).order(ByteOrder.nativeOrder());
        body.put((byte) Rtnetlink.number(destination.family()))
                .put((byte) destination.family().bits());
        body.putInt(8, LOOKUP_TABLE_AND_MATCH).position(HEADER_OCTETS);
        body.putShort((short) (4 + address.length)).putShort((short) RTA_DST).put(address);
        return new NetlinkRequest(Rtnetlink.GETROUTE, false, body.array());
    }

    /**
     * A route that leads somewhere; empty for one that discards, has no way out that works, or is no route message. Of
     * several ways out that of its network.
     */
    static Optional<Route> route(NetlinkMessage message) {
        return isIp(message)
                ? prefix(message.payload(), message.attributes(HEADER_OCTETS))
                        .flatMap(prefix -> route(message, prefix.network()))
                : Optional.empty();
    }

    /** As the other; of several ways out that of a destination. */
    static Optional<Route> route(NetlinkMessage message, IpAddress destination) {
        ByteBuffer in = message.payload();
        if (!isIp(message) || in.get(7) != RTN_UNICAST && in.get(7) != RTN_LOCAL) {
            return Optional.empty();
        }
        Map<Integer, ByteBuffer> attributes = message.attributes(HEADER_OCTETS);
        RouteOrigin origin = RouteOrigin.of(in.get(5) & 0xff);
        long metric = Integer.toUnsignedLong(
                NetlinkMessage.number(attributes, RTA_PRIORITY).orElse(0));
        return prefix(in, attributes)
                .flatMap(prefix -> wayOut(attributes, destination)
                        .map(way -> new Route(
                                prefix, way.interfaceIndex, way.nextHop, metric, origin.preference(), origin.name())));
    }

    /** The prefix a change event is about; empty if it changes no answer: clones, broadcast and multicast entries. */
    static Optional<IpPrefix> changed(NetlinkMessage message) {
        if (!isIp(message)) {
            return Optional.empty();
        }
        ByteBuffer in = message.payload();
        int type = in.get(7);
        boolean relevant = (in.getInt(8) & RTM_F_CLONED) == 0 && (type <= RTN_LOCAL || type >= 6);
        return relevant ? prefix(in, message.attributes(HEADER_OCTETS)) : Optional.empty();
    }

    static boolean isInMainTable(NetlinkMessage message) {
        return message.carries(HEADER_OCTETS)
                && NetlinkMessage.number(message.attributes(HEADER_OCTETS), RTA_TABLE)
                                .orElse(0)
                        == TABLE_MAIN;
    }

    private static boolean isIp(NetlinkMessage message) {
        return message.carries(HEADER_OCTETS)
                && Rtnetlink.isIp(message.payload().get(0));
    }

    static IpPrefix everything(Family family) {
        return new IpPrefix(IpAddress.unspecified(family), 0);
    }

    private static Optional<IpPrefix> prefix(ByteBuffer header, Map<Integer, ByteBuffer> attributes) {
        return attributes.containsKey(RTA_DST)
                ? NetlinkMessage.address(attributes, RTA_DST)
                        .flatMap(network -> NetlinkMessage.prefix(network, header.get(1) & 0xff))
                : Optional.of(everything(Rtnetlink.family(header.get(0))));
    }

    private static Optional<WayOut> wayOut(Map<Integer, ByteBuffer> attributes, IpAddress destination) {
        OptionalInt interfaceIndex = NetlinkMessage.number(attributes, RTA_OIF);
        if (interfaceIndex.isPresent()) {
            return Optional.of(new WayOut(interfaceIndex.getAsInt(), nextHop(attributes)));
        }
        return attributes.containsKey(RTA_MULTIPATH)
                ? chosen(alive(attributes.get(RTA_MULTIPATH)), destination)
                : Optional.empty();
    }

    //  next hop: | length (u16) | flags (u8) | hops (u8) | interface index (i32) | attributes |

    private static List<WayOut> alive(ByteBuffer nextHops) {
        List<WayOut> alive = new ArrayList<>();
        for (int at = 0; at + 8 <= nextHops.capacity(); ) {
            int length = nextHops.getShort(at) & 0xffff;
            if (length < 8 || at + length > nextHops.capacity()) {
                break;
            }
            if ((nextHops.get(at + 2) & (NEXT_HOP_DEAD | NEXT_HOP_LINK_DOWN)) == 0) {
                Map<Integer, ByteBuffer> attributes = NetlinkMessage.nested(nextHops.slice(at + 8, length - 8));
                alive.add(new WayOut(nextHops.getInt(at + 4), nextHop(attributes)));
            }
            at += NetlinkMessage.aligned(length);
        }
        return alive;
    }

    /**
     * Of several equal ways the one of highest random weight (RFC 2991, section 3): sources are spread over them, each
     * stays with its own whatever order the kernel lists them in, and only those of a way that fails move. Weights of
     * the kernel do not count.
     */
    private static Optional<WayOut> chosen(List<WayOut> ways, IpAddress destination) {
        return ways.stream().max(Comparator.comparingLong(way -> way.weight(destination)));
    }

    private static Optional<IpAddress> nextHop(Map<Integer, ByteBuffer> attributes) {
        return NetlinkMessage.address(attributes, RTA_GATEWAY).or(() -> via(attributes));
    }

    /** RTA_VIA: family (u16), then the address; the neighbour's family differs from the route's. */
    private static Optional<IpAddress> via(Map<Integer, ByteBuffer> attributes) {
        return Optional.ofNullable(attributes.get(RTA_VIA))
                .map(NetlinkMessage::octets)
                .filter(octets -> octets.length > 2)
                .flatMap(octets -> NetlinkMessage.address(Arrays.copyOfRange(octets, 2, octets.length)));
    }

    private record WayOut(int interfaceIndex, Optional<IpAddress> nextHop) {

        /** The same after a restart; link-local next hops may be the same on several interfaces. */
        long weight(IpAddress destination) {
            CRC32 crc = new CRC32();
            crc.update(destination.octets());
            nextHop.map(IpAddress::octets).ifPresent(crc::update);
            crc.update(ByteBuffer.allocate(4).putInt(0, interfaceIndex));
            // Without mixing, CRCs of two ways would differ by the same bits for all destinations.
            long mixed = crc.getValue() * 0x9e37_79b9_7f4a_7c15L;
            return (mixed ^ mixed >>> 32) * 0xbf58_476d_1ce4_e5b9L >>> 1;
        }
    }
}
