package io.mgmrouter.wire;

import io.mgmrouter.lab.Family;
import io.mgmrouter.lab.Flow;
import io.mgmrouter.packet.InternetChecksum;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** An IP packet with a PIM message, right or wrong, as a hostile station would send it; made without our own codec. */
record PimPacket(Family family, byte[] source, byte[] destination, int hopLimit, byte[] message) {

    private static final int PIM = 103;
    private static final int VERSION_2 = 0x20;
    private static final int HELLO = 0;
    private static final int JOIN_PRUNE = 3;
    private static final int HOLDTIME_SECONDS = 210;
    private static final int SPARSE = 4;
    private static final int MTU = 1400;
    private static final InetAddress ALL_PIM_ROUTERS = Flow.address("224.0.0.13");
    private static final InetAddress ALL_PIM_ROUTERS_6 = Flow.address("ff02::d");

    /** A right Hello with a holdtime, a priority and a Generation ID. */
    static PimPacket hello(InetAddress source, long drPriority, int generationId) {
        ByteBuffer message = begin(HELLO);
        message.putShort((short) PimMessage.Hello.HOLDTIME).putShort((short) 2).putShort((short) HOLDTIME_SECONDS);
        message.putShort((short) PimMessage.Hello.DR_PRIORITY)
                .putShort((short) 4)
                .putInt((int) drPriority);
        message.putShort((short) PimMessage.Hello.GENERATION_ID)
                .putShort((short) 4)
                .putInt(generationId);
        return of(source, message);
    }

    /** A right Join of one (S,G). */
    static PimPacket join(InetAddress source, InetAddress upstreamNeighbor, Flow flow) {
        ByteBuffer message = begin(JOIN_PRUNE);
        putUnicast(message, upstreamNeighbor);
        message.put((byte) 0).put((byte) 1).putShort((short) HOLDTIME_SECONDS);
        putPrefix(message, flow.group(), 0);
        message.putShort((short) 1).putShort((short) 0);
        putPrefix(message, flow.source(), SPARSE);
        return of(source, message);
    }

    PimPacket withHopLimit(int changed) {
        return new PimPacket(family, source, destination, changed, message);
    }

    PimPacket to(InetAddress changed) {
        return new PimPacket(family, source, changed.getAddress(), hopLimit, message).withRightChecksum();
    }

    /** Only the first octets of the message, with a checksum that is right for them. */
    PimPacket truncatedTo(int octets) {
        return withMessage(Arrays.copyOf(message, octets)).withRightChecksum();
    }

    /** With this octet of the message. */
    PimPacket with(int index, int octet) {
        byte[] changed = message.clone();
        changed[index] = (byte) octet;
        return withMessage(changed).withRightChecksum();
    }

    PimPacket withBadChecksum() {
        byte[] changed = message.clone();
        changed[3] ^= 0x55;
        return withMessage(changed);
    }

    PimPacket withMessage(byte[] changed) {
        return new PimPacket(family, source, destination, hopLimit, changed);
    }

    PimPacket withRightChecksum() {
        byte[] changed = message.clone();
        if (changed.length >= 4) {
            ByteBuffer octets = ByteBuffer.wrap(changed).putShort(2, (short) 0);
            ByteBuffer covered =
                    family == Family.IPV4 ? octets : IpPacket.behindPseudoHeader(PIM, source, destination, changed);
            octets.putShort(2, (short) InternetChecksum.of(covered));
        }
        return withMessage(changed);
    }

    /** The packet from its IP header on. */
    byte[] octets() {
        return family == Family.IPV4
                ? IpPacket.ipv4(PIM, source, destination, hopLimit, new byte[0], message)
                : IpPacket.ipv6(PIM, source, destination, hopLimit, message);
    }

    private static ByteBuffer begin(int type) {
        return ByteBuffer.allocate(MTU).putInt((VERSION_2 | type) << 24);
    }

    private static PimPacket of(InetAddress source, ByteBuffer message) {
        Family family = Family.of(source);
        InetAddress routers = family == Family.IPV4 ? ALL_PIM_ROUTERS : ALL_PIM_ROUTERS_6;
        byte[] octets = Arrays.copyOf(message.array(), message.position());
        return new PimPacket(family, source.getAddress(), routers.getAddress(), 1, octets).withRightChecksum();
    }

    private static void putUnicast(ByteBuffer message, InetAddress address) {
        message.put(number(address)).put((byte) 0).put(address.getAddress());
    }

    private static void putPrefix(ByteBuffer message, InetAddress address, int flags) {
        byte[] octets = address.getAddress();
        message.put(number(address)).put((byte) 0).put((byte) flags).put((byte) (octets.length * 8));
        message.put(octets);
    }

    /** Of the address family, as PIM counts them. */
    private static byte number(InetAddress address) {
        return (byte) (Family.of(address) == Family.IPV4 ? 1 : 2);
    }
}
