package io.mgmrouter.bench;

import io.mgmrouter.mgm.Sg;
import java.util.SplittableRandom;
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
import org.openjdk.jmh.infra.Blackhole;

/** One new source of a group joined and left again, with the join and the prune alert, among many memberships. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode({Mode.SampleTime, Mode.AverageTime})
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MembershipBenchmark {

    /** A source number no group has. */
    private static final int NEWCOMER = 200;

    @Param({"10000", "100000", "1000000"})
    private int live;

    private final SplittableRandom random = new SplittableRandom(1);
    private Population population;

    @Setup
    public void populate() {
        population = new Population(live);
    }

    @Benchmark
    public void addAndDelete(Blackhole sink) {
        Sg sg = Population.sg(random.nextInt(Population.groups(live)), NEWCOMER);
        population.join(Population.EAST, population.east, sg);
        sink.consume(population.manager.takeEffects());
        population.leave(Population.EAST, population.east, sg);
        sink.consume(population.manager.takeEffects());
    }
}
