package io.mgmrouter.linux.netlink;

import io.mgmrouter.link.Link;
import io.mgmrouter.link.LinkAddress;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads link and address messages (rtnetlink(7)). */
final class LinkMessages {

    static final int LINK_HEADER_OCTETS = 16;
    static final int ADDRESS_HEADER_OCTETS = 8;

    private static final int IFLA_IFNAME = 3;
    private static final int IFLA_MTU = 4;
    private static final int IFF_UP = 1;
    private static final int IFF_LOOPBACK = 8;
    private static final int IFF_POINTOPOINT = 0x10;
    private static final int IFF_MULTICAST = 0x1000;
    private static final int IFF_LOWER_UP = 0x10000;

    private static final int IFA_ADDRESS = 1;
    private static final int IFA_LOCAL = 2;
    private static final int IFA_FLAGS = 8;
    private static final int IFA_F_SECONDARY = 1;
    private static final int IFA_F_DADFAILED = 8;
    private static final int IFA_F_TENTATIVE = 0x40;

    private LinkMessages() {}

    //  | family (u8) | pad | device type (u16) | index (i32) | flags (u32) | change mask |

    /** A link without addresses; empty for what bridges send about their ports, and for what is no link message. */
    static Optional<Link> link(NetlinkMessage message) {
        ByteBuffer in = message.payload();
        if (!message.carries(LINK_HEADER_OCTETS) || in.get(0) != Rtnetlink.AF_UNSPEC) {
            return Optional.empty();
        }
        int flags = in.getInt(8);
        Map<Integer, ByteBuffer> attributes = message.attributes(LINK_HEADER_OCTETS);
        return Optional.ofNullable(attributes.get(IFLA_IFNAME))
                .map(name -> new Link(
                        in.getInt(4),
                        NetlinkMessage.text(name),
                        (flags & IFF_UP) != 0 && (flags & IFF_LOWER_UP) != 0,
                        (flags & IFF_MULTICAST) != 0,
                        (flags & IFF_LOOPBACK) != 0,
                        (flags & IFF_POINTOPOINT) != 0,
                        NetlinkMessage.number(attributes, IFLA_MTU).orElse(0),
                        List.of()));
    }

    /** Of the link it is about; empty for what is no link message. */
    static Optional<Integer> index(NetlinkMessage message) {
        return message.carries(LINK_HEADER_OCTETS)
                ? Optional.of(message.payload().getInt(4))
                : Optional.empty();
    }

    //  | family (u8) | prefix length (u8) | flags (u8) | scope (u8) | index (u32) |

    /** An address and whose it is; empty for other families, and for what is no address message. */
    static Optional<Assignment> address(NetlinkMessage message) {
        ByteBuffer in = message.payload();
        if (!message.carries(ADDRESS_HEADER_OCTETS) || !Rtnetlink.isIp(in.get(0))) {
            return Optional.empty();
        }
        Map<Integer, ByteBuffer> attributes = message.attributes(ADDRESS_HEADER_OCTETS);
        int flags = NetlinkMessage.number(attributes, IFA_FLAGS).orElse(in.get(2) & 0xff);
        int prefixLength = in.get(1) & 0xff;
        // On a point-to-point link IFA_ADDRESS is the neighbour's.
        return NetlinkMessage.address(attributes, IFA_LOCAL)
                .or(() -> NetlinkMessage.address(attributes, IFA_ADDRESS))
                .filter(address -> prefixLength <= address.family().bits())
                .map(address -> new Assignment(
                        in.getInt(4),
                        new LinkAddress(address, prefixLength),
                        (flags & IFA_F_SECONDARY) != 0,
                        (flags & (IFA_F_TENTATIVE | IFA_F_DADFAILED)) == 0));
    }

    /**
     * An address of a link.
     *
     * @param index of the link
     * @param address address and prefix length
     * @param secondary true if another address of the same network comes first
     * @param usable false while duplicate address detection has not succeeded
     */
    record Assignment(int index, LinkAddress address, boolean secondary, boolean usable) {}
}
