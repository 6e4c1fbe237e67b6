package io.mgmrouter.mgm.win32;

import java.nio.ByteBuffer;

/** A packet of a new flow arrived, and the client owns the interface toward its source (MGM-077). */
@FunctionalInterface
public interface PMGM_RPF_CALLBACK {

    /**
     * @param pdwInIfIndex in: interface toward the source by the multicast view; out: where the data is expected
     *     (MGM-079); an interface this client does not own is ignored (MGM-080)
     * @param pdwInIfNextHopAddr in and out: next hop of that interface; 0 except on point-to-multipoint interfaces
     * @param pdwUpStreamNbr in and out: upstream neighbour; 0 if the source is on the link
     * @param dwHdrSize octets in {@code pbPacketHdr}; 0 when an entry is renewed
     * @param pbPacketHdr IP header with options and the start of the data, read-only
     * @param pbRoute in and out: the route toward the source
     * @return ignored
     */
    int call(
            int dwSourceAddr,
            int dwSourceMask,
            int dwGroupAddr,
            int dwGroupMask,
            PDWORD pdwInIfIndex,
            PDWORD pdwInIfNextHopAddr,
            PDWORD pdwUpStreamNbr,
            int dwHdrSize,
            ByteBuffer pbPacketHdr,
            RTM_DEST_INFO pbRoute);
}
