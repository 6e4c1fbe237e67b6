package io.mgmrouter.mgm.win32;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** Little-endian DWORDs at the position of a buffer whose own order is left alone. */
record Dwords(ByteBuffer buffer) {

    Dwords put(int... dwords) {
        for (int dword : dwords) {
            buffer.putInt(littleEndian(dword));
        }
        return this;
    }

    int next() {
        return littleEndian(buffer.getInt());
    }

    int[] next(int count) {
        int[] dwords = new int[count];
        Arrays.setAll(dwords, _ -> next());
        return dwords;
    }

    /** @throws BufferUnderflowException before anything is allocated, if so many elements are not there */
    <T> List<T> next(int count, int octetsEach, Function<Dwords, T> element) {
        if (Integer.compareUnsigned(count, buffer.remaining() / octetsEach) > 0) {
            throw new BufferUnderflowException();
        }
        List<T> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            elements.add(element.apply(this));
        }
        return elements;
    }

    private int littleEndian(int dword) {
        return buffer.order() == ByteOrder.LITTLE_ENDIAN ? dword : Integer.reverseBytes(dword);
    }
}
