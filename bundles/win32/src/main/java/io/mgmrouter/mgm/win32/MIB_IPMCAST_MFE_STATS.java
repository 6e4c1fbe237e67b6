package io.mgmrouter.mgm.win32;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Traffic of a forwarding entry, level 0. Times are in hundredths of a second here, but in seconds in
 * {@link MIB_IPMCAST_MFE} (MGM-097); counters begin again at 0 behind 2^32 - 1.
 *
 * @param dwGroup group
 * @param dwSource source
 * @param dwSrcMask mask of the source, all ones
 * @param dwUpStrmNgbr upstream neighbour; 0 if the source is on the link
 * @param dwInIfIndex incoming interface; 0 if there is no route to the source
 * @param dwInIfProtocol protocol that owns the incoming interface; 0 if nobody does
 * @param dwRouteProtocol origin of the route the entry depends on, as in {@link MIB_IPMCAST_MFE}
 * @param dwRouteNetwork network of that route
 * @param dwRouteMask mask of that network
 * @param ulUpTime age, in hundredths of a second
 * @param ulExpiryTime time left, in hundredths of a second
 * @param ulInPkts packets that matched
 * @param ulInOctets their octets
 * @param ulPktsDifferentIf packets dropped because they arrived on another interface
 * @param ulQueueOverflow packets dropped because the entry's queue was full
 * @param rgmiosOutStats outgoing interfaces
 */
public record MIB_IPMCAST_MFE_STATS(
        int dwGroup,
        int dwSource,
        int dwSrcMask,
        int dwUpStrmNgbr,
        int dwInIfIndex,
        int dwInIfProtocol,
        int dwRouteProtocol,
        int dwRouteNetwork,
        int dwRouteMask,
        int ulUpTime,
        int ulExpiryTime,
        int ulInPkts,
        int ulInOctets,
        int ulPktsDifferentIf,
        int ulQueueOverflow,
        List<MIB_IPMCAST_OIF_STATS> rgmiosOutStats)
        implements Structure {

    static final int FIXED = 64;

    public MIB_IPMCAST_MFE_STATS {
        rgmiosOutStats = List.copyOf(rgmiosOutStats);
    }

    /** Octets of a record with so many outgoing interfaces. */
    public static int SIZEOF_MIB_MFE_STATS(int oifs) {
        return FIXED + oifs * MIB_IPMCAST_OIF_STATS.SIZE;
    }

    /** Number of outgoing interfaces. */
    public int ulNumOutIf() {
        return rgmiosOutStats.size();
    }

    /** @throws java.nio.BufferUnderflowException if it is cut off */
    public static MIB_IPMCAST_MFE_STATS decode(ByteBuffer in) {
        Dwords from = new Dwords(in);
        int[] fixed = from.next(FIXED / 4);
        return of(fixed, from.next(fixed[11], MIB_IPMCAST_OIF_STATS.SIZE, MIB_IPMCAST_OIF_STATS::decode));
    }

    /** @param fixed the members before the list, in their order in the structure */
    static MIB_IPMCAST_MFE_STATS of(int[] fixed, List<MIB_IPMCAST_OIF_STATS> outgoing) {
        return new MIB_IPMCAST_MFE_STATS(
                fixed[0], fixed[1], fixed[2], fixed[3], fixed[4], fixed[5], fixed[6], fixed[7], fixed[8], fixed[9],
                fixed[10], fixed[12], fixed[13], fixed[14], fixed[15], outgoing);
    }

    @Override
    public int size() {
        return SIZEOF_MIB_MFE_STATS(ulNumOutIf());
    }

    @Override
    public void encode(ByteBuffer out) {
        Dwords to = new Dwords(out);
        encodeFixed(to);
        rgmiosOutStats.forEach(oif -> oif.encode(to));
    }

    void encodeFixed(Dwords to) {
        to.put(dwGroup, dwSource, dwSrcMask, dwUpStrmNgbr, dwInIfIndex, dwInIfProtocol)
                .put(dwRouteProtocol, dwRouteNetwork, dwRouteMask)
                .put(ulUpTime, ulExpiryTime, ulNumOutIf(), ulInPkts, ulInOctets, ulPktsDifferentIf, ulQueueOverflow);
    }
}
