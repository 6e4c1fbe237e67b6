package io.mgmrouter.mgm.spi;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.InterfaceOwnership;
import io.mgmrouter.mgm.SourceGroup;

/**
 * IGMP found or lost members on an interface of the called client.
 *
 * @param sourceGroup for what traffic
 * @param ownership the called client's own hold on the interface with the members
 */
public record LocalMembership(SourceGroup sourceGroup, InterfaceOwnership ownership) {

    public InterfaceId interfaceId() {
        return ownership.interfaceId();
    }
}
