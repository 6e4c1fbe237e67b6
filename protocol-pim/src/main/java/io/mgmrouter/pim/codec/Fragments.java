package io.mgmrouter.pim.codec;

import io.mgmrouter.ip.Family;
import java.util.ArrayList;
import java.util.List;

/**
 * Parts of a message put into as few packets as their order allows. A part stays whole.
 *
 * @param <T> a part
 */
final class Fragments<T> {

    private static final int IPV4_HEADER_OCTETS = 20;
    private static final int IPV6_HEADER_OCTETS = 40;
    private static final int SMALLEST_IPV4_MTU = 68;
    private static final int SMALLEST_IPV6_MTU = 1280;

    /** Of what follows the header in IPv6, and of the whole packet in IPv4. */
    private static final int LONGEST_OCTETS = 65_535;

    private static final int PIM_HEADER_OCTETS = 4;

    private final int room;
    private final int most;
    private final List<List<T>> full = new ArrayList<>();
    private List<T> present = new ArrayList<>();
    private int left;

    /**
     * @param room octets of a packet that parts may take
     * @param most how many parts a packet may have
     */
    Fragments(int room, int most) {
        this.room = room;
        this.most = most;
        this.left = room;
    }

    /**
     * Octets for the parts of a message in an IP packet.
     *
     * @param headOctets what stands between the header of PIM and the parts
     * @throws IllegalArgumentException if {@code mtu} is smaller than IP allows
     */
    static int room(Family family, int mtu, int headOctets) {
        int smallest = family == Family.IPV4 ? SMALLEST_IPV4_MTU : SMALLEST_IPV6_MTU;
        if (mtu < smallest) {
            throw new IllegalArgumentException(
                    "the MTU of a link with " + family + " must be " + smallest + " at least, not " + mtu);
        }
        int header = family == Family.IPV4 ? IPV4_HEADER_OCTETS : IPV6_HEADER_OCTETS;
        return Math.min(mtu, LONGEST_OCTETS) - header - PIM_HEADER_OCTETS - headOctets;
    }

    /** Octets that a part may have in an empty packet. */
    int room() {
        return room;
    }

    /** Adds a part, in the next packet if it does not fit into this one. */
    void add(T part, int octets) {
        if (octets > left || present.size() == most) {
            next();
        }
        present.add(part);
        left -= octets;
    }

    /** How many elements a part may have that is added now, one at least: if there is no room, a packet begins. */
    int roomFor(int headOctets, int elementOctets) {
        if (left < headOctets + elementOctets || present.size() == most) {
            next();
        }
        return (left - headOctets) / elementOctets;
    }

    private void next() {
        full.add(List.copyOf(present));
        present = new ArrayList<>();
        left = room;
    }

    /** The packets' parts; one packet without any if none was added. */
    List<List<T>> packets() {
        List<List<T>> packets = new ArrayList<>(full);
        packets.add(List.copyOf(present));
        return packets;
    }
}
