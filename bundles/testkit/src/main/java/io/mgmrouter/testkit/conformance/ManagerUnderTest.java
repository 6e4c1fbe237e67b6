package io.mgmrouter.testkit.conformance;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.MulticastGroupManager;
import io.mgmrouter.mgm.spi.MulticastProtocol;
import io.mgmrouter.mgm.spi.Role;
import java.util.Set;

/**
 * An implementation of the manager as the conformance tests see it: the published service, and what its framework tells
 * it about protocol bundles. No method may wait for a client's loop.
 */
public interface ManagerUnderTest extends AutoCloseable {

    MulticastGroupManager manager();

    /**
     * A bundle has published a protocol; {@code attached} follows on the protocol's loop. The same id may come again
     * after its bundle stopped.
     *
     * @throws io.mgmrouter.mgm.MgmException if it is refused
     */
    void attach(ComponentId id, Role role, Set<Family> families, MulticastProtocol protocol);

    /** The bundle stopped or is being updated; it may come back. */
    void bundleStopped(ComponentId id, MulticastProtocol protocol);

    /** The bundle was uninstalled, running or after it had stopped: it will not come back. */
    void bundleUninstalled(ComponentId id, MulticastProtocol protocol);

    @Override
    void close();

    /** Starts a manager. */
    @FunctionalInterface
    interface Starter {
        ManagerUnderTest start(ManagerSettings settings, Surroundings surroundings);
    }
}
