package io.mgmrouter.igmp;

import io.mgmrouter.igmp.codec.MembershipMessage;
import io.mgmrouter.igmp.fsm.HostVersion;
import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.link.ChannelRequest;
import io.mgmrouter.link.Link;
import io.mgmrouter.link.MalformedPacketException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.slf4j.event.Level;

/**
 * In what IGMP and MLD differ: wire format, destinations, who may send, versions and names. Everything else is one
 * protocol (RFC 3810, section 1). Without state; for any thread.
 */
sealed interface Dialect permits IgmpDialect, MldDialect {

    Dialect IGMP = new IgmpDialect();
    Dialect MLD = new MldDialect();

    /** {@code igmp} or {@code mld}: in names of configurations, commands and events. */
    String name();

    Family family();

    /** The highest version; it is the default. */
    int newestVersion();

    /** What hosts of this version can do. */
    HostVersion hostVersion(int version);

    /** The version of hosts in this mode: the opposite of {@link #hostVersion}. */
    int version(HostVersion mode);

    /** How loudly it is said that no interface is configured: every router is expected to have IGMP, not MLD. */
    Level idleLevel();

    /** The longest response time a query of this version can express, in milliseconds. */
    int longestResponse(int version);

    /** What an interface needs to run, in words. */
    String requiredAddress();

    /** Where messages go that are not about one group. */
    Destinations destinations();

    /** Reads what follows the IP header. */
    MembershipMessage read(ByteBuffer payload) throws MalformedPacketException;

    /** Writes what follows the IP header. */
    ByteBuffer write(MembershipMessage message);

    /** What to ask the link service for. */
    ChannelRequest<MembershipMessage> request(int interfaceIndex);

    /** True for messages that the standards send with the Router Alert option. */
    boolean comesWithRouterAlert(MembershipMessage message);

    /** Why nobody on this link may send this message from this address, a name in {@link Drops}. */
    Optional<String> objectionToSource(MembershipMessage message, IpAddress source, Link link);

    /** Octets of a query in an IP packet without its sources. */
    int queryOverhead();

    /** Octets of an address. */
    int addressOctets();

    /** The message's name in the counters. */
    String kind(MembershipMessage message);

    /**
     * Groups of this router's link that its messages go to.
     *
     * @param allNodes general queries
     * @param allRouters leaves
     * @param reportRouters reports of the newest version
     * @param allSnoopers advertisements of multicast routers (RFC 4286)
     */
    record Destinations(IpAddress allNodes, IpAddress allRouters, IpAddress reportRouters, IpAddress allSnoopers) {
        Set<IpAddress> all() {
            return Set.of(allNodes, allRouters, reportRouters, allSnoopers);
        }

        /** False for groups the link's interface is no member of. Unicast packets would not have arrived. */
        boolean isAssigned(IpAddress destination) {
            return !destination.isMulticast()
                    || destination.equals(allNodes)
                    || destination.equals(allRouters)
                    || destination.equals(reportRouters);
        }
    }
}
