package io.mgmrouter.linux.sys;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.mgmrouter.ip.Family;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A classic packet filter, run by the kernel on what a socket would receive. A load beyond the packet's end drops it.
 *
 * @param instructions the program
 */
public record PacketFilter(List<Instruction> instructions) {

    private static final int LOAD_OCTET = 0x30;
    private static final int LOAD_OCTET_AT_X = 0x50;
    private static final int LOAD_X = 0x01;
    private static final int LOAD_X_IPV4_HEADER_LENGTH = 0xb1;
    private static final int COPY_TO_X = 0x07;
    private static final int ADD = 0x04;
    private static final int SHIFT_LEFT = 0x64;
    private static final int JUMP_IF_EQUAL = 0x15;
    private static final int JUMP_IF_GREATER = 0x25;
    private static final int RETURN = 0x06;

    private static final int PACKET_TYPE = -0x1000 + 4;
    private static final int FOR_GROUP = 2;
    private static final int WHOLE_PACKET = 0x40000;
    private static final Instruction PASS = new Instruction(RETURN, 0, 0, WHOLE_PACKET);
    private static final Instruction DROP = new Instruction(RETURN, 0, 0, 0);

    private static final int IPV4_PROTOCOL = 9;
    private static final int IPV6_NEXT_HEADER = 6;
    private static final int IPV6_HEADER_OCTETS = 40;
    private static final int HOP_BY_HOP = 0;

    /** Nothing passes: for a socket that only sends. */
    public static final PacketFilter NOTHING = new PacketFilter(List.of(DROP));

    public PacketFilter {
        instructions = List.copyOf(instructions);
    }

    /**
     * For a socket whose data starts with the IPv4 header: packets of one IP protocol pass.
     *
     * @param types first octets of the payload that pass; empty for all
     */
    public static PacketFilter ipv4(int ipProtocol, Set<Integer> types) {
        return new PacketFilter(
                concatenated(List.of(load(IPV4_PROTOCOL)), onlyIfEqual(ipProtocol), typesBehindIpv4(types)));
    }

    /** For a socket whose data starts with the payload: these first octets pass. */
    public static PacketFilter types(Set<Integer> types) {
        return new PacketFilter(concatenated(List.of(load(0)), anyOf(types)));
    }

    /**
     * For a packet socket: what is not sent by ourselves, and not for other hosts, passes if it is of one IP protocol.
     * Over IPv6 that protocol's header follows the fixed one, or hop-by-hop options.
     *
     * @param types first octets of the payload that pass; empty for all
     */
    public static PacketFilter incoming(Family family, int ipProtocol, Set<Integer> types) {
        List<Instruction> forUs = List.of(load(PACKET_TYPE), new Instruction(JUMP_IF_GREATER, 0, 1, FOR_GROUP), DROP);
        return new PacketFilter(
                switch (family) {
                    case IPV4 -> concatenated(forUs, ipv4(ipProtocol, types).instructions);
                    case IPV6 -> concatenated(forUs, nextHeaderOfIpv6(), onlyIfEqual(ipProtocol), typesAtX(types));
                });
    }

    /** Leaves the protocol in the accumulator, and where its packet starts in the index register. */
    private static List<Instruction> nextHeaderOfIpv6() {
        return List.of(
                new Instruction(LOAD_X, 0, 0, IPV6_HEADER_OCTETS),
                load(IPV6_NEXT_HEADER),
                new Instruction(JUMP_IF_EQUAL, 0, 6, HOP_BY_HOP),
                // The header's length, in units of eight octets without the first.
                load(IPV6_HEADER_OCTETS + 1),
                new Instruction(ADD, 0, 0, 1),
                new Instruction(SHIFT_LEFT, 0, 0, 3),
                new Instruction(ADD, 0, 0, IPV6_HEADER_OCTETS),
                new Instruction(COPY_TO_X, 0, 0, 0),
                load(IPV6_HEADER_OCTETS));
    }

    private static List<Instruction> typesBehindIpv4(Set<Integer> types) {
        return concatenated(List.of(new Instruction(LOAD_X_IPV4_HEADER_LENGTH, 0, 0, 0)), typesAtX(types));
    }

    private static List<Instruction> typesAtX(Set<Integer> types) {
        return types.isEmpty()
                ? List.of(PASS)
                : concatenated(List.of(new Instruction(LOAD_OCTET_AT_X, 0, 0, 0)), anyOf(types));
    }

    private static List<Instruction> anyOf(Set<Integer> octets) {
        Stream<Instruction> passes =
                octets.stream().sorted().flatMap(octet -> Stream.of(new Instruction(JUMP_IF_EQUAL, 0, 1, octet), PASS));
        return Stream.concat(passes, Stream.of(DROP)).toList();
    }

    private static List<Instruction> onlyIfEqual(int octet) {
        return List.of(new Instruction(JUMP_IF_EQUAL, 1, 0, octet), DROP);
    }

    private static Instruction load(int offset) {
        return new Instruction(LOAD_OCTET, 0, 0, offset);
    }

    @SafeVarargs
    private static List<Instruction> concatenated(List<Instruction>... parts) {
        List<Instruction> all = new ArrayList<>();
        for (List<Instruction> part : parts) {
            all.addAll(part);
        }
        return all;
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
