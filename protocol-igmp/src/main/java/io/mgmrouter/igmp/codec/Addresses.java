package io.mgmrouter.igmp.codec;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.ip.Ipv6Address;
import io.mgmrouter.link.MalformedPacketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Addresses of one family in a message. */
enum Addresses {
    IPV4(4) {
        @Override
        IpAddress read(ByteBuffer in) {
            return new Ipv4Address(in.getInt());
        }

        @Override
        void write(ByteBuffer out, IpAddress address) {
            out.putInt(((Ipv4Address) address).bits());
        }
    },
    IPV6(16) {
        @Override
        IpAddress read(ByteBuffer in) {
            return new Ipv6Address(in.getLong(), in.getLong());
        }

        @Override
        void write(ByteBuffer out, IpAddress address) {
            Ipv6Address v6 = (Ipv6Address) address;
            out.putLong(v6.high()).putLong(v6.low());
        }
    };

    private final int octets;

    Addresses(int octets) {
        this.octets = octets;
    }

    /** Reads one from the position on; the caller has checked the length. */
    abstract IpAddress read(ByteBuffer in);

    /** Writes one at the position. */
    abstract void write(ByteBuffer out, IpAddress address);

    /** Length of one. */
    int octets() {
        return octets;
    }

    /** Reads a group. */
    IpAddress readGroup(ByteBuffer in) throws MalformedPacketException {
        IpAddress group = read(in);
        if (!group.isMulticast()) {
            throw new MalformedPacketException(Reasons.GROUP_NOT_MULTICAST);
        }
        return group;
    }

    /** Reads the group of a query, which may be unspecified. */
    IpAddress readQueriedGroup(ByteBuffer in) throws MalformedPacketException {
        IpAddress group = read(in);
        if (!group.isMulticast() && !group.isUnspecified()) {
            throw new MalformedPacketException(Reasons.GROUP_NOT_MULTICAST);
        }
        return group;
    }

    /** Reads {@code count} addresses; the length is checked before anything is allocated. */
    List<IpAddress> readAll(ByteBuffer in, int count) throws MalformedPacketException {
        require(in, count * octets);
        if (count == 0) {
            return List.of();
        }
        List<IpAddress> addresses = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            addresses.add(read(in));
        }
        return addresses;
    }

    void writeAll(ByteBuffer out, List<IpAddress> addresses) {
        addresses.forEach(address -> write(out, address));
    }

    static void require(ByteBuffer in, int octets) throws MalformedPacketException {
        if (in.remaining() < octets) {
            throw new MalformedPacketException(Reasons.TRUNCATED);
        }
    }
}
