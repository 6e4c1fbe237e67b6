package io.mgmrouter.bench;

import io.mgmrouter.mgm.EnumerationType;
import io.mgmrouter.mgm.ForwardingEntry;
import io.mgmrouter.mgm.GroupEnumeration;
import io.mgmrouter.mgm.Membership;
import io.mgmrouter.mgm.Page;
import io.mgmrouter.mgm.Sg;
import io.mgmrouter.mgm.SourceGroup;
import java.util.Optional;
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

    private static final int PAGE = 1000;

    /** Memberships; a tenth as many entries. */
    @Param({"100000", "1000000"})
    int live;

    Router router;

    @Setup
    public void populate() {
        router = new Router(live, live / 10);
    }

    @Benchmark
    public void memberships() {
        Optional<SourceGroup> after = Optional.empty();
        int found = 0;
        for (boolean more = true; more; ) {
            Page<Membership> page = router.manager.memberships(after, PAGE);
            found += page.items().size();
            after = Optional.of(page.items().getLast().sourceGroup());
            more = page.more();
        }
        Router.require("memberships", live, found);
    }

    @Benchmark
    public void entries() {
        Optional<Sg> after = Optional.empty();
        int found = 0;
        for (boolean more = true; more; ) {
            Page<ForwardingEntry> page = router.manager.entries(after, PAGE);
            found += page.items().size();
            after = Optional.of(page.items().getLast().sg());
            more = page.more();
        }
        Router.require("entries", live / 10, found);
    }

    @Benchmark
    public void groupEnumeration() {
        int found = 0;
        try (GroupEnumeration walk = router.manager.enumerateGroups(EnumerationType.ALL_SOURCES)) {
            for (boolean more = true; more; ) {
                Page<SourceGroup> page = walk.next(PAGE);
                found += page.items().size();
                more = page.more();
            }
        }
        Router.require("pairs", live, found);
    }
}
