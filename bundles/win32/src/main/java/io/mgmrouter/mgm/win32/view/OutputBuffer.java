package io.mgmrouter.mgm.win32.view;

import static io.mgmrouter.mgm.win32.Win32Error.ERROR_INSUFFICIENT_BUFFER;
import static io.mgmrouter.mgm.win32.Win32Error.ERROR_MORE_DATA;
import static io.mgmrouter.mgm.win32.Win32Error.ERROR_NO_MORE_ITEMS;
import static io.mgmrouter.mgm.win32.Win32Error.NO_ERROR;

import io.mgmrouter.mgm.win32.PDWORD;
import io.mgmrouter.mgm.win32.Structure;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * A caller's output buffer, and the published ways to end a read (MGM-093, MGM-095). If size and buffer disagree the
 * smaller one holds.
 */
final class OutputBuffer {

    private final PDWORD size;
    private final ByteBuffer out;

    OutputBuffer(PDWORD pdwBufferSize, ByteBuffer pbBuffer) {
        size = pdwBufferSize;
        int usable = (int) Math.min(Integer.toUnsignedLong(pdwBufferSize.value), pbBuffer.remaining());
        out = pbBuffer.slice(pbBuffer.position(), usable);
    }

    /** How many records of this size there is room for. */
    int roomFor(int recordSize) {
        return out.remaining() / recordSize;
    }

    int putOne(Structure record) {
        return put(record) ? NO_ERROR : tooSmallFor(record);
    }

    /** Takes records as long as they fit. */
    int putAll(Lookahead records, PDWORD pdwNumEntries) {
        pdwNumEntries.value = 0;
        for (Optional<Structure> next = records.peek(); next.isPresent(); next = records.peek()) {
            if (!put(next.get())) {
                return pdwNumEntries.value == 0 ? tooSmallFor(next.get()) : ERROR_MORE_DATA;
            }
            records.take();
            pdwNumEntries.value++;
        }
        return ERROR_NO_MORE_ITEMS;
    }

    private boolean put(Structure record) {
        boolean fits = record.size() <= out.remaining();
        if (fits) {
            record.encode(out);
        }
        return fits;
    }

    private int tooSmallFor(Structure record) {
        size.value = record.size();
        return ERROR_INSUFFICIENT_BUFFER;
    }
}
