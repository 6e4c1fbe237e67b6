package io.mgmrouter.mgm.service;

import io.mgmrouter.ip.Family;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.ForwardingStats;
import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.core.GroupManager;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import io.mgmrouter.mgm.spi.PacketForwarder;
import io.mgmrouter.mgm.spi.Upcalls;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The packet forwarders there are, and which one is used for which family: the one of highest rank. A forwarder that
 * begins to be used gets the whole table.
 */
public final class Forwarders {

    private static final Logger LOG = LoggerFactory.getLogger(Forwarders.class);

    /** How much of a packet is kept for the RPF question: the largest IP header and some data. */
    private static final int HEADER_OCTETS = 128;

    private final MgmService manager;
    private final List<Candidate> candidates = new ArrayList<>();
    private final Map<Family, Candidate> active = new EnumMap<>(Family.class);

    /** Forwarders that have been told something in the step at hand. */
    private List<PacketForwarder> changed = List.of();

    private record Candidate(
            PacketForwarder forwarder, Set<Family> families, boolean anySource, Comparable<Object> rank) {}

    Forwarders(MgmService manager) {
        this.manager = manager;
    }

    /** As the other; one that takes (S,G) entries only. */
    public void add(PacketForwarder forwarder, Set<Family> families, Comparable<?> rank) {
        add(forwarder, families, false, rank);
    }

    /**
     * A forwarder arrived.
     *
     * @param anySource true if it takes (*,G) entries ({@link PacketForwarder#ANY_SOURCE})
     * @param rank higher is preferred; in OSGi the service reference
     */
    @SuppressWarnings("unchecked")
    public void add(PacketForwarder forwarder, Set<Family> families, boolean anySource, Comparable<?> rank) {
        manager.act((core, _) -> {
            candidates.add(new Candidate(forwarder, Set.copyOf(families), anySource, (Comparable<Object>) rank));
            choose(core);
        });
    }

    /** A forwarder left; what it programmed stays. */
    public void remove(PacketForwarder forwarder) {
        manager.act((core, _) -> {
            candidates.removeIf(candidate -> candidate.forwarder == forwarder);
            choose(core);
        });
    }

    void close() {
        manager.act((core, _) -> {
            candidates.clear();
            choose(core);
        });
    }

    private void choose(GroupManager core) {
        Map<Family, Candidate> before = Map.copyOf(active);
        active.clear();
        for (Family family : Family.values()) {
            candidates.stream()
                    .filter(candidate -> candidate.families.contains(family))
                    .max(Comparator.comparing(Candidate::rank))
                    .ifPresent(best -> active.put(family, best));
            Candidate chosen = active.get(family);
            core.useForwarder(family, chosen != null && chosen.anySource);
        }
        Set<Candidate> stopped = Set.copyOf(before.values());
        stopped.stream()
                .filter(candidate -> !familiesOf(before, candidate).equals(familiesOf(active, candidate)))
                .forEach(candidate -> guard("stop", candidate.forwarder::stop));
        active.values().stream()
                .distinct()
                .filter(candidate -> !familiesOf(before, candidate).equals(familiesOf(active, candidate)))
                .forEach(candidate -> start(core, candidate));
    }

    private static Set<Family> familiesOf(Map<Family, Candidate> choice, Candidate candidate) {
        Set<Family> families = EnumSet.noneOf(Family.class);
        choice.forEach((family, chosen) -> {
            if (chosen == candidate) {
                families.add(family);
            }
        });
        return families;
    }

    private void start(GroupManager core, Candidate candidate) {
        List<ForwarderEntry> table = familiesOf(active, candidate).stream()
                .flatMap(family -> core.table(family).stream())
                .toList();
        LOG.debug("mgm.forwarder families={} entries={} started", familiesOf(active, candidate), table.size());
        guard("start", () -> candidate.forwarder.start(table, new Reports()));
    }

    /** Called under the lock. */
    void set(ForwarderEntry entry) {
        tell(entry.sourceGroup().family(), "set", forwarder -> forwarder.set(entry));
    }

    /** Called under the lock. */
    void remove(SourceGroup sourceGroup) {
        tell(sourceGroup.family(), "remove", forwarder -> forwarder.remove(sourceGroup));
    }

    private void tell(Family family, String verb, Consumer<PacketForwarder> wish) {
        of(family).ifPresent(forwarder -> {
            guard(verb, () -> wish.accept(forwarder));
            if (!changed.contains(forwarder)) {
                changed = changed.isEmpty()
                        ? List.of(forwarder)
                        : Stream.concat(changed.stream(), Stream.of(forwarder)).toList();
            }
        });
    }

    /** Called under the lock: who is to be flushed after it. */
    List<PacketForwarder> takeChanged() {
        List<PacketForwarder> taken = changed;
        changed = List.of();
        return taken;
    }

    /** Called without the lock. */
    static void flush(PacketForwarder forwarder) {
        guard("flush", forwarder::flush);
    }

    private Optional<PacketForwarder> of(Family family) {
        return Optional.ofNullable(active.get(family)).map(Candidate::forwarder);
    }

    /** Packets of a flow so far; 0 if it has no entry. Without the lock. */
    long packets(Sg sg) {
        return counters(List.of(sg)).values().stream()
                .mapToLong(PacketForwarder.Counters::packets)
                .sum();
    }

    List<ForwardingStats> stats(List<ForwardingEntry> entries, ForwardingStats.Level level) {
        Map<Sg, PacketForwarder.Counters> counters =
                counters(entries.stream().map(ForwardingEntry::sg).toList());
        return entries.stream()
                .map(entry -> stats(entry, Optional.ofNullable(counters.get(entry.sg())), level))
                .toList();
    }

    private static ForwardingStats stats(
            ForwardingEntry entry, Optional<PacketForwarder.Counters> counters, ForwardingStats.Level level) {
        PacketForwarder.Counters counted = counters.orElse(new PacketForwarder.Counters(entry.sg(), 0, 0, 0));
        long copies =
                counted.copies().values().stream().mapToLong(Long::longValue).sum();
        return new ForwardingStats(
                entry,
                counted.packets(),
                counted.octets(),
                counted.wrongInterface(),
                0,
                entry.outgoingInterfaces().stream()
                        .map(ForwardingEntry.OutgoingInterface::interfaceId)
                        .map(oif -> new ForwardingStats.Outgoing(
                                oif, 0, 0, counted.copies().getOrDefault(oif, 0L), 0))
                        .toList(),
                level == ForwardingStats.Level.BASIC
                        ? Optional.empty()
                        : Optional.of(new ForwardingStats.Extended(0, 0, 0, 0, copies)));
    }

    private Map<Sg, PacketForwarder.Counters> counters(List<Sg> flows) {
        Map<PacketForwarder, List<Sg>> byForwarder = manager.ask((_, _) -> flows.stream()
                .filter(sg -> of(sg.family()).isPresent())
                .collect(Collectors.groupingBy(sg -> of(sg.family()).orElseThrow())));
        return byForwarder.entrySet().stream()
                .flatMap(part -> read(part.getKey(), part.getValue()).stream())
                .collect(Collectors.toMap(PacketForwarder.Counters::sg, Function.identity(), (a, _) -> a));
    }

    private static List<PacketForwarder.Counters> read(PacketForwarder forwarder, List<Sg> flows) {
        try {
            return forwarder.counters(flows);
        } catch (RuntimeException e) {
            LOG.error("mgm.forwarder counters of {} flows could not be read", flows.size(), e);
            return List.of();
        }
    }

    private static void guard(String verb, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | LinkageError e) {
            LOG.error("mgm.forwarder {} failed", verb, e);
        }
    }

    /** What the forwarder in use reports. */
    private final class Reports implements Upcalls {

        @Override
        public void noEntry(Sg sg, InterfaceId arrival, ByteBuffer packetHeader) {
            ByteBuffer header = copy(packetHeader);
            manager.warmRoute(sg);
            manager.act((core, now) -> core.packetArrived(sg, arrival, header, now));
        }

        @Override
        public void wrongInterface(Sg sg, InterfaceId arrival, ByteBuffer packetHeader) {
            ByteBuffer header = copy(packetHeader);
            manager.act((core, now) -> core.wrongInterface(sg, arrival, header, now));
        }

        @Override
        public void failed(SourceGroup sourceGroup, String reason) {
            LOG.warn("mgm.forwarder entry={} not programmed: {}", sourceGroup, reason);
        }

        private static ByteBuffer copy(ByteBuffer packet) {
            ByteBuffer header = packet.duplicate();
            header.limit(Math.min(header.limit(), header.position() + HEADER_OCTETS));
            return ByteBuffer.allocate(header.remaining()).put(header).flip().asReadOnlyBuffer();
        }
    }
}
