package io.mgmrouter.mgm.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * {@code -Dmgm.model.sequences=n} sets how many sequences are tried, {@code -Dmgm.model.first=n} the seed of the first,
 * {@code -Dmgm.model.seed=n} carries out that one alone.
 */
@DisplayName("The manager does what the contract says, whatever happens in whatever order")
class ManagerModelTest {

    private static final int THREADS = 2;

    @Test
    void coreAndReferenceAgree() {
        OptionalLong failed = Optional.ofNullable(Long.getLong("mgm.model.seed"))
                .map(OptionalLong::of)
                .orElseGet(() ->
                        firstFailing(Long.getLong("mgm.model.first", 0), Long.getLong("mgm.model.sequences", 100_000)));

        failed.ifPresent(seed -> assertThat(report(seed)).isEmpty());
    }

    private static OptionalLong firstFailing(long first, long count) {
        AtomicBoolean found = new AtomicBoolean();
        return IntStream.range(0, THREADS)
                .parallel()
                .mapToObj(thread -> LongStream.iterate(
                                first + thread, seed -> !found.get() && seed < first + count, seed -> seed + THREADS)
                        .filter(seed -> Sequences.of(seed).run(false).isPresent())
                        .peek(_ -> found.set(true))
                        .findFirst())
                .flatMapToLong(OptionalLong::stream)
                .min();
    }

    /** Empty if the sequence of a seed does not fail. */
    private static String report(long seed) {
        Scenario scenario = Sequences.of(seed);
        if (scenario.run(false).isEmpty() && scenario.run(true).isEmpty()) {
            return "";
        }
        Scenario smallest = Shrinking.smallest(scenario);
        return "-Dmgm.model.seed=" + seed + ", " + smallest.steps().size() + " steps, " + smallest + "\n"
                + smallest.run(true).orElseThrow();
    }
}
