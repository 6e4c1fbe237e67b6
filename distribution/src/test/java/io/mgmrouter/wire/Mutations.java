package io.mgmrouter.wire;

import io.mgmrouter.lab.Family;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Packets that began as reports and were then damaged, the same ones for the same seed. */
final class Mutations {

    private final Family family;
    private final int lan;
    private final SplittableRandom random;

    Mutations(Family family, int lan, long seed) {
        this.family = family;
        this.lan = lan;
        this.random = new SplittableRandom(seed);
    }

    /** A packet, and where it is sent to. */
    record Shot(byte[] octets, byte[] destination) {}

    Shot next() {
        MembershipPacket packet = damaged(MembershipPacket.report(family, lan, records()));
        byte[] octets = packet.octets();
        if (random.nextInt(8) == 0) {
            // The IP header too: version, lengths, options, protocol.
            octets[random.nextInt(Math.min(octets.length, 24))] = (byte) random.nextInt();
        }
        return new Shot(random.nextInt(16) == 0 ? cut(octets) : octets, packet.destination());
    }

    private MembershipPacket damaged(MembershipPacket right) {
        byte[] message = right.message().clone();
        return switch (random.nextInt(10)) {
            case 0 -> right.withHopLimit(random.nextInt(256));
            case 1 -> right.withoutRouterAlert();
            case 2 -> right.withBadChecksum();
            case 3 -> right.truncatedTo(random.nextInt(message.length));
            case 4 -> right.withRecordCount(random.nextInt(0x10000));
            case 5 -> right.from(octets(right.source().length));
            case 6 -> right.to(anyGroup().getAddress());
            case 7 -> right.withMessage(octets(random.nextInt(1400))).withRightChecksum();
            case 8 -> {
                // Any type: queries, leaves, older reports, and what is none of them.
                message[0] = (byte) (random.nextBoolean() ? random.nextInt() : 0x11 + random.nextInt(8));
                yield right.withMessage(message).withRightChecksum();
            }
            default -> {
                for (int i = random.nextInt(1, 9); i > 0; i--) {
                    message[random.nextInt(message.length)] = (byte) random.nextInt();
                }
                yield right.withMessage(message).withRightChecksum();
            }
        };
    }

    private List<MembershipPacket.GroupRecord> records() {
        List<MembershipPacket.GroupRecord> records = new ArrayList<>();
        for (int i = random.nextInt(1, 5); i > 0; i--) {
            RecordType type = RecordType.values()[random.nextInt(RecordType.values().length)];
            records.add(new MembershipPacket.GroupRecord(type, anyGroup(), sources()));
        }
        return records;
    }

    private List<InetAddress> sources() {
        List<InetAddress> sources = new ArrayList<>();
        for (int i = random.nextInt(6); i > 0; i--) {
            sources.add(family.station(1, random.nextInt(1, 10)));
        }
        return sources;
    }

    /** Of groups that nobody else in a test uses. */
    private InetAddress anyGroup() {
        byte[] octets = family.group(0).getAddress();
        octets[octets.length - 3] = (byte) 0xdd;
        octets[octets.length - 2] = (byte) random.nextInt();
        octets[octets.length - 1] = (byte) random.nextInt();
        return address(octets);
    }

    private static InetAddress address(byte[] octets) {
        try {
            return InetAddress.getByAddress(octets);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private byte[] octets(int length) {
        byte[] octets = new byte[length];
        random.nextBytes(octets);
        return octets;
    }

    private byte[] cut(byte[] octets) {
        return Arrays.copyOf(octets, random.nextInt(1, octets.length));
    }
}
