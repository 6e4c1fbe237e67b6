package io.mgmrouter.testkit;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
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

/** A forwarding table in memory; the test sends the packets and counts for it. */
public final class FakeForwarder implements PacketForwarder {

    private final Map<SourceGroup, ForwarderEntry> table = new TreeMap<>();
    private final Map<Sg, Counters> counters = new HashMap<>();
    private final List<SourceGroup> removed = new ArrayList<>();
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
    }

    @Override
    public void remove(SourceGroup sourceGroup) {
        table.remove(sourceGroup);
        removed.add(sourceGroup);
    }

    @Override
    public List<Counters> counters(Collection<Sg> flows) {
        return flows.stream()
                .filter(table::containsKey)
                .map(sg -> counters.getOrDefault(sg, new Counters(sg, 0, 0, 0)))
                .toList();
    }

    @Override
    public void stop() {
        stopped = true;
    }

    /** A packet arrives; it is reported if there is no entry for it. */
    public void packet(Sg sg, InterfaceId arrival) {
        packet(sg, arrival, ByteBuffer.allocate(20));
    }

    /** As {@link #packet(Sg, InterfaceId)}, with these octets. */
    public void packet(Sg sg, InterfaceId arrival, ByteBuffer octets) {
        if (!table.containsKey(sg)) {
            upcalls.noEntry(sg, arrival, octets);
        }
    }

    /** A packet of a flow that has an entry arrives where it is not expected. */
    public void wrongInterface(Sg sg, InterfaceId arrival) {
        upcalls.wrongInterface(sg, arrival, ByteBuffer.allocate(20));
    }

    /** Sets the counters of a flow. */
    public void count(Sg sg, long packets, long octets) {
        counters.put(sg, new Counters(sg, packets, octets, 0));
    }

    /** The table, one line an entry: {@code (S,G) iif->[oifs]}. */
    public List<String> table() {
        return table.values().stream()
                .map(entry -> entry.sourceGroup() + " "
                        + entry.iif().map(InterfaceId::toString).orElse("-") + "->"
                        + entry.oifs().stream().sorted().toList())
                .toList();
    }

    /** Entries that were taken out, in order. */
    public List<SourceGroup> removed() {
        return List.copyOf(removed);
    }

    public boolean stopped() {
        return stopped;
    }
}
