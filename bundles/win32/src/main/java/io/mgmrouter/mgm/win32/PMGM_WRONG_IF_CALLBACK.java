package io.mgmrouter.mgm.win32;

import java.nio.ByteBuffer;

/** A packet of a known flow arrived on the client's interface, which is not the expected one (MGM-091). */
@FunctionalInterface
public interface PMGM_WRONG_IF_CALLBACK {

    /**
     * @param dwIfIndex interface the packet arrived on
     * @param dwIfNextHopAddr its next hop; 0 except on point-to-multipoint interfaces
     * @param dwHdrSize octets in {@code pbPacketHdr}
     * @param pbPacketHdr IP header with options and the start of the data, read-only
     * @return ignored
     */
    int call(
            int dwSourceAddr,
            int dwGroupAddr,
            int dwIfIndex,
            int dwIfNextHopAddr,
            int dwHdrSize,
            ByteBuffer pbPacketHdr);
}
