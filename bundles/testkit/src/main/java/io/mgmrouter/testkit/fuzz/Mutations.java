package io.mgmrouter.testkit.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Spoils packets the way a hostile or broken sender does: octets changed, lengths and counts that lie, ends cut off,
 * rubbish appended, two packets spliced. What comes out depends on the generator alone.
 *
 * @param seeds what is spoiled; at least one
 * @param random decides how
 */
public record Mutations(List<byte[]> seeds, RandomGenerator random) {

    private static final byte[] EDGES = {0, 1, 2, 3, 4, 0x7f, (byte) 0x80, (byte) 0xfe, (byte) 0xff};
    private static final int LONGEST_TAIL = 64;

    /** A fresh array: one of the seeds after one to four changes; now and then the seed as it is. */
    public byte[] next() {
        byte[] octets = seed().clone();
        for (int changes = random.nextInt(5); changes > 0; changes--) {
            octets = changed(octets);
        }
        return octets;
    }

    private byte[] seed() {
        return seeds.get(random.nextInt(seeds.size()));
    }

    private byte[] changed(byte[] octets) {
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(octets, random.nextInt(octets.length + 1));
            case 1 -> extended(octets);
            case 2 -> spliced(octets, seed());
            case 3, 4 -> with(octets, EDGES[random.nextInt(EDGES.length)]);
            default -> with(octets, (byte) random.nextInt());
        };
    }

    private byte[] with(byte[] octets, byte value) {
        if (octets.length > 0) {
            octets[random.nextInt(octets.length)] = value;
        }
        return octets;
    }

    private byte[] extended(byte[] octets) {
        byte[] tail = new byte[random.nextInt(LONGEST_TAIL)];
        random.nextBytes(tail);
        return joined(octets, octets.length, tail, 0);
    }

    private byte[] spliced(byte[] head, byte[] tail) {
        return joined(head, random.nextInt(head.length + 1), tail, random.nextInt(tail.length + 1));
    }

    private static byte[] joined(byte[] head, int headLength, byte[] tail, int tailStart) {
        byte[] joined = Arrays.copyOf(head, headLength + tail.length - tailStart);
        System.arraycopy(tail, tailStart, joined, headLength, tail.length - tailStart);
        return joined;
    }
}
