package io.mgmrouter.mgm.win32;

import java.nio.ByteBuffer;

/**
 * A membership as {@link Win32Mgm#MgmGroupEnumerationGetNext} lists it.
 *
 * @param dwSourceAddr source; 0 for a wildcard
 * @param dwSourceMask all ones, or 0 for a wildcard
 * @param dwGroupAddr group; 0 for a wildcard
 * @param dwGroupMask all ones, or 0 for a wildcard
 */
public record SOURCE_GROUP_ENTRY(int dwSourceAddr, int dwSourceMask, int dwGroupAddr, int dwGroupMask)
        implements Structure {

    public static final int SIZE = 16;

    /** @throws java.nio.BufferUnderflowException if it is cut off */
    public static SOURCE_GROUP_ENTRY decode(ByteBuffer in) {
        Dwords from = new Dwords(in);
        return new SOURCE_GROUP_ENTRY(from.next(), from.next(), from.next(), from.next());
    }

    @Override
    public int size() {
        return SIZE;
    }

    @Override
    public void encode(ByteBuffer out) {
        new Dwords(out).put(dwSourceAddr, dwSourceMask, dwGroupAddr, dwGroupMask);
    }
}
