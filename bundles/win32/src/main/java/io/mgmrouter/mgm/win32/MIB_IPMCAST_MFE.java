package io.mgmrouter.mgm.win32;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * A multicast forwarding entry. Times are in seconds here, but in hundredths in the statistics (MGM-097).
 *
 * @param dwGroup group
 * @param dwSource source
 * @param dwSrcMask mask of the source, all ones
 * @param dwUpStrmNgbr upstream neighbour; 0 if the source is on the link
 * @param dwInIfIndex incoming interface; 0 if there is no route to the source
 * @param dwInIfProtocol protocol that owns the incoming interface; 0 if nobody does
 * @param dwRouteProtocol origin of the route the entry depends on, as a number of the IP forwarding table MIB; 0
 *     without route
 * @param dwRouteNetwork network of that route
 * @param dwRouteMask mask of that network
 * @param ulUpTime age, in seconds
 * @param ulExpiryTime time left, in seconds: {@code ulTimeOut - ulUpTime} (MGM-098)
 * @param ulTimeOut total life span, in seconds; constant
 * @param fFlags reserved, 0
 * @param dwReserved reserved, 0
 * @param rgmioOutInfo outgoing interfaces
 */
public record MIB_IPMCAST_MFE(
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
        int ulTimeOut,
        int fFlags,
        int dwReserved,
        List<MIB_IPMCAST_OIF> rgmioOutInfo)
        implements Structure {

    private static final int FIXED = 60;

    public MIB_IPMCAST_MFE {
        rgmioOutInfo = List.copyOf(rgmioOutInfo);
    }

    /** A record that names an entry, for the functions that look at source and group only. */
    public static MIB_IPMCAST_MFE key(int dwSource, int dwGroup) {
        return new MIB_IPMCAST_MFE(dwGroup, dwSource, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, List.of());
    }

    /** This record with another upstream neighbour, for {@link Win32Mgm#MgmSetMfe}. */
    public MIB_IPMCAST_MFE withUpStrmNgbr(int neighbor) {
        return new MIB_IPMCAST_MFE(
                dwGroup,
                dwSource,
                dwSrcMask,
                neighbor,
                dwInIfIndex,
                dwInIfProtocol,
                dwRouteProtocol,
                dwRouteNetwork,
                dwRouteMask,
                ulUpTime,
                ulExpiryTime,
                ulTimeOut,
                fFlags,
                dwReserved,
                rgmioOutInfo);
    }

    /** Octets of a record with so many outgoing interfaces. */
    public static int SIZEOF_MIB_MFE(int oifs) {
        return FIXED + oifs * MIB_IPMCAST_OIF.SIZE;
    }

    /** Number of outgoing interfaces. */
    public int ulNumOutIf() {
        return rgmioOutInfo.size();
    }

    /** @throws java.nio.BufferUnderflowException if it is cut off */
    public static MIB_IPMCAST_MFE decode(ByteBuffer in) {
        Dwords from = new Dwords(in);
        int[] head = from.next(12);
        int oifs = from.next();
        return new MIB_IPMCAST_MFE(
                head[0],
                head[1],
                head[2],
                head[3],
                head[4],
                head[5],
                head[6],
                head[7],
                head[8],
                head[9],
                head[10],
                head[11],
                from.next(),
                from.next(),
                from.next(oifs, MIB_IPMCAST_OIF.SIZE, MIB_IPMCAST_OIF::decode));
    }

    @Override
    public int size() {
        return SIZEOF_MIB_MFE(ulNumOutIf());
    }

    @Override
    public void encode(ByteBuffer out) {
        Dwords to = new Dwords(out)
                .put(dwGroup, dwSource, dwSrcMask, dwUpStrmNgbr, dwInIfIndex, dwInIfProtocol)
                .put(dwRouteProtocol, dwRouteNetwork, dwRouteMask)
                .put(ulUpTime, ulExpiryTime, ulTimeOut, ulNumOutIf(), fFlags, dwReserved);
        rgmioOutInfo.forEach(oif -> oif.encode(to));
    }
}
