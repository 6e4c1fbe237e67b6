package io.mgmrouter.mgm;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Traffic of one forwarding entry (MGM-097). Counters an engine cannot give are 0.
 *
 * @param entry the entry they belong to
 * @param inPackets packets that matched the entry
 * @param inOctets their octets
 * @param packetsOnDifferentInterface packets dropped because they arrived on another interface (MGM-090)
 * @param queueOverflow packets dropped because the entry's queue was full
 * @param outgoing per outgoing interface
 * @param extended the five counters of level 1; empty at level 0
 */
public record ForwardingStats(
        ForwardingEntry entry,
        long inPackets,
        long inOctets,
        long packetsOnDifferentInterface,
        long queueOverflow,
        List<Outgoing> outgoing,
        Optional<Extended> extended) {

    public ForwardingStats {
        outgoing = List.copyOf(outgoing);
    }

    /** Age, as {@link ForwardingEntry#upTime()}. */
    public Duration upTime() {
        return entry.upTime();
    }

    /** How much to read. */
    public enum Level {
        /** The base counters ({@code MGM_MFE_STATS_0}). */
        BASIC,
        /** The base and the extended counters ({@code MGM_MFE_STATS_1}). */
        EXTENDED
    }

    /**
     * @param interfaceId the outgoing interface
     * @param ttlTooLow packets not sent because their TTL was below the threshold
     * @param fragmentationNeeded packets not sent because they were too large
     * @param outPackets packets sent
     * @param outDiscards packets discarded
     */
    public record Outgoing(
            InterfaceId interfaceId, long ttlTooLow, long fragmentationNeeded, long outPackets, long outDiscards) {}

    /**
     * @param uninitialized packets that matched while the entry was not yet complete
     * @param negative packets discarded by an entry without outgoing interfaces
     * @param inDiscards packets discarded on arrival
     * @param inHeaderErrors packets with a bad header
     * @param totalOutPackets copies sent, over all outgoing interfaces: one packet to N interfaces counts N
     */
    public record Extended(
            long uninitialized, long negative, long inDiscards, long inHeaderErrors, long totalOutPackets) {}
}
