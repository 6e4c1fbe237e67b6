package io.mgmrouter.mgm.spi;

import io.mgmrouter.mgm.InterfaceId;
import org.osgi.annotation.versioning.ConsumerType;

/** IGMP or MLD: a client with {@link Role#LOCAL_MEMBERSHIP}. Only such a client gets these two callbacks (MGM-030). */
@ConsumerType
public interface LocalMembershipProtocol extends MulticastProtocol {

    /**
     * Another client is taking or releasing this interface. Until {@link #onEnable} has returned, adds and deletes on
     * it fail with {@code CAN_NOT_COMPLETE} (MGM-033). The change waits for this method to return.
     */
    void onDisable(InterfaceId interfaceId);

    /**
     * The change is complete, and this client's memberships on the interface are gone (MGM-034). Add them all again,
     * but not before this method has returned: hand that to the loop (MGM-032).
     */
    void onEnable(InterfaceId interfaceId);
}
