package io.mgmrouter.mgm.model;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.StarStar;
import io.mgmrouter.mgm.core.ClientProfile;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.Role;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** The few clients, interfaces, sources and groups that steps are about: few, so that they collide. */
final class World {

    private static final Set<Family> BOTH = EnumSet.allOf(Family.class);
    private static final Set<Family> V4 = Set.of(Family.IPV4);
    private static final Set<Family> V6 = Set.of(Family.IPV6);

    /** One possible client. */
    record Identity(ComponentId id, String name, Role role, Set<Family> families) {
        ClientProfile profile(Set<Callback> callbacks) {
            return new ClientProfile(name, role, families, callbacks);
        }
    }

    /** IGMP and MLD exclude the client that is both. */
    static final List<Identity> CLIENTS = List.of(
            new Identity(new ComponentId(101, 0), "x", Role.ROUTING, BOTH),
            new Identity(new ComponentId(102, 0), "y", Role.ROUTING, BOTH),
            new Identity(new ComponentId(102, 1), "z", Role.ROUTING, V4),
            new Identity(new ComponentId(103, 0), "w", Role.ROUTING, V6),
            new Identity(new ComponentId(103, 1), "v", Role.ROUTING, V6),
            new Identity(new ComponentId(2, 0), "igmp", Role.LOCAL_MEMBERSHIP, V4),
            new Identity(new ComponentId(2, 1), "mld", Role.LOCAL_MEMBERSHIP, V6),
            new Identity(new ComponentId(2, 2), "both", Role.LOCAL_MEMBERSHIP, BOTH));

    /** What a client may want to hear, the usual first; last what leaves room for (*,G) entries. */
    static final List<Set<Callback>> CALLBACKS = List.of(
            EnumSet.allOf(Callback.class),
            EnumSet.complementOf(EnumSet.of(Callback.RPF, Callback.CREATION_ALERT)),
            EnumSet.complementOf(EnumSet.of(Callback.CREATION_ALERT, Callback.DISABLE_IGMP)),
            EnumSet.complementOf(EnumSet.of(Callback.RPF, Callback.PRUNE_ALERT, Callback.ENABLE_IGMP)),
            EnumSet.noneOf(Callback.class),
            EnumSet.complementOf(EnumSet.of(Callback.RPF, Callback.CREATION_ALERT, Callback.WRONG_INTERFACE)));

    private static final IpAddress HOP_A = IpAddress.parse("10.0.3.1");
    private static final IpAddress HOP_B = IpAddress.parse("10.0.3.2");

    /** Two broadcast interfaces, two links of a point-to-multipoint one, and that one as a whole. */
    static final List<InterfaceId> INTERFACES = List.of(
            InterfaceId.of(1),
            InterfaceId.of(2),
            InterfaceId.of(3, HOP_A),
            InterfaceId.of(3, HOP_B),
            InterfaceId.of(3));

    static final int[] INDEXES = {1, 2, 3};

    static final List<IpAddress> SOURCES =
            List.of(IpAddress.parse("10.0.1.9"), IpAddress.parse("10.0.2.9"), IpAddress.parse("2001:db8::9"));

    private static final IpAddress G = IpAddress.parse("239.1.1.1");
    private static final IpAddress H = IpAddress.parse("239.1.1.2");
    private static final IpAddress LINK_LOCAL = IpAddress.parse("224.0.0.5");
    private static final IpAddress SIX = IpAddress.parse("ff0e::1");
    private static final IpAddress SEVEN = IpAddress.parse("ff0e::2");

    static final List<Sg> FLOWS = List.of(
            new Sg(SOURCES.get(0), G),
            new Sg(SOURCES.get(1), G),
            new Sg(SOURCES.get(0), H),
            new Sg(SOURCES.get(2), SIX),
            new Sg(SOURCES.get(0), LINK_LOCAL),
            new Sg(SOURCES.get(2), SEVEN));

    static final List<SourceGroup> PAIRS = List.of(
            new StarG(G),
            FLOWS.get(0),
            new StarStar(Family.IPV4),
            new StarG(SIX),
            new StarG(H),
            FLOWS.get(1),
            FLOWS.get(3),
            new StarStar(Family.IPV6),
            new StarG(LINK_LOCAL),
            FLOWS.get(4),
            new StarG(SEVEN));

    /** Where a route may lead: an index, 0 for no route, and perhaps a next hop; and how long its prefix is. */
    record Way(int index, IpAddress nextHop, int metric, int length) {}

    static final List<Way> WAYS = List.of(
            new Way(1, null, 0, 8),
            new Way(2, null, 0, 24),
            new Way(3, HOP_A, 0, 0),
            new Way(3, HOP_B, 0, 8),
            new Way(1, IpAddress.parse("10.0.7.7"), 5, 24),
            new Way(1, null, 9, 32),
            new Way(0, null, 0, 0));

    static final List<IpAddress> NEIGHBORS = List.of(HOP_A, HOP_B);

    private World() {}
}
