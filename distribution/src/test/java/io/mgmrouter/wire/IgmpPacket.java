package io.mgmrouter.wire;

import io.mgmrouter.packet.InternetChecksum;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** An IPv4 packet with an IGMP message, right or wrong: what a hostile host would put on the wire. */
record IgmpPacket(byte[] source, byte[] destination, int ttl, boolean routerAlert, byte[] message) {

    private static final int IGMP = 2;
    private static final int HEADER_OCTETS = 20;
    private static final int ROUTER_ALERT = 0x94040000;
    private static final byte[] ALL_V3_ROUTERS = {(byte) 224, 0, 0, 22};

    /** A right IGMPv3 report from 10.2.0.2 that joins (*,group) as one group record of type CHANGE_TO_EXCLUDE. */
    static IgmpPacket join(byte[] group) {
        ByteBuffer message = ByteBuffer.allocate(16);
        message.put(0, (byte) 0x22).putShort(6, (short) 1).put(8, (byte) 4).put(12, group);
        byte[] host = {10, 2, 0, 2};
        return new IgmpPacket(host, ALL_V3_ROUTERS, 1, true, message.array()).withRightChecksum();
    }

    IgmpPacket withTtl(int changed) {
        return new IgmpPacket(source, destination, changed, routerAlert, message);
    }

    IgmpPacket withoutRouterAlert() {
        return new IgmpPacket(source, destination, ttl, false, message);
    }

    /** Only the first octets of the message, with a checksum that is right for them. */
    IgmpPacket truncatedTo(int octets) {
        return withMessage(Arrays.copyOf(message, octets)).withRightChecksum();
    }

    IgmpPacket withBadChecksum() {
        byte[] changed = message.clone();
        changed[3] ^= 0x55;
        return withMessage(changed);
    }

    /** Claims to have this many group records. */
    IgmpPacket withRecordCount(int count) {
        byte[] changed = message.clone();
        ByteBuffer.wrap(changed).putShort(6, (short) count);
        return withMessage(changed).withRightChecksum();
    }

    byte[] octets() {
        int headerOctets = HEADER_OCTETS + (routerAlert ? Integer.BYTES : 0);
        ByteBuffer packet = ByteBuffer.allocate(headerOctets + message.length);
        packet.put((byte) (0x40 | headerOctets / 4)).put((byte) 0xc0).putShort((short) packet.capacity());
        packet.putInt(0)
                .put((byte) ttl)
                .put((byte) IGMP)
                .putShort((short) 0)
                .put(source)
                .put(destination);
        if (routerAlert) {
            packet.putInt(ROUTER_ALERT);
        }
        packet.putShort(10, (short) InternetChecksum.of(packet.duplicate().flip()));
        return packet.put(message).array();
    }

    private IgmpPacket withMessage(byte[] changed) {
        return new IgmpPacket(source, destination, ttl, routerAlert, changed);
    }

    private IgmpPacket withRightChecksum() {
        byte[] changed = message.clone();
        ByteBuffer octets = ByteBuffer.wrap(changed);
        if (changed.length >= 4) {
            octets.putShort(2, (short) 0)
                    .putShort(2, (short) InternetChecksum.of(octets.duplicate().clear()));
        }
        return withMessage(changed);
    }
}
