package io.mgmrouter.itest;

import io.mgmrouter.mgm.InterfaceId;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import io.mgmrouter.mgm.spi.ForwarderEntry;
import io.mgmrouter.mgm.spi.PacketForwarder;
import io.mgmrouter.mgm.spi.Upcalls;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** A forwarding table that several threads may look at, and wait for. */
final class WatchedForwarder implements PacketForwarder {

    private final Map<SourceGroup, CompletableFuture<ForwarderEntry>> entries = new ConcurrentHashMap<>();
    private volatile Upcalls upcalls;

    @Override
    public void start(Collection<ForwarderEntry> table, Upcalls reports) {
        table.forEach(this::set);
        upcalls = reports;
    }

    @Override
    public void set(ForwarderEntry entry) {
        future(entry.sourceGroup()).complete(entry);
    }

    @Override
    public void remove(SourceGroup sourceGroup) {
        entries.remove(sourceGroup);
    }

    @Override
    public List<Counters> counters(Collection<Sg> flows) {
        return List.of();
    }

    @Override
    public void stop() {}

    /** A packet comes up; what the flow's first entry is will be known. */
    CompletableFuture<ForwarderEntry> packet(Sg sg, InterfaceId arrival) {
        CompletableFuture<ForwarderEntry> entry = future(sg);
        upcalls.noEntry(sg, arrival, ByteBuffer.allocate(20));
        return entry;
    }

    private CompletableFuture<ForwarderEntry> future(SourceGroup sourceGroup) {
        return entries.computeIfAbsent(sourceGroup, _ -> new CompletableFuture<>());
    }
}
