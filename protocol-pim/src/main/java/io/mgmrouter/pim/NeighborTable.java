package io.mgmrouter.pim;

import io.mgmrouter.ip.IpAddress;
import io.mgmrouter.loop.DeadlineQueue;
import io.mgmrouter.loop.Tick;
import io.mgmrouter.pim.fsm.DesignatedRouterElection;
import io.mgmrouter.pim.fsm.DesignatedRouterElection.Candidate;
import io.mgmrouter.pim.fsm.LanDelays;
import io.mgmrouter.pim.fsm.NeighborState;
import io.mgmrouter.pim.fsm.NeighborState.Change;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The neighbours on one interface (RFC 7761, section 4.3), by all their addresses. It is the only place that assigns
 * their states. For the loop's thread.
 */
final class NeighborTable {

    private static final NeighborState UNKNOWN = new NeighborState.Unknown();

    private final Map<IpAddress, Neighbor> neighbors = new TreeMap<>();
    private final Map<IpAddress, Neighbor> secondary = new HashMap<>();
    private final DeadlineQueue<Neighbor> deadlines = new DeadlineQueue<>();

    int size() {
        return neighbors.size();
    }

    /** By primary address. */
    Collection<Neighbor> all() {
        return neighbors.values();
    }

    /** The neighbour whose Hellos come from this address. */
    Optional<Neighbor> from(IpAddress primary) {
        return Optional.ofNullable(neighbors.get(primary));
    }

    /** NBR(I, A): the neighbour with this address, be it its primary or another one. */
    Optional<Neighbor> with(IpAddress address) {
        return from(address).or(() -> Optional.ofNullable(secondary.get(address)));
    }

    /** A Hello from this address, or news about the neighbour that has it. */
    Change happened(IpAddress address, NeighborState.Event event, Tick now) {
        Neighbor neighbor = neighbors.get(address);
        NeighborState.Step step = NeighborState.step(neighbor == null ? UNKNOWN : neighbor.state(), event, now);
        switch (step.next()) {
            case NeighborState.Known known -> remember(address, known, now);
            case NeighborState.Unknown _ -> forget(address);
        }
        return step.change();
    }

    private void remember(IpAddress address, NeighborState.Known known, Tick now) {
        Neighbor neighbor = neighbors.computeIfAbsent(address, _ -> new Neighbor(address, known, now));
        List<IpAddress> before = neighbor.options().secondaryAddresses();
        neighbor.state(known);
        deadlines.set(neighbor.timer, known.expiry());
        before.forEach(former -> secondary.remove(former, neighbor));
        // Who claims an address last has it (section 4.3.4).
        known.options().secondaryAddresses().forEach(claimed -> secondary.put(claimed, neighbor));
    }

    private void forget(IpAddress address) {
        Neighbor neighbor = neighbors.remove(address);
        if (neighbor != null) {
            deadlines.remove(neighbor.timer);
            neighbor.options().secondaryAddresses().forEach(former -> secondary.remove(former, neighbor));
            neighbor.watch(Optional.empty());
        }
    }

    /** Ends all watches. */
    void close() {
        neighbors.values().forEach(neighbor -> neighbor.watch(Optional.empty()));
    }

    /** When the next neighbour's time is over, if nothing is heard of it. */
    Optional<Tick> due() {
        return deadlines.earliest();
    }

    /** The next neighbour whose time is over. */
    Optional<Neighbor> overdue(Tick now) {
        return deadlines.poll(now).map(DeadlineQueue.Entry::item);
    }

    /** Who speaks for the hosts of the link. */
    IpAddress designatedRouter(Candidate self) {
        return DesignatedRouterElection.elect(
                self, neighbors.values().stream().map(Neighbor::candidate).toList());
    }

    /** Who would do so without one of the neighbours. */
    IpAddress designatedRouterBeside(IpAddress neighbor, Candidate self) {
        return DesignatedRouterElection.elect(
                self,
                neighbors.values().stream()
                        .filter(other -> !other.address().equals(neighbor))
                        .map(Neighbor::candidate)
                        .toList());
    }

    LanDelays delays(LanDelays.Told self) {
        return LanDelays.effective(
                self,
                neighbors.values().stream()
                        .map(neighbor -> neighbor.options().lanDelays())
                        .toList());
    }
}
