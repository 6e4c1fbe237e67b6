package io.mgmrouter.mgm.win32;

import java.nio.ByteBuffer;

/** A packet of a new flow arrived, and the client owns the interface toward its source (MGM-077). */
@FunctionalInterface
public interface PMGM_RPF_CALLBACK {

    /** @return ignored */
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
