package io.mgmrouter.mgm;

import java.util.Optional;

/**
 * An interface somebody has taken.
 *
 * @param interfaceId index and next hop
 * @param owner the routing protocol that owns it
 * @param localMembership the IGMP/MLD client that is enabled on it
 */
public record InterfaceStatus(
        InterfaceId interfaceId, Optional<ComponentId> owner, Optional<ComponentId> localMembership) {}
