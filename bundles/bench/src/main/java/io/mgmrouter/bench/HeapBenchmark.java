package io.mgmrouter.bench;

import io.mgmrouter.mgm.Sg;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Heap taken by one (S,G) membership, and by one forwarding entry: what the heap grew by, divided by their number.
 * Addresses are counted in, since each comes from a packet of its own. The times are those of filling the tables.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class HeapBenchmark {

    private static final int MEMBERSHIPS = 1_000_000;
    private static final int ENTRIES = 100_000;
    private static final int GROUPS = 10_000;

    /** The result, per item. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Octets {
        public double octetsEach;
    }

    /** Over 100,000 groups. */
    @Benchmark
    public Object membership(Octets octets) {
        long before = used();
        Population population = new Population(MEMBERSHIPS);
        octets.octetsEach = (used() - before) / (double) MEMBERSHIPS;
        return population;
    }

    /** Over 10,000 groups with two outgoing interfaces each. */
    @Benchmark
    public Object forwardingEntry(Octets octets) {
        Population population = new Population();
        for (int group = 0; group < GROUPS; group++) {
            population.joinBoth(group);
        }
        long before = used();
        for (int i = 0; i < ENTRIES; i++) {
            Sg sg = Population.sg(i % GROUPS, i / GROUPS);
            Flow.install(population.manager, sg);
        }
        octets.octetsEach = (used() - before) / (double) ENTRIES;
        return population;
    }

    private static long used() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
