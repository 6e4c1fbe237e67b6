package io.mgmrouter.mgm.win32;

import java.nio.ByteBuffer;

/** A packet of a known flow arrived on the client's interface, which is not the expected one (MGM-091). */
@FunctionalInterface
public interface PMGM_WRONG_IF_CALLBACK {

    /** @return ignored */
    int call(
            int dwSourceAddr,
            int dwGroupAddr,
            int dwIfIndex,
            int dwIfNextHopAddr,
            int dwHdrSize,
            ByteBuffer pbPacketHdr);
}
