package io.mgmrouter.mgm;

import io.mgmrouter.ip.IpAddress;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A client's registration with the manager, the contract's handle. The manager hands it to
 * {@link io.mgmrouter.mgm.spi.MulticastProtocol#attached}. After deregistration every method but {@link #id} throws
 * {@code INVALID_PARAMETER} with {@link Reason#SESSION_CLOSED} (MGM-004, MGM-007).
 */
@ProviderType
public interface MgmSession extends AutoCloseable {

    ComponentId id();

    /**
     * Makes this client the owner of an interface, the only routing protocol that may declare receivers behind it, for
     * the families it is registered for (decision D-39). IGMP is exempt: it may hold an interface together with an
     * owner (MGM-013).
     *
     * <p>If IGMP already holds the interface, it sees {@code onDisable} before and {@code onEnable} after the change,
     * both issued before this method returns (MGM-026, MGM-028). No other client is called. An interface that was held
     * for this client while its bundle was away is returned with its memberships, which are stale until added again.
     *
     * @param interfaceId index and next hop; the next hop is absent except on point-to-multipoint links
     * @return the ownership; closing it releases the interface and withdraws its memberships
     * @throws MgmException with {@code ALREADY_EXISTS} if another client owns the interface in one of those families
     *     (MGM-012) or this one
     *     already does (MGM-015); with {@code NOT_FOUND} if there is no such interface
     * @see <a href="https://www.rfc-editor.org/rfc/rfc2715#section-2">RFC 2715, section 2</a>
     */
    InterfaceOwnership takeOwnership(InterfaceId interfaceId);

    /** The interfaces this client owns, in order; those held for it from before included. */
    List<InterfaceOwnership> ownerships();

    /**
     * Says that everything still valid from before this client's bundle went away has been taken and added again. What
     * is still stale is removed, with the normal prune alerts. Without this call that happens at the end of the hold
     * time.
     */
    void resynced();

    /**
     * Changes the upstream neighbour of a forwarding entry, and nothing else; nobody is called ({@code MgmSetMfe},
     * MGM-099).
     *
     * @throws MgmException with {@code NOT_FOUND} if there is no such entry, with {@code CAN_NOT_COMPLETE} if this
     *     client does not own its incoming interface
     */
    void setUpstreamNeighbor(Sg sg, IpAddress upstreamNeighbor);

    /**
     * Decides on the forwarding entry of a flow again, as if a packet of it had come: route, RPF question, creation
     * questions; makes it if there is none (decision D-42). For a protocol that moves a flow to another interface of
     * its own, or wants the entry to be there before the first packet. What is installed stays until its new form is
     * known (MGM-108); its life begins anew, and one made without traffic is not idle before the end of it (MGM-109).
     *
     * <p>While this client is being asked where the flow is expected, or has answered that, the decision begins anew
     * (MGM-110); while another client's is going on, and for link-local groups, nothing happens. Returns at once; the
     * questions come later, the caller's own on its loop.
     *
     * @throws MgmException with {@code INVALID_PARAMETER} if this client did not register for the flow's family
     */
    void resolve(Sg sg);

    /** As {@link MulticastGroupManager#enumerateGroups}; closed with the session if still open (decision D-29). */
    GroupEnumeration enumerateGroups(EnumerationType type);

    /** The manager, for reading. */
    MulticastGroupManager manager();

    /**
     * Deregisters. When it returns no callback of this client is running or queued (MGM-008), unless it is called from
     * within one.
     *
     * @throws MgmException with {@code CAN_NOT_COMPLETE} while the client owns interfaces (MGM-005)
     */
    @Override
    void close();
}
