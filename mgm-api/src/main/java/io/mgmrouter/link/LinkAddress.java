package io.mgmrouter.link;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;

/**
 * One address of a {@link Link}.
 *
 * @param address the router's own address
 * @param prefixLength length of the network's prefix in bits
 */
public record LinkAddress(IpAddress address, int prefixLength) {

    /** The network the address lies in. */
    public IpPrefix network() {
        return new IpPrefix(address, prefixLength);
    }

    @Override
    public String toString() {
        return address + "/" + prefixLength;
    }
}
