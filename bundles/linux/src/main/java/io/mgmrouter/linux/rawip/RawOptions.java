package io.mgmrouter.linux.rawip;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.mgmrouter.ip.Family;
import io.mgmrouter.link.ChannelRequest;
import io.mgmrouter.link.Link;
import io.mgmrouter.linux.sys.NativeSocket;
import io.mgmrouter.linux.sys.PacketFilter;
import io.mgmrouter.linux.sys.SocketOption;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Set;

/** What a raw socket is told, by family: ip(7), ipv6(7), RFC 3542. Control packets carry CS6 and are not looped. */
enum RawOptions {
    IPV4 {
        @Override
        void forSending(NativeSocket raw, Link link) {
            raw.set(ipv4("IP_TOS", 1), INTERNETWORK_CONTROL);
            raw.set(ipv4("IP_MULTICAST_ALL", 49), 0);
            raw.set(ipv4("IP_MULTICAST_LOOP", 34), 0);
            try (Arena arena = Arena.ofConfined()) {
                // ip_mreqn: group 0, local address 4, interface index 8
                MemorySegment request = arena.allocate(12, 4);
                request.set(JAVA_INT, 8, link.index());
                raw.set(ipv4("IP_MULTICAST_IF", 32), request);
            }
        }

        @Override
        void forReceiving(NativeSocket raw, ChannelRequest<?> request) {
            if (!request.types().isEmpty()) {
                PacketFilter.ipv4(request.ipProtocol(), request.types()).attach(raw);
            }
        }
    },

    IPV6 {
        @Override
        void forSending(NativeSocket raw, Link link) {
            raw.set(ipv6("IPV6_TCLASS", 67), INTERNETWORK_CONTROL);
            raw.set(ipv6("IPV6_MULTICAST_ALL", 29), 0);
            raw.set(ipv6("IPV6_MULTICAST_LOOP", 19), 0);
            raw.set(ipv6("IPV6_MULTICAST_IF", 17), link.index());
        }

        /** The kernel takes the header off; what it said comes as control data. */
        @Override
        void forReceiving(NativeSocket raw, ChannelRequest<?> request) {
            raw.set(ipv6("IPV6_RECVPKTINFO", 49), 1);
            raw.set(ipv6("IPV6_RECVHOPLIMIT", 51), 1);
            raw.set(ipv6("IPV6_RECVHOPOPTS", 53), 1);
            raw.set(ipv6("IPV6_RECVTCLASS", 66), 1);
            if (!request.types().isEmpty() && request.ipProtocol() == ICMPV6) {
                passOnly(request.types(), raw);
            } else if (!request.types().isEmpty()) {
                PacketFilter.types(request.types()).attach(raw);
            }
        }

        /** {@code icmp6_filter}: a bit for each type, set if it is blocked. */
        private void passOnly(Set<Integer> types, NativeSocket raw) {
            try (Arena arena = Arena.ofConfined()) {
                MemorySegment blocked = arena.allocate(32, 4).fill((byte) 0xff);
                for (int type : types) {
                    int word = blocked.getAtIndex(JAVA_INT, type / 32);
                    blocked.setAtIndex(JAVA_INT, type / 32, word & ~(1 << type % 32));
                }
                raw.set(ICMP6_FILTER, blocked);
            }
        }
    };

    static final int ICMPV6 = 58;

    private static final SocketOption ICMP6_FILTER = new SocketOption("ICMP6_FILTER", ICMPV6, 1);
    private static final int INTERNETWORK_CONTROL = 0xc0;

    static RawOptions of(Family family) {
        return family == Family.IPV4 ? IPV4 : IPV6;
    }

    abstract void forSending(NativeSocket raw, Link link);

    /** For a raw socket that also receives: what comes with a packet, and which types do. */
    abstract void forReceiving(NativeSocket raw, ChannelRequest<?> request);

    private static SocketOption ipv4(String name, int number) {
        return new SocketOption(name, SocketOption.IPPROTO_IP, number);
    }

    private static SocketOption ipv6(String name, int number) {
        return new SocketOption(name, SocketOption.IPPROTO_IPV6, number);
    }
}
