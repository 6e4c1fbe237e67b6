package io.mgmrouter.mgm;

import io.mgmrouter.ip.Family;
import java.util.Optional;
import java.util.Set;

/**
 * An interface somebody has taken. Each family is owned by itself; where the same clients hold the interface for both,
 * or nobody holds it for one, there is one record, else there are two.
 *
 * @param interfaceId index and next hop
 * @param families those it is held for
 * @param owner the routing protocol that owns it
 * @param localMembership the IGMP/MLD client that is enabled on it
 */
public record InterfaceStatus(
        InterfaceId interfaceId,
        Set<Family> families,
        Optional<ComponentId> owner,
        Optional<ComponentId> localMembership) {

    public InterfaceStatus {
        families = Set.copyOf(families);
    }
}
