package io.mgmrouter.pim.codec;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.MalformedPacketException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Options of a Hello on the wire (RFC 7761, section 4.9.2). */
final class HelloFormat {

    private static final int HOLDTIME = 1;
    private static final int LAN_PRUNE_DELAY = 2;
    private static final int DR_PRIORITY = 19;
    private static final int GENERATION_ID = 20;
    private static final int ADDRESS_LIST = 24;

    private static final int HEAD_OCTETS = 4;
    private static final int TRACKING = 0x8000;

    private final Encoding encoding;
    private OptionalInt holdtime = OptionalInt.empty();
    private OptionalLong drPriority = OptionalLong.empty();
    private OptionalInt generationId = OptionalInt.empty();
    private Optional<LanPruneDelay> lanPruneDelay = Optional.empty();
    private final List<IpAddress> addresses = new ArrayList<>();

    private HelloFormat(Encoding encoding) {
        this.encoding = encoding;
    }

    //  | option type | option length |
    //  | value                       |   repeated to the end of the message

    static Hello read(ByteBuffer in, Encoding encoding) throws MalformedPacketException {
        HelloFormat hello = new HelloFormat(encoding);
        while (in.hasRemaining()) {
            Encoding.require(in, HEAD_OCTETS);
            int type = in.getShort() & 0xffff;
            int length = in.getShort() & 0xffff;
            Encoding.require(in, length);
            hello.take(type, in.slice(in.position(), length));
            in.position(in.position() + length);
        }
        return new Hello(hello.holdtime, hello.drPriority, hello.generationId, hello.lanPruneDelay, hello.addresses);
    }

    private void take(int type, ByteBuffer value) throws MalformedPacketException {
        switch (type) {
            case HOLDTIME ->
                holdtime = OptionalInt.of(ofLength(value, Short.BYTES).getShort() & 0xffff);
            case LAN_PRUNE_DELAY ->
                lanPruneDelay =
                        Optional.of(lanPruneDelay(ofLength(value, Integer.BYTES).getInt()));
            case DR_PRIORITY ->
                drPriority = OptionalLong.of(ofLength(value, Integer.BYTES).getInt() & 0xffff_ffffL);
            case GENERATION_ID ->
                generationId = OptionalInt.of(ofLength(value, Integer.BYTES).getInt());
            case ADDRESS_LIST -> addAddresses(value);
            default -> {} // a router that knows it will say so; nobody else needs to
        }
    }

    private static ByteBuffer ofLength(ByteBuffer value, int octets) throws MalformedPacketException {
        Encoding.require(value.remaining() == octets, Reasons.BAD_OPTION_LENGTH);
        return value;
    }

    //  |T| propagation delay (15 bits) | override interval |

    private static LanPruneDelay lanPruneDelay(int bits) {
        int first = bits >>> Short.SIZE;
        return new LanPruneDelay(first & ~TRACKING, bits & 0xffff, (first & TRACKING) != 0);
    }

    /** Some routers have a list for each family; those of the other one are of no use here. */
    private void addAddresses(ByteBuffer value) throws MalformedPacketException {
        while (value.hasRemaining()) {
            encoding.readOfEitherFamily(value).ifPresent(addresses::add);
            Encoding.require(addresses.size() <= Hello.MOST_SECONDARY_ADDRESSES, Reasons.TOO_MANY_ADDRESSES);
        }
    }

    static int octets(Hello hello, Encoding encoding) {
        int numbers = (int) (hello.drPriority().stream().count()
                + hello.generationId().stream().count()
                + hello.lanPruneDelay().stream().count());
        return numbers * (HEAD_OCTETS + Integer.BYTES)
                + (hello.holdtime().isPresent() ? HEAD_OCTETS + Short.BYTES : 0)
                + (hello.secondaryAddresses().isEmpty() ? 0 : HEAD_OCTETS + addressOctets(hello, encoding));
    }

    private static int addressOctets(Hello hello, Encoding encoding) {
        return hello.secondaryAddresses().size() * encoding.unicastOctets();
    }

    static void write(ByteBuffer out, Hello hello, Encoding encoding) {
        hello.holdtime().ifPresent(seconds -> head(out, HOLDTIME, Short.BYTES).putShort((short) seconds));
        hello.lanPruneDelay()
                .ifPresent(delay -> head(out, LAN_PRUNE_DELAY, Integer.BYTES)
                        .putShort((short) ((delay.trackingSupported() ? TRACKING : 0) | delay.propagationDelay()))
                        .putShort((short) delay.overrideInterval()));
        hello.drPriority()
                .ifPresent(priority -> head(out, DR_PRIORITY, Integer.BYTES).putInt((int) priority));
        hello.generationId()
                .ifPresent(id -> head(out, GENERATION_ID, Integer.BYTES).putInt(id));
        if (!hello.secondaryAddresses().isEmpty()) {
            head(out, ADDRESS_LIST, addressOctets(hello, encoding));
            hello.secondaryAddresses().forEach(address -> encoding.writeUnicast(out, address));
        }
    }

    private static ByteBuffer head(ByteBuffer out, int type, int length) {
        return out.putShort((short) type).putShort((short) length);
    }
}
