package io.mgmrouter.linux.netlink;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * One message of the kernel: header fields, and what follows the header.
 *
 * @param type message type, such as RTM_NEWLINK
 * @param flags flags of the header
 * @param sequence number of the request it answers, 0 for an event
 * @param payload family header and attributes, in native order, position 0
 */
public record NetlinkMessage(int type, int flags, int sequence, ByteBuffer payload) {

    static final int DONE = 3;
    static final int ERROR = 2;
    static final int DUMP_INTERRUPTED = 0x10;

    private static final int HEADER_OCTETS = 16;
    private static final int ATTRIBUTE_HEADER_OCTETS = 4;
    private static final int ATTRIBUTE_TYPE_MASK = 0x3fff;
    private static final ByteBuffer EMPTY = ByteBuffer.allocate(0);

    /** Takes apart what one {@code recv} returned; the payloads are copies. */
    static List<NetlinkMessage> split(ByteBuffer datagram) {
        ByteBuffer in = datagram.duplicate().order(ByteOrder.nativeOrder());
        List<NetlinkMessage> messages = new ArrayList<>();
        while (in.remaining() >= HEADER_OCTETS) {
            int start = in.position();
            int length = in.getInt(start);
            if (length < HEADER_OCTETS || length > in.remaining()) {
                break;
            }
            byte[] payload = new byte[length - HEADER_OCTETS];
            in.get(start + HEADER_OCTETS, payload);
            messages.add(new NetlinkMessage(
                    in.getShort(start + 4) & 0xffff,
                    in.getShort(start + 6) & 0xffff,
                    in.getInt(start + 8),
                    ByteBuffer.wrap(payload).order(ByteOrder.nativeOrder())));
            in.position(Math.min(start + aligned(length), in.limit()));
        }
        return messages;
    }

    /** False if the message is too short for a family header of the given length. */
    boolean carries(int headerOctets) {
        return payload.capacity() >= headerOctets;
    }

    /** The attributes that follow a family header of the given length, which is there; of a repeated one the last. */
    public Map<Integer, ByteBuffer> attributes(int headerOctets) {
        Map<Integer, ByteBuffer> found = new HashMap<>();
        forEach(payload.slice(headerOctets, payload.capacity() - headerOctets), found::put);
        return found;
    }

    /** Visits a sequence of attributes, in order; what is cut off ends it. */
    public static void forEach(ByteBuffer attributes, Visitor visitor) {
        int at = 0;
        while (at + ATTRIBUTE_HEADER_OCTETS <= attributes.capacity()) {
            ByteBuffer in = attributes.duplicate().order(ByteOrder.nativeOrder());
            int length = in.getShort(at) & 0xffff;
            if (length < ATTRIBUTE_HEADER_OCTETS || at + length > in.capacity()) {
                return;
            }
            visitor.attribute(
                    in.getShort(at + 2) & ATTRIBUTE_TYPE_MASK,
                    in.slice(at + ATTRIBUTE_HEADER_OCTETS, length - ATTRIBUTE_HEADER_OCTETS)
                            .order(ByteOrder.nativeOrder()));
            at += aligned(length);
        }
    }

    /** The attributes inside an attribute. */
    public static Map<Integer, ByteBuffer> nested(ByteBuffer attribute) {
        Map<Integer, ByteBuffer> found = new HashMap<>();
        forEach(attribute, found::put);
        return found;
    }

    /** An attribute that is a number of four octets; empty if there is none. */
    static OptionalInt number(Map<Integer, ByteBuffer> attributes, int type) {
        ByteBuffer attribute = attributes.getOrDefault(type, EMPTY);
        return attribute.capacity() < Integer.BYTES ? OptionalInt.empty() : OptionalInt.of(attribute.getInt(0));
    }

    /** An attribute that is an address of either family; empty if there is none. */
    static Optional<IpAddress> address(Map<Integer, ByteBuffer> attributes, int type) {
        return address(octets(attributes.getOrDefault(type, EMPTY)));
    }

    /** An address of either family; empty for any other number of octets. */
    static Optional<IpAddress> address(byte[] octets) {
        boolean isAddress = Stream.of(Family.values()).anyMatch(family -> family.bits() == octets.length * Byte.SIZE);
        return isAddress ? Optional.of(IpAddress.of(octets)) : Optional.empty();
    }

    /** A prefix; empty if its length is not one of the address's family. */
    static Optional<IpPrefix> prefix(IpAddress network, int length) {
        return length > network.family().bits() ? Optional.empty() : Optional.of(new IpPrefix(network, length));
    }

    /** An attribute that is a string ending in a zero. */
    static String text(ByteBuffer attribute) {
        byte[] octets = octets(attribute);
        int end = octets.length > 0 && octets[octets.length - 1] == 0 ? octets.length - 1 : octets.length;
        return new String(octets, 0, end, StandardCharsets.UTF_8);
    }

    /** An attribute's value as octets. */
    public static byte[] octets(ByteBuffer attribute) {
        byte[] octets = new byte[attribute.capacity()];
        attribute.get(0, octets);
        return octets;
    }

    static int aligned(int length) {
        return length + 3 & ~3;
    }

    /** Takes one attribute: its type without flag bits, and its value in native order. */
    @FunctionalInterface
    public interface Visitor {
        void attribute(int type, ByteBuffer value);
    }
}
