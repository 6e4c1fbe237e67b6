package io.mgmrouter.mgm.win32.view;

import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.Role;

/** The way to the manager for those who want to be its clients. */
public interface Registrar {

    /**
     * Brings a protocol that handles IPv4 before the manager, which answers with {@link MulticastProtocol#attached} or
     * {@link MulticastProtocol#refused}, before or after this method has returned.
     */
    void register(ComponentId id, Role role, MulticastProtocol protocol);

    /** Takes a protocol back: refused, deregistered, or to be held for its return. */
    void withdraw(MulticastProtocol protocol);
}
