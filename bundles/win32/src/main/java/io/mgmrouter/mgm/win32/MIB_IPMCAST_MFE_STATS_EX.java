package io.mgmrouter.mgm.win32;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Traffic of a forwarding entry, level 1: the members of {@link MIB_IPMCAST_MFE_STATS} and, in a buffer before the
 * outgoing interfaces, five more counters.
 *
 * @param stats the members both levels have
 * @param ulUninitMfe packets that matched while the entry was not yet complete
 * @param ulNegativeMfe packets discarded by an entry without outgoing interfaces
 * @param ulInDiscards packets discarded on arrival
 * @param ulInHdrErrors packets with a bad header
 * @param ulTotalOutPackets copies sent: one packet to N interfaces counts N
 */
public record MIB_IPMCAST_MFE_STATS_EX(
        MIB_IPMCAST_MFE_STATS stats,
        int ulUninitMfe,
        int ulNegativeMfe,
        int ulInDiscards,
        int ulInHdrErrors,
        int ulTotalOutPackets)
        implements Structure {

    private static final int COUNTERS = 20;

    /** Octets of a record with so many outgoing interfaces. */
    public static int SIZEOF_MIB_MFE_STATS_EX(int oifs) {
        return MIB_IPMCAST_MFE_STATS.SIZEOF_MIB_MFE_STATS(oifs) + COUNTERS;
    }

    /** @throws java.nio.BufferUnderflowException if it is cut off */
    public static MIB_IPMCAST_MFE_STATS_EX decode(ByteBuffer in) {
        Dwords from = new Dwords(in);
        int[] fixed = from.next(MIB_IPMCAST_MFE_STATS.FIXED / 4);
        int[] counters = from.next(COUNTERS / 4);
        List<MIB_IPMCAST_OIF_STATS> outgoing =
                from.next(fixed[11], MIB_IPMCAST_OIF_STATS.SIZE, MIB_IPMCAST_OIF_STATS::decode);
        return new MIB_IPMCAST_MFE_STATS_EX(
                MIB_IPMCAST_MFE_STATS.of(fixed, outgoing),
                counters[0],
                counters[1],
                counters[2],
                counters[3],
                counters[4]);
    }

    @Override
    public int size() {
        return stats.size() + COUNTERS;
    }

    @Override
    public void encode(ByteBuffer out) {
        Dwords to = new Dwords(out);
        stats.encodeFixed(to);
        to.put(ulUninitMfe, ulNegativeMfe, ulInDiscards, ulInHdrErrors, ulTotalOutPackets);
        stats.rgmiosOutStats().forEach(oif -> oif.encode(to));
    }
}
