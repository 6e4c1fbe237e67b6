package io.mgmrouter.testkit;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.StarG;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import io.mgmrouter.mgm.spi.PacketForwarder;
import io.mgmrouter.mgm.spi.Upcalls;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A forwarding table in memory. A packet without entry is held and reported, and goes the way of its entry once there
 * is one; a packet on another interface than the expected one is counted and reported. As in the kernel, a (*,G) entry
 * is for flows without one of their own: it matches packets from the interfaces it accepts, and from those it sends to,
 * which are wrong; for all others there is no entry.
 */
public final class FakeForwarder implements PacketForwarder {

    private static final ByteBuffer BARE_HEADER = ByteBuffer.allocate(20).asReadOnlyBuffer();

    private final Map<SourceGroup, ForwarderEntry> table = new TreeMap<>();
    private final Map<Sg, Counters> counters = new HashMap<>();
    private final Map<Sg, List<InterfaceId>> held = new HashMap<>();
    private final List<SourceGroup> removed = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private Upcalls upcalls;
    private boolean stopped;

    @Override
    public void start(Collection<ForwarderEntry> initial, Upcalls reports) {
        table.clear();
        initial.forEach(this::set);
        upcalls = reports;
    }

    @Override
    public void set(ForwarderEntry entry) {
        table.put(entry.sourceGroup(), entry);
        if (entry.sourceGroup() instanceof Sg sg && held.containsKey(sg)) {
            held.remove(sg).forEach(arrival -> forward(sg, entry, arrival));
        }
    }

    @Override
    public void remove(SourceGroup sourceGroup) {
        table.remove(sourceGroup);
        removed.add(sourceGroup);
    }

    @Override
    public List<Counters> counters(Collection<Sg> flows) {
        return flows.stream().filter(table::containsKey).map(this::counters).toList();
    }

    private Counters counters(Sg sg) {
        return counters.getOrDefault(sg, new Counters(sg, 0, 0, 0));
    }

    @Override
    public void stop() {
        stopped = true;
    }

    /** A packet arrives. */
    public void packet(Sg sg, InterfaceId arrival) {
        packet(sg, arrival, BARE_HEADER);
    }

    /** As {@link #packet(Sg, InterfaceId)}, with these octets. */
    public void packet(Sg sg, InterfaceId arrival, ByteBuffer octets) {
        ForwarderEntry entry = match(sg, arrival);
        if (entry == null) {
            held.computeIfAbsent(sg, _ -> new ArrayList<>()).add(arrival);
            upcalls.noEntry(sg, arrival, octets);
        } else if (!forward(sg, entry, arrival)) {
            upcalls.wrongInterface(sg, arrival, octets);
        }
    }

    private ForwarderEntry match(Sg sg, InterfaceId arrival) {
        ForwarderEntry own = table.get(sg);
        ForwarderEntry shared = table.get(new StarG(sg.group()));
        boolean matches = shared != null
                && (shared.iifs().contains(arrival) || shared.oifs().contains(arrival));
        return own == null && matches ? shared : own;
    }

    /** False if it came from where it is not expected. An entry that expects it nowhere takes it from everywhere. */
    private boolean forward(Sg sg, ForwarderEntry entry, InterfaceId arrival) {
        Counters before = counters(sg);
        boolean expected = entry.iifs().isEmpty() || entry.iifs().contains(arrival);
        if (!expected) {
            counters.put(
                    sg,
                    new Counters(sg, before.packets(), before.octets(), before.wrongInterface() + 1, before.copies()));
            return false;
        }
        Map<InterfaceId, Long> copies = new TreeMap<>(before.copies());
        entry.oifs().stream().sorted().forEach(oif -> {
            sent.add(sg + "->" + oif);
            copies.merge(oif, 1L, Long::sum);
        });
        counters.put(
                sg, new Counters(sg, before.packets() + 1, before.octets() + 100, before.wrongInterface(), copies));
        return true;
    }

    /** What the manager hears reports through. */
    public Upcalls upcalls() {
        return upcalls;
    }

    /** Sets the counters of a flow. */
    public void count(Sg sg, long packets, long octets) {
        counters.put(sg, new Counters(sg, packets, octets, 0));
    }

    /** The table, one line an entry: {@code (S,G) iif->[oifs]}. */
    public List<String> table() {
        return table.values().stream()
                .map(entry -> entry.sourceGroup() + " "
                        + iifs(entry) + "->"
                        + entry.oifs().stream().sorted().toList())
                .toList();
    }

    /** Copies that went out since the last call: {@code (S,G)->oif}. */
    public List<String> takeSent() {
        List<String> taken = List.copyOf(sent);
        sent.clear();
        return taken;
    }

    /** Entries that were taken out, in order. */
    public List<SourceGroup> removed() {
        return List.copyOf(removed);
    }

    public boolean stopped() {
        return stopped;
    }

    private static String iifs(ForwarderEntry entry) {
        return entry.iifs().isEmpty()
                ? "-"
                : entry.iifs().stream().sorted().map(InterfaceId::toString).collect(Collectors.joining(","));
    }
}
