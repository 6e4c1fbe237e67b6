package io.mgmrouter.linux.mroute;

/**
 * A virtual interface as the kernel has it.
 *
 * @param number 0 to 31
 * @param interfaceIndex index of the network interface
 * @param register true for the one through which PIM Registers go and come
 * @param packetsIn multicast packets that arrived and were looked up
 * @param octetsIn their octets
 * @param packetsOut packets forwarded out of it
 * @param octetsOut their octets
 */
public record Vif(
        int number,
        int interfaceIndex,
        boolean register,
        long packetsIn,
        long octetsIn,
        long packetsOut,
        long octetsOut) {}
