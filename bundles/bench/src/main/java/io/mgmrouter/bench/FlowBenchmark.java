package io.mgmrouter.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * New flows from the first packet to {@code Install}: the owner of the incoming interface is asked, then both clients
 * with receivers; all three answer.
 */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class FlowBenchmark {

    private static final int FLOWS = 100_000;
    private static final int GROUPS = 10_000;

    private Population population;

    @Setup(Level.Invocation)
    public void twoReceiversInEveryGroup() {
        population = new Population();
        for (int group = 0; group < GROUPS; group++) {
            population.joinBoth(group);
        }
    }

    @Benchmark
    @OperationsPerInvocation(FLOWS)
    public void newFlows() {
        for (int i = 0; i < FLOWS; i++) {
            int outgoing = Flow.install(population.manager, Population.sg(i % GROUPS, i / GROUPS));
            if (outgoing != 2) {
                throw new IllegalStateException("flow " + i + " has " + outgoing + " outgoing interfaces, not 2");
            }
        }
    }
}
