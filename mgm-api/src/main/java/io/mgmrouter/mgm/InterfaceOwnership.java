package io.mgmrouter.mgm;

import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A client's hold on one interface, and the place where it declares receivers behind it. After {@link #close}, or after
 * the interface was lost, every method but {@link #interfaceId} throws {@code INVALID_PARAMETER} with
 * {@link Reason#NOT_OWNER} (MGM-048), or {@code NOT_FOUND} if the interface no longer exists (MGM-047).
 */
@ProviderType
public interface InterfaceOwnership extends AutoCloseable {

    InterfaceId interfaceId();

    /**
     * Declares receivers ({@code MgmAddGroupMembershipEntry}). With {@code JOIN_STATE} the membership is recorded, the
     * interface joins the outgoing list of every entry it covers (MGM-036), and other clients are alerted by the
     * counting rules of RFC 2715, section 3.1 (MGM-051 to 067). With {@code FORWARD_STATE} only the existing entry of
     * that (S,G) is changed (MGM-038, MGM-043). Repeating an add does nothing (MGM-049).
     *
     * <p>For the IGMP client on an interface with another owner, the owner gets {@code onLocalJoin} instead, and
     * nothing is forwarded until that owner adds (MGM-072, MGM-076).
     *
     * @throws MgmException with {@code INVALID_PARAMETER} for no flag (MGM-041), {@code FORWARD_STATE} alone with a
     *     wildcard (MGM-042), or a family the client did not register for; with {@code CAN_NOT_COMPLETE}
     *     for the IGMP client between {@code onDisable} and the end of {@code onEnable} (MGM-032, MGM-033)
     */
    void add(SourceGroup sourceGroup, Set<MembershipFlag> flags);

    /**
     * Takes back what {@link #add} declared ({@code MgmDeleteGroupMembershipEntry}). Deleting what is not there does
     * nothing (MGM-050).
     *
     * @throws MgmException as {@link #add}
     */
    void delete(SourceGroup sourceGroup, Set<MembershipFlag> flags);

    /** Adds a durable membership. */
    default void join(SourceGroup sourceGroup) {
        add(sourceGroup, Set.of(MembershipFlag.JOIN_STATE));
    }

    /** Deletes a durable membership. */
    default void leave(SourceGroup sourceGroup) {
        delete(sourceGroup, Set.of(MembershipFlag.JOIN_STATE));
    }

    /** The durable memberships on this interface, in order; stale ones included. */
    List<Membership> memberships();

    /** Asks for {@code onWrongInterface} on this interface, or no longer; off at first (MGM-091). */
    void alertOnWrongInterface(boolean wanted);

    /**
     * Hands the interface to another client in one step; entries stay until the new owner has answered for them, its
     * memberships are stale until the new owner adds them again. If IGMP shares the interface it sees {@code onDisable}
     * and {@code onEnable}, and tells the new owner about local members.
     *
     * @throws MgmException with {@code NOT_FOUND} if there is no such client; with {@code ALREADY_EXISTS} if it is on
     *     the interface already, or is an IGMP client; with {@code INVALID_PARAMETER} if it is not registered for the
     *     same families
     */
    void handOver(ComponentId newOwner);

    /**
     * Releases the interface: its memberships are deleted with the normal alerts (MGM-024), entries with it as incoming
     * interface are removed (MGM-023). If IGMP shares the interface it sees {@code onDisable} and {@code onEnable}
     * (MGM-027).
     *
     * @throws MgmException with {@code INVALID_PARAMETER} if the interface is not owned, or does not exist, any more
     *     (MGM-021, MGM-022)
     */
    @Override
    void close();
}
