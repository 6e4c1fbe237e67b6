package io.mgmrouter.linux.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;

/**
 * A classic packet filter, run by the kernel on what a socket would receive; the packet starts with its IPv4 header.
 *
 * @param instructions the program
 */
public record PacketFilter(List<Instruction> instructions) {

    private static final int LOAD_OCTET = 0x30;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_IF_GREATER = 0x25;
    private static final int RETURN = 0x06;
    private static final int PROTOCOL_OFFSET = 9;
    private static final int PACKET_TYPE = -0x1000 + 4;
    private static final int FOR_GROUP = 2;
    private static final int WHOLE_PACKET = 0x40000;

    /** Nothing passes: for a socket that only sends. */
    public static final PacketFilter NOTHING = new PacketFilter(List.of(new Instruction(RETURN, 0, 0, 0)));

    public PacketFilter {
        instructions = List.copyOf(instructions);
    }

    /** Packets of one IP protocol pass. */
    public static PacketFilter protocol(int ipProtocol) {
        return new PacketFilter(List.of(
                new Instruction(LOAD_OCTET, 0, 0, PROTOCOL_OFFSET),
                new Instruction(JUMP_IF_EQUAL, 0, 1, ipProtocol),
                new Instruction(RETURN, 0, 0, WHOLE_PACKET),
                new Instruction(RETURN, 0, 0, 0)));
    }

    /** As {@link #protocol}, for a packet socket: without what we send ourselves, and what is for other hosts. */
    public static PacketFilter incomingProtocol(int ipProtocol) {
        return new PacketFilter(List.of(
                new Instruction(LOAD_OCTET, 0, 0, PROTOCOL_OFFSET),
                new Instruction(JUMP_IF_EQUAL, 0, 3, ipProtocol),
                new Instruction(LOAD_OCTET, 0, 0, PACKET_TYPE),
                new Instruction(JUMP_IF_GREATER, 1, 0, FOR_GROUP),
                new Instruction(RETURN, 0, 0, WHOLE_PACKET),
                new Instruction(RETURN, 0, 0, 0)));
    }

    /** Puts this filter on a socket. */
    public void attach(NativeSocket socket) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment program = arena.allocate(8L * instructions.size(), 8);
            for (int i = 0; i < instructions.size(); i++) {
                instructions.get(i).write(program.asSlice(8L * i, 8));
            }
            MemorySegment header = arena.allocate(16, 8);
            header.set(JAVA_SHORT, 0, (short) instructions.size());
            header.set(ADDRESS, 8, program);
            socket.set(SocketOption.SO_ATTACH_FILTER, header);
        }
    }

    /**
     * One {@code sock_filter}: code 0 (u16), jumps 2 and 3 (u8), operand 4 (u32).
     *
     * @param code what to do
     * @param ifTrue instructions to skip when the comparison holds
     * @param ifFalse instructions to skip when it does not
     * @param operand offset, value to compare with, or octets to let pass
     */
    public record Instruction(int code, int ifTrue, int ifFalse, int operand) {
        void write(MemorySegment to) {
            to.set(JAVA_SHORT, 0, (short) code);
            to.set(JAVA_BYTE, 2, (byte) ifTrue);
            to.set(JAVA_BYTE, 3, (byte) ifFalse);
            to.set(JAVA_INT, 4, operand);
        }
    }
}
