package io.mgmrouter.pim.tib;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.ip.IpPrefix;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.route.Route;
import io.mgmrouter.route.RouteLookup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Where sources and RPs are reached. A change of routes costs a look at the addresses inside the changed prefixes. */
final class RpfTable {

    private final Function<IpAddress, Optional<Route>> routes;
    private final Function<InterfaceId, Optional<TibLink>> links;
    private final NavigableMap<IpAddress, RpfTarget> targets = new TreeMap<>();

    RpfTable(RouteLookup routes, Function<InterfaceId, Optional<TibLink>> links) {
        this.routes = routes::lookup;
        this.links = links;
    }

    /** The target of an address, made if there is none. Whoever asks puts itself into it, and later releases it. */
    RpfTarget obtain(IpAddress address) {
        RpfTarget target = targets.get(address);
        if (target == null) {
            target = new RpfTarget(address);
            targets.put(address, target);
            look(target);
        }
        return target;
    }

    void release(RpfTarget target) {
        if (target.isUnused()) {
            targets.remove(target.address);
            target.rpf.link().ifPresent(link -> link.targets.remove(target));
        }
    }

    /** Where an address is reached, without remembering it. */
    Rpf lookup(IpAddress address) {
        Optional<Route> route = routes.apply(address);
        Optional<TibLink> link = route.flatMap(found -> links.apply(InterfaceId.of(found.interfaceIndex())));
        Optional<IpAddress> neighbor = link.flatMap(
                through -> through.port.neighborWith(route.get().nextHop().orElse(address)));
        return new Rpf(link, neighbor, route);
    }

    /** The targets that are reached in another way since routes changed. */
    List<RpfTarget> routesChanged(Set<IpPrefix> prefixes) {
        List<RpfTarget> changed = new ArrayList<>();
        for (IpPrefix prefix : prefixes) {
            for (RpfTarget target : targets.tailMap(prefix.network(), true).values()) {
                if (!prefix.contains(target.address)) {
                    break;
                }
                if (look(target)) {
                    changed.add(target);
                }
            }
        }
        return changed;
    }

    /** Those of some targets that are reached in another way now: a neighbour came or went, an interface changed. */
    List<RpfTarget> changedOf(Collection<RpfTarget> some) {
        return new ArrayList<>(some).stream().filter(this::look).toList();
    }

    /** Those of all targets that are reached in another way now: an interface came. */
    List<RpfTarget> changed() {
        return changedOf(targets.values());
    }

    private boolean look(RpfTarget target) {
        Rpf now = lookup(target.address);
        if (now.equals(target.rpf)) {
            return false;
        }
        target.rpf.link().ifPresent(link -> link.targets.remove(target));
        now.link().ifPresent(link -> link.targets.add(target));
        target.rpf = now;
        return true;
    }
}
