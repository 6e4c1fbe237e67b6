package io.mgmrouter.linux.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/**
 * A {@code msghdr} with one data buffer, for {@code sendmsg} and {@code recvmsg}; used by one thread at a time.
 *
 * <p>Layout: name 0, its length 8 (u32), iovec 16, its count 24, control 32, its length 40 (u64), flags 48; 56 octets.
 */
public final class MessageHeader {

    private static final int OCTETS = 56;
    private static final int NAME_LENGTH = 8;
    private static final int CONTROL_LENGTH = 40;
    private static final int FLAGS = 48;
    private static final int TRUNCATED = 0x20;
    private static final int CONTROL_TRUNCATED = 0x08;

    private final MemorySegment header;
    private final MemorySegment vector;
    private final MemorySegment name;
    private final MemorySegment data;
    private final MemorySegment control;

    /** Makes a message with room for an address, data and control data; an absent part has no octets. */
    public MessageHeader(Arena arena, int nameOctets, int dataOctets, int controlOctets) {
        header = arena.allocate(OCTETS, 8);
        vector = arena.allocate(16, 8);
        name = arena.allocate(nameOctets, 8);
        data = arena.allocate(dataOctets, 8);
        control = arena.allocate(controlOctets, 8);
        header.set(ADDRESS, 0, nameOctets == 0 ? MemorySegment.NULL : name);
        header.set(ADDRESS, 16, vector);
        header.set(JAVA_LONG, 24, 1);
        header.set(ADDRESS, 32, controlOctets == 0 ? MemorySegment.NULL : control);
        vector.set(ADDRESS, 0, data);
    }

    public MemorySegment name() {
        return name;
    }

    public MemorySegment data() {
        return data;
    }

    public MemorySegment control() {
        return control;
    }

    /** Receives one message without waiting; returns its length, or the negative error number. */
    public long receive(NativeSocket socket) {
        prepare(data.byteSize(), control.byteSize());
        return Libc.recvmsg(socket.fd(), header, NativeSocket.DONT_WAIT);
    }

    /** Sends the first octets of the data and of the control data without waiting. */
    public long send(NativeSocket socket, long dataOctets, long controlOctets) {
        prepare(dataOctets, controlOctets);
        return Libc.sendmsg(socket.fd(), header, NativeSocket.DONT_WAIT);
    }

    /** True if the message received last was longer than the data buffer, or its control data than that for it. */
    public boolean truncated() {
        return (header.get(JAVA_INT, FLAGS) & (TRUNCATED | CONTROL_TRUNCATED)) != 0;
    }

    /** Octets of control data in the message received last. */
    public int controlOctets() {
        return (int) header.get(JAVA_LONG, CONTROL_LENGTH);
    }

    private void prepare(long dataOctets, long controlOctets) {
        header.set(JAVA_INT, NAME_LENGTH, (int) name.byteSize());
        header.set(JAVA_LONG, CONTROL_LENGTH, controlOctets);
        header.set(JAVA_INT, FLAGS, 0);
        vector.set(JAVA_LONG, 8, dataOctets);
    }
}
