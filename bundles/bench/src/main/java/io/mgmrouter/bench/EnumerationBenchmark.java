package io.mgmrouter.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Walks over all memberships and entries by pages of 1000, alone. Linear: ten times the table takes ten times as long.
 */
@State(Scope.Benchmark)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class EnumerationBenchmark {

    /** Memberships; a tenth as many entries. */
    @Param({"100000", "1000000"})
    private int live;

    private Router router;

    @Setup
    public void populate() {
        router = new Router(live, live / 10);
    }

    @Benchmark
    public int memberships() {
        return router.walkMemberships();
    }

    @Benchmark
    public int entries() {
        return router.walkEntries();
    }

    @Benchmark
    public int groupEnumeration() {
        return router.enumerateGroups();
    }
}
