package io.mgmrouter.link;

import io.mgmrouter.ip.IpAddress;
import java.util.Collection;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** The router's interfaces. All methods may be called from any thread. */
@ProviderType
public interface LinkService {

    /** All interfaces known now, in the order of their index. */
    Collection<Link> links();

    Optional<Link> link(int index);

    Optional<Link> link(String name);

    /**
     * Reports every link there is and then every change. The first reports are made before this method returns.
     *
     * @return ends the subscription; after {@code close()} has returned the listener is not called again
     */
    Subscription subscribe(LinkListener listener);

    /**
     * Opens a channel for one IP protocol on one interface.
     *
     * @param <M> the protocol's message type
     * @param request what to receive and how to read it
     * @param receiver gets each decoded message on the I/O thread; posts it to its loop
     * @throws LinkException if the interface is gone, or the system refuses the socket; the message says which and why
     */
    <M> PacketChannel open(ChannelRequest<M> request, PacketReceiver<M> receiver);

    /**
     * Joins a group on an interface as a host does: the router's own system reports the membership to the link, and the
     * group's packets reach the router. Several joins of one group stand side by side; each ends by itself. The system
     * forgets a join when the interface vanishes: join again when it is back.
     *
     * @param interfaceIndex where
     * @param group a multicast group
     * @param source the only source wanted, of the group's family; empty for all
     * @return ends the join
     * @throws LinkException if the interface is gone, the addresses do not fit, or the system refuses; the message says
     *     which and why
     */
    GroupJoin join(int interfaceIndex, IpAddress group, Optional<IpAddress> source);

    /** An active membership of the router itself. */
    @FunctionalInterface
    interface GroupJoin extends AutoCloseable {
        @Override
        void close();
    }

    /** An active subscription. */
    @FunctionalInterface
    interface Subscription extends AutoCloseable {
        @Override
        void close();
    }
}
