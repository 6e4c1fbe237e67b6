package io.mgmrouter.linux.netlink;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * A question to the kernel.
 *
 * @param type message type, such as RTM_GETROUTE
 * @param dump true to ask for everything, false for one answer
 * @param body family header and attributes
 */
public record NetlinkRequest(int type, boolean dump, byte[] body) {

    private static final int REQUEST = 1;
    private static final int DUMP = 0x300;

    /** Asks for all objects of a family; {@code headerOctets} is the length of the family header. */
    public static NetlinkRequest dump(int type, int family, int headerOctets) {
        byte[] body = new byte[headerOctets];
        body[0] = (byte) family;
        return new NetlinkRequest(type, true, body);
    }

    /** The whole message. */
    byte[] octets(int sequence) {
        ByteBuffer out = ByteBuffer.allocate(16 + body.length).order(ByteOrder.nativeOrder());
        out.putInt(out.capacity()).putShort((short) type).putShort((short) (dump ? REQUEST | DUMP : REQUEST));
        out.putInt(sequence).putInt(0).put(body);
        return out.array();
    }
}
