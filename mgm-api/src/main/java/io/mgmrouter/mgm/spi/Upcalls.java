package io.mgmrouter.mgm.spi;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import java.nio.ByteBuffer;
import org.osgi.annotation.versioning.ProviderType;

/** What a forwarder reports to the manager. Called on the forwarder's thread; returns without waiting for anybody. */
@ProviderType
public interface Upcalls {

    /**
     * There is no entry for this flow; its first packets are held for a while.
     *
     * @param packetHeader IP header and the start of the data; copied if kept
     */
    void noEntry(Sg sg, InterfaceId arrival, ByteBuffer packetHeader);

    /** A packet of a flow that has an entry, (S,G) or (*,G), arrived on another interface; limited in rate. */
    void wrongInterface(Sg sg, InterfaceId arrival, ByteBuffer packetHeader);

    /** An entry could not be programmed as wished; the reason is one sentence for the operator. */
    void failed(SourceGroup sourceGroup, String reason);
}
