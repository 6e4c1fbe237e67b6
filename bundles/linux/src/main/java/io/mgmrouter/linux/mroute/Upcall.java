package io.mgmrouter.linux.mroute;

import io.mgmrouter.ip.IpAddress;
import java.nio.ByteBuffer;

/**
 * What the kernel reports about a packet.
 *
 * @param kind what about it
 * @param source its source address, as it stands in the packet
 * @param group its destination
 * @param vif the VIF it arrived on
 * @param packet its IP header, where time to live, protocol and checksum are overwritten with zero, and of IPv6
 *     everything but version and addresses; for the {@code WHOLE} kinds the whole packet, its UDP
 *     checksum filled in where the sender's system had left that to the network card. Read-only, may be
 *     kept
 */
public record Upcall(Kind kind, IpAddress source, IpAddress group, int vif, ByteBuffer packet) {

    /** The kinds of up-call, in the kernel's numbering from 1. */
    public enum Kind {
        /** No entry: the first packets are held for ten seconds. */
        NO_ENTRY,
        /** The entry expects its packets on another VIF; at most every three seconds per entry. */
        WRONG_VIF,
        /** A packet to be encapsulated, from the register VIF. */
        WHOLE_PACKET,
        /** As {@link #WRONG_VIF}, with the packet. */
        WRONG_VIF_WHOLE
    }
}
