package io.mgmrouter.linux.rawip;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.link.OutboundPacket;
import io.mgmrouter.linux.sys.MessageHeader;
import io.mgmrouter.linux.sys.NativeSocket;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Optional;

/** Sends packets of one channel, on the I/O thread; the kernel makes the IPv4 header. */
final class PacketSender {

    static final int LONGEST_PAYLOAD = 65_535 - 24;

    private static final ValueLayout.OfInt ADDRESS = JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final int IP_TTL = 2;
    private static final int IP_RETOPTS = 7;
    private static final int IP_PKTINFO = 8;
    private static final int ROUTER_ALERT_OPTION = 0x94040000;
    /** A control message: length 0 (u64), level 8, type 12, data 16; each aligned to 8 octets. */
    private static final int CONTROL_HEADER_OCTETS = 16;

    private final NativeSocket raw;
    private final int interfaceIndex;
    private final MessageHeader message = new MessageHeader(Arena.ofAuto(), 16, LONGEST_PAYLOAD, 32 + 24 + 24);
    private int controlOctets;

    PacketSender(NativeSocket raw, int interfaceIndex) {
        this.raw = raw;
        this.interfaceIndex = interfaceIndex;
        message.name().set(JAVA_SHORT, 0, (short) NativeSocket.AF_INET);
    }

    /**
     * Sends without waiting.
     *
     * @param source the link's primary address; the kernel chooses if there is none
     * @return true if the system took it
     */
    boolean send(OutboundPacket packet, Optional<IpAddress> source) {
        int length = packet.payload().remaining();
        message.data().asSlice(0, length).copyFrom(MemorySegment.ofBuffer(packet.payload()));
        message.name().set(ADDRESS, 4, bits(packet.destination()));
        controlOctets = 0;
        // in_pktinfo: interface index, source address, (unused)
        control(IP_PKTINFO, 12).set(JAVA_INT, 0, interfaceIndex);
        message.control()
                .set(
                        ADDRESS,
                        CONTROL_HEADER_OCTETS + 4,
                        source.map(PacketSender::bits).orElse(0));
        control(IP_TTL, 4).set(JAVA_INT, 0, packet.ttl());
        if (packet.routerAlert()) {
            control(IP_RETOPTS, 4).set(ADDRESS, 0, ROUTER_ALERT_OPTION);
        }
        return message.send(raw, length, controlOctets) == length;
    }

    private MemorySegment control(int type, int octets) {
        MemorySegment control = message.control().asSlice(controlOctets);
        control.set(JAVA_LONG, 0, CONTROL_HEADER_OCTETS + octets);
        control.set(JAVA_INT, 8, 0);
        control.set(JAVA_INT, 12, type);
        controlOctets += CONTROL_HEADER_OCTETS + (octets + 7 & ~7);
        return control.asSlice(CONTROL_HEADER_OCTETS);
    }

    private static int bits(IpAddress address) {
        return switch (address) {
            case Ipv4Address(int bits) -> bits;
            default -> throw new IllegalArgumentException(address + " cannot be reached over IPv4");
        };
    }
}
