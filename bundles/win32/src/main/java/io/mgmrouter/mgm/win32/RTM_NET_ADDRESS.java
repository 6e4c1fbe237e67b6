package io.mgmrouter.mgm.win32;

/**
 * A network. Of the published structure only what an IPv4 route needs.
 *
 * @param NumBits number of significant bits, 0 to 32
 * @param AddrBits the network's address
 */
public record RTM_NET_ADDRESS(int NumBits, int AddrBits) {}
