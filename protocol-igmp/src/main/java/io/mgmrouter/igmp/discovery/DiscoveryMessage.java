package io.mgmrouter.igmp.discovery;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.MalformedPacketException;
import io.mgmrouter.packet.InternetChecksum;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Set;

/** A message of Multicast Router Discovery (RFC 4286), as it follows the IP header of either family. */
public sealed interface DiscoveryMessage {

    /** Where advertisements and terminations go: 224.0.0.106 and ff02::6a, all snoopers. */
    static IpAddress allSnoopers(Family family) {
        return IpAddress.parse(family == Family.IPV4 ? "224.0.0.106" : "ff02::6a");
    }

    /** Where solicitations go: 224.0.0.2 and ff02::2, all routers. */
    static IpAddress allRouters(Family family) {
        return IpAddress.parse(family == Family.IPV4 ? "224.0.0.2" : "ff02::2");
    }

    /** The type octets of the three messages in a family. */
    static Set<Integer> types(Family family) {
        int first = advertisementType(family);
        return Set.of(first, first + 1, first + 2);
    }

    /** True for the type octets of the three messages. */
    static boolean isType(Family family, int type) {
        return type >= advertisementType(family) && type <= advertisementType(family) + 2;
    }

    /**
     * "Here is a multicast router" (section 3.2).
     *
     * @param interval time between two of them, in seconds; 0 to 255
     * @param queryInterval the router's Query Interval in seconds, 0 to 65535; 0 if it does not speak IGMP or MLD
     * @param robustness the router's Robustness Variable, 0 to 65535
     */
    record Advertisement(int interval, int queryInterval, int robustness) implements DiscoveryMessage {

        /** How long the router counts without saying so again: three times the interval (section 3.1.5). */
        public Duration lifetime() {
            return Duration.ofSeconds(3L * interval);
        }
    }

    /** "Which multicast routers are there?" (section 4.2). */
    record Solicitation() implements DiscoveryMessage {}

    /** "This is a multicast router no longer" (section 5.2). */
    record Termination() implements DiscoveryMessage {}

    //  | type 0x30 or 151 | advertisement interval | checksum            |
    //  | query interval                            | robustness variable |   an advertisement alone has these
    //  | type 0x31 or 152, 0x32 or 153 | reserved  | checksum            |

    /**
     * Reads a message of one of {@link #types} from the buffer's position to its limit; what follows it is ignored
     * (RFC 4286 lets later versions append). The checksum has been checked.
     *
     * @throws MalformedPacketException if it is shorter than its type requires
     */
    static DiscoveryMessage decode(Family family, ByteBuffer packet) throws MalformedPacketException {
        ByteBuffer in = packet.slice();
        if (in.limit() < SHORT_OCTETS) {
            throw new MalformedPacketException(TRUNCATED);
        }
        int type = (in.get(0) & 0xff) - advertisementType(family);
        return switch (type) {
            case 0 -> advertisement(in);
            case 1 -> new Solicitation();
            case 2 -> new Termination();
            default -> throw new MalformedPacketException(UNKNOWN_TYPE);
        };
    }

    /** The message in network order, ready to be read; with IPv6 its checksum is left to the sending kernel. */
    default ByteBuffer encode(Family family) {
        ByteBuffer out = ByteBuffer.allocate(this instanceof Advertisement ? LONG_OCTETS : SHORT_OCTETS);
        int first = advertisementType(family);
        switch (this) {
            case Advertisement(int interval, int queryInterval, int robustness) ->
                out.put((byte) first)
                        .put((byte) interval)
                        .putShort((short) 0)
                        .putShort((short) queryInterval)
                        .putShort((short) robustness);
            case Solicitation() -> out.put((byte) (first + 1)).put((byte) 0).putShort((short) 0);
            case Termination() -> out.put((byte) (first + 2)).put((byte) 0).putShort((short) 0);
        }
        out.flip();
        return family == Family.IPV6 ? out : out.putShort(CHECKSUM_OFFSET, (short) InternetChecksum.of(out));
    }

    /** Why a packet is refused; names of drop counters. */
    String TRUNCATED = "truncated";

    String UNKNOWN_TYPE = "unknown-type";

    /** Length of a solicitation and of a termination, and of an advertisement. */
    int SHORT_OCTETS = 4;

    int LONG_OCTETS = 8;
    int CHECKSUM_OFFSET = 2;

    private static int advertisementType(Family family) {
        return family == Family.IPV4 ? 0x30 : 151;
    }

    private static Advertisement advertisement(ByteBuffer in) throws MalformedPacketException {
        if (in.limit() < LONG_OCTETS) {
            throw new MalformedPacketException(TRUNCATED);
        }
        return new Advertisement(in.get(1) & 0xff, in.getShort(4) & 0xffff, in.getShort(6) & 0xffff);
    }
}
