package io.mgmrouter.testkit.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * A fuzz target and its tests. A subclass is public, has its seeds beside it, and a method that Jazzer calls by name:
 *
 * {@snippet :
 * public static void fuzzerTestOneInput(byte[] octets) { ... }
 * }
 *
 * which fails by throwing anything. It must not depend on earlier calls, nor on time.
 */
public abstract class FuzzTest {

    private static final long SEED = 20_261_124;
    private static final int MUTATIONS = 20_000;

    private final Consumer<byte[]> target;
    private final int rounds;
    private final List<Seeds.Seed> seeds = Seeds.of(getClass());

    /** @param target the method above */
    protected FuzzTest(Consumer<byte[]> target) {
        this(target, MUTATIONS);
    }

    /** @param mutations how many every build tries: fewer where one takes long */
    protected FuzzTest(Consumer<byte[]> target, int mutations) {
        this.target = target;
        this.rounds = mutations;
    }

    @TestFactory
    final Stream<DynamicTest> seeds() {
        return seeds.stream().map(seed -> DynamicTest.dynamicTest(seed.name(), () -> run(seed.name(), seed.octets())));
    }

    @Test
    final void everyTruncationOfEverySeed() {
        for (Seeds.Seed seed : seeds) {
            for (int length = 0; length < seed.octets().length; length++) {
                run(seed.name() + " cut to " + length, Arrays.copyOf(seed.octets(), length));
            }
        }
    }

    @Test
    final void mutationsOfTheSeeds() {
        Mutations mutations =
                new Mutations(seeds.stream().map(Seeds.Seed::octets).toList(), new Random(SEED));
        for (int round = 0; round < rounds; round++) {
            run("mutation " + round, mutations.next());
        }
    }

    /** For the time {@code -Dfuzz.seconds} says; only in builds with {@code -Pfuzz}. */
    @Test
    @Tag("fuzz")
    final void inputsThatReachNewCode() {
        new JazzerRun(getClass(), seeds).run();
    }

    private void run(String name, byte[] octets) {
        try {
            target.accept(octets);
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("add to the seeds, and repair:  " + Seeds.line(name, octets), e);
        }
    }
}
