package io.mgmrouter.wire;

import io.mgmrouter.lab.Flow;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads PIM messages without the router's own codec: what that gets wrong must not be wrong here too. */
final class PimDecoder {

    private static final int BORDER_AND_NULL = 0x40000000;
    private static final int SPARSE = 4;
    private static final int WILDCARD = 2;
    private static final int RPT = 1;

    private final ByteBuffer in;

    private PimDecoder(ByteBuffer in) {
        this.in = in;
    }

    /**
     * Reads a message from its first octet on; its checksum is not looked at.
     *
     * @throws java.nio.BufferUnderflowException if it is too short
     */
    static PimMessage decode(ByteBuffer message) {
        int type = message.get(0) & 0xf;
        var body = new PimDecoder(message.slice(4, message.remaining() - 4));
        return switch (type) {
            case 0 -> body.hello();
            case 1 -> body.register();
            case 2 -> body.registerStop();
            case 3 -> body.joinPrune();
            case 4 -> body.bootstrap();
            case 5 -> body.assertion();
            default -> new PimMessage.Other(type);
        };
    }

    static long unsigned(byte[] octets) {
        long value = 0;
        for (byte octet : octets) {
            value = value << 8 | Byte.toUnsignedInt(octet);
        }
        return value;
    }

    private PimMessage hello() {
        Map<Integer, byte[]> options = new LinkedHashMap<>();
        while (in.hasRemaining()) {
            int type = unsignedShort();
            options.put(type, octets(unsignedShort()));
        }
        return new PimMessage.Hello(options);
    }

    private PimMessage register() {
        boolean nullRegister = (in.getInt() & BORDER_AND_NULL) != 0;
        boolean ipv4 = in.get(in.position()) >> 4 == 4;
        in.position(in.position() + (ipv4 ? 12 : 8));
        return new PimMessage.Register(nullRegister, address(ipv4 ? 1 : 2), address(ipv4 ? 1 : 2));
    }

    private PimMessage registerStop() {
        InetAddress group = group().address();
        return new PimMessage.RegisterStop(unicast(), group);
    }

    private PimMessage joinPrune() {
        InetAddress upstream = unicast();
        in.get();
        int groups = Byte.toUnsignedInt(in.get());
        int holdtime = unsignedShort();
        List<PimMessage.Entry> entries = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
            InetAddress group = group().address();
            int joins = unsignedShort();
            int prunes = unsignedShort();
            for (int j = 0; j < joins + prunes; j++) {
                entries.add(entry(j < joins, group));
            }
        }
        return new PimMessage.JoinPrune(upstream, holdtime, entries);
    }

    private PimMessage assertion() {
        InetAddress group = group().address();
        InetAddress source = unicast();
        int preference = in.getInt();
        return new PimMessage.Assert(
                group, source, preference < 0, preference & Integer.MAX_VALUE, Integer.toUnsignedLong(in.getInt()));
    }

    private PimMessage bootstrap() {
        in.getShort();
        int hashMaskLength = Byte.toUnsignedInt(in.get());
        int priority = Byte.toUnsignedInt(in.get());
        InetAddress bsr = unicast();
        Map<String, List<InetAddress>> rps = new LinkedHashMap<>();
        while (in.hasRemaining()) {
            Prefix group = group();
            in.get();
            int count = Byte.toUnsignedInt(in.get());
            in.getShort();
            List<InetAddress> addresses = rps.computeIfAbsent(group.toString(), _ -> new ArrayList<>());
            for (int i = 0; i < count; i++) {
                addresses.add(unicast());
                in.getInt();
            }
        }
        return new PimMessage.Bootstrap(bsr, priority, hashMaskLength, rps);
    }

    private record Prefix(InetAddress address, int length) {
        @Override
        public String toString() {
            return address.getHostAddress() + "/" + length;
        }
    }

    //  | family | encoding | address |
    private InetAddress unicast() {
        int family = in.get();
        in.get();
        return address(family);
    }

    //  | family | encoding | flags | mask length | address |
    private Prefix group() {
        int family = in.get();
        in.getShort();
        int length = Byte.toUnsignedInt(in.get());
        return new Prefix(address(family), length);
    }

    //  | family | encoding | flags | mask length | address |
    private PimMessage.Entry entry(boolean join, InetAddress group) {
        int family = in.get();
        in.get();
        int flags = in.get();
        in.get();
        return new PimMessage.Entry(join, group, address(family), flags(flags));
    }

    private static String flags(int flags) {
        return ((flags & SPARSE) != 0 ? "S" : "")
                + ((flags & WILDCARD) != 0 ? "W" : "")
                + ((flags & RPT) != 0 ? "R" : "");
    }

    private InetAddress address(int family) {
        return Flow.address(octets(family == 1 ? 4 : 16));
    }

    private int unsignedShort() {
        return Short.toUnsignedInt(in.getShort());
    }

    private byte[] octets(int count) {
        var octets = new byte[count];
        in.get(octets);
        return octets;
    }
}
