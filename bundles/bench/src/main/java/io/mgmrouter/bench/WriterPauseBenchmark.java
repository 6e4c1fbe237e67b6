package io.mgmrouter.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Group;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How long a client's add and delete may take while somebody walks over 1,000,000 memberships or 100,000 entries: the
 * p1.00 of {@code writer}. Pauses of the collector and of the machine are in it; {@code alone} shows these.
 */
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 4)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class WriterPauseBenchmark {

    /** The tables, which both threads share. */
    @State(Scope.Benchmark)
    public static class Full {
        private final Router router = new Router(1_000_000, 100_000);
    }

    /** Which source joins next. */
    @State(Scope.Thread)
    public static class Newcomer {
        private int next;
    }

    @Benchmark
    @Group("alone")
    public void alone(Full full, Newcomer newcomer) {
        full.router.joinAndLeave(newcomer.next++);
    }

    @Benchmark
    @Group("beside_memberships")
    public void writer(Full full, Newcomer newcomer) {
        full.router.joinAndLeave(newcomer.next++);
    }

    @Benchmark
    @Group("beside_memberships")
    public void reader(Full full) {
        full.router.walkMemberships();
    }

    @Benchmark
    @Group("beside_entries")
    public void writerBesideEntries(Full full, Newcomer newcomer) {
        full.router.joinAndLeave(newcomer.next++);
    }

    @Benchmark
    @Group("beside_entries")
    public void readerOfEntries(Full full) {
        full.router.walkEntries();
    }

    @Benchmark
    @Group("beside_enumeration")
    public void writerBesideEnumeration(Full full, Newcomer newcomer) {
        full.router.joinAndLeave(newcomer.next++);
    }

    @Benchmark
    @Group("beside_enumeration")
    public void enumerator(Full full) {
        full.router.enumerateGroups();
    }
}
