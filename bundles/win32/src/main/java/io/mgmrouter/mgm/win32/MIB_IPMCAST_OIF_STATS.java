package io.mgmrouter.mgm.win32;

/**
 * Traffic of an outgoing interface, in {@link MIB_IPMCAST_MFE_STATS} and {@link MIB_IPMCAST_MFE_STATS_EX}.
 *
 * @param dwOutIfIndex index of the interface
 * @param dwNextHopAddr next hop; 0 except on point-to-multipoint interfaces
 * @param dwDialContext reserved, 0
 * @param ulTtlTooLow packets not sent because of their TTL
 * @param ulFragNeeded packets not sent because they were too large
 * @param ulOutPackets packets sent
 * @param ulOutDiscards packets discarded
 */
public record MIB_IPMCAST_OIF_STATS(
        int dwOutIfIndex,
        int dwNextHopAddr,
        int dwDialContext,
        int ulTtlTooLow,
        int ulFragNeeded,
        int ulOutPackets,
        int ulOutDiscards) {

    static final int SIZE = 28;

    static MIB_IPMCAST_OIF_STATS decode(Dwords in) {
        return new MIB_IPMCAST_OIF_STATS(in.next(), in.next(), in.next(), in.next(), in.next(), in.next(), in.next());
    }

    void encode(Dwords out) {
        out.put(dwOutIfIndex, dwNextHopAddr, dwDialContext, ulTtlTooLow, ulFragNeeded, ulOutPackets, ulOutDiscards);
    }
}
