package io.mgmrouter.mgm;

import io.mgmrouter.ip.Family;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Reading the manager: for administrative tools and for anybody else, without registration (MGM-093). Every record is a
 * snapshot; a page is read in bits, so that two of its records may be of different moments. Only an enumeration shows
 * one moment (MGM-103). Protocols register by publishing a {@link io.mgmrouter.mgm.spi.MulticastProtocol} service.
 */
@ProviderType
public interface MulticastGroupManager {

    /** Largest page any paged method returns. */
    int MAX_PAGE = 10_000;

    /**
     * Which client owns an interface: the routing protocol if there is one, else the IGMP client (MGM-018, MGM-019).
     * Where the families have different ones, that of IPv4.
     *
     * @return empty if the interface exists but nobody has taken it
     * @throws MgmException with {@code NOT_FOUND} if the manager knows no such interface (MGM-016)
     */
    Optional<ComponentId> ownerOf(InterfaceId interfaceId);

    /** As {@link #ownerOf(InterfaceId)}, for one family (decision D-39). */
    Optional<ComponentId> ownerOf(InterfaceId interfaceId, Family family);

    /** The forwarding entry of a source and group ({@code MgmGetMfe}, MGM-093). */
    Optional<ForwardingEntry> entry(Sg sg);

    /**
     * Forwarding entries in the order of group, then source ({@code MgmGetFirstMfe}, {@code MgmGetNextMfe}).
     *
     * @param after start strictly behind this key, whether or not it is still in the table (MGM-094, MGM-096); empty
     *     for the beginning
     * @param limit largest number of records, 1 to {@link #MAX_PAGE}
     * @throws MgmException with {@code INVALID_PARAMETER} if {@code limit} is out of range
     */
    Page<ForwardingEntry> entries(Optional<Sg> after, int limit);

    /** Traffic of one entry ({@code MgmGetMfeStats}); asks the forwarder. */
    Optional<ForwardingStats> stats(Sg sg, ForwardingStats.Level level);

    /** Traffic of the entries that {@link #entries} would return ({@code MgmGetFirstMfeStats} and Next). */
    Page<ForwardingStats> stats(Optional<Sg> after, int limit, ForwardingStats.Level level);

    /**
     * The (*,G) entries of the forwarders, which {@link #entries} does not show, in the order of the groups.
     *
     * @param after start strictly behind this group; empty for the beginning
     * @param limit largest number of records, 1 to {@link #MAX_PAGE}
     * @throws MgmException with {@code INVALID_PARAMETER} if {@code limit} is out of range
     */
    Page<Wildcard.Installed> wildcards(Optional<StarG> after, int limit);

    /** The (*,G) entry of a group, or why there is none. */
    Wildcard wildcard(StarG group);

    /** Starts a walk over all memberships ({@code MgmGroupEnumerationStart}); the caller closes it. */
    GroupEnumeration enumerateGroups(EnumerationType type);

    /**
     * Memberships with their interfaces and clients, in the order of {@link SourceGroup}.
     *
     * @param after start strictly behind this pair; empty for the beginning
     * @param groupLimit largest number of different pairs, 1 to {@link #MAX_PAGE}
     * @throws MgmException with {@code INVALID_PARAMETER} if {@code groupLimit} is out of range
     */
    Page<Membership> memberships(Optional<SourceGroup> after, int groupLimit);

    /** The registered clients, in the order of their ids; a client whose bundle is away for a moment is among them. */
    List<ClientStatus> clients();

    /** The interfaces somebody has taken, in order; of one interface IPv4 first. */
    List<InterfaceStatus> interfaces();

    /**
     * What is remembered about traffic: who asked, who answered, what was decided, and what ended it. Looks once
     * through the rings of events, about 50 ns for each, in bits of a fraction of a millisecond under the manager's
     * lock.
     *
     * @param about a flow, with the memberships that cover it; a (*,G), with all flows and memberships of that group;
     *     or (*,*), its memberships alone
     */
    Explanation explain(SourceGroup about);

    /**
     * What is remembered about an interface: owners, memberships, flows that came or went through it.
     *
     * @param interfaceId one link; without a next hop all of the interface
     */
    Explanation explain(InterfaceId interfaceId);
}
