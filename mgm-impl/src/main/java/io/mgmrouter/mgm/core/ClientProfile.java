package io.mgmrouter.mgm.core;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.Role;
import java.util.Set;

/**
 * What a client says about itself when it registers.
 *
 * @param name readable name
 * @param role routing protocol, or IGMP/MLD
 * @param families address families it handles
 * @param callbacks callbacks it wants; the others are skipped
 */
public record ClientProfile(String name, Role role, Set<Family> families, Set<Callback> callbacks) {
    public ClientProfile {
        families = Set.copyOf(families);
        callbacks = Set.copyOf(callbacks);
    }

    /** True if what was declared under the other profile may go on under this one. */
    boolean isSameKindAs(ClientProfile other) {
        return role == other.role && families.equals(other.families);
    }
}
