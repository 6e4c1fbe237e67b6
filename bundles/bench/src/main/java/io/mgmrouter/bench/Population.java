package io.mgmrouter.bench;

import io.mgmrouter.ip.Family;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.ip.Ipv4Address;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.mgm.ComponentId;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.MembershipFlag;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.core.ClientProfile;
import io.mgmrouter.mgm.core.GroupManager;
import io.mgmrouter.mgm.core.Holding;
import io.mgmrouter.mgm.core.MgmSettings;
import io.mgmrouter.mgm.spi.Callback;
import io.mgmrouter.mgm.spi.Role;
import io.mgmrouter.route.Route;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A manager's core with three clients that want every callback: two with receivers, and one that owns the interface
 * toward all sources.
 */
final class Population {

    static final Set<MembershipFlag> JOIN = Set.of(MembershipFlag.JOIN_STATE);
    static final ComponentId UPSTREAM = new ComponentId(100, 0);
    static final ComponentId EAST = new ComponentId(101, 0);
    static final ComponentId WEST = new ComponentId(102, 0);
    static final Tick START = new Tick(0);
    private static final int SOURCES_PER_GROUP = 10;

    final GroupManager manager;
    final Holding east;
    final Holding west;

    Population() {
        IpPrefix everything = IpPrefix.parse("0.0.0.0/0");
        Optional<Route> toAll = Optional.of(new Route(everything, 1, Optional.empty(), 0, 0, "kernel"));
        manager = new GroupManager(MgmSettings.DEFAULTS, _ -> toAll);
        client(UPSTREAM, 1);
        east = client(EAST, 2);
        west = client(WEST, 3);
        manager.takeEffects();
    }

    /** As {@link #Population()}, with this many (S,G) memberships, ten to a group. */
    Population(int memberships) {
        this();
        for (int i = 0; i < memberships; i++) {
            join(i % 2 == 0 ? EAST : WEST, i % 2 == 0 ? east : west, sg(i / SOURCES_PER_GROUP, i % SOURCES_PER_GROUP));
            manager.takeEffects();
        }
    }

    private Holding client(ComponentId id, int index) {
        manager.interfaceAppeared(index);
        manager.register(
                id,
                new ClientProfile(
                        id.toString(), Role.ROUTING, EnumSet.allOf(Family.class), EnumSet.allOf(Callback.class)),
                START);
        manager.take(id, InterfaceId.of(index), START);
        return manager.holding(id, InterfaceId.of(index));
    }

    void join(ComponentId id, Holding where, Sg sg) {
        manager.add(id, where, sg, JOIN);
    }

    void leave(ComponentId id, Holding where, Sg sg) {
        manager.delete(id, where, sg, JOIN, START);
    }

    /** A flow of its own objects throughout, as one read from a packet is. */
    static Sg sg(int group, int source) {
        return new Sg(new Ipv4Address(0x0a000000 + 251 * group + source), new Ipv4Address(0xef000000 + group));
    }

    static int groups(int memberships) {
        return memberships / SOURCES_PER_GROUP;
    }

    /** Both receivers join a group. */
    void joinBoth(int group) {
        StarG pair = new StarG(sg(group, 0).group());
        manager.add(EAST, east, pair, JOIN);
        manager.add(WEST, west, pair, JOIN);
        manager.takeEffects();
    }
}
