package io.mgmrouter.mgm.win32;

import java.nio.ByteBuffer;

/** A structure that functions of {@link Win32Mgm} write into output buffers. */
public sealed interface Structure
        permits MIB_IPMCAST_MFE, MIB_IPMCAST_MFE_STATS, MIB_IPMCAST_MFE_STATS_EX, SOURCE_GROUP_ENTRY {

    /** Octets it takes in a buffer. */
    int size();

    /** Writes it at the buffer's position, which moves behind it; little-endian whatever the buffer's own order is. */
    void encode(ByteBuffer out);
}
