package io.mgmrouter.wire;

import io.mgmrouter.lab.Flow;
import io.mgmrouter.lab.Tap;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Which of a set of flows, each of some ten packets per second or more, come down a cable at a time. */
final class Delivery {

    private static final long FLOWS_WITHIN = TimeUnit.MILLISECONDS.toNanos(500);
    private static final long STOPPED_FOR = TimeUnit.MILLISECONDS.toNanos(1000);
    private static final Duration PATIENCE = Duration.ofSeconds(25);

    private final Tap tap;
    private final Collection<Flow> flows;

    Delivery(Tap tap, Collection<Flow> flows) {
        this.tap = tap;
        this.flows = flows;
    }

    /** Waits until those flows are delivered that are wanted, and no other one. */
    void await(String when, Predicate<Flow> wanted) {
        Poll.until(
                PATIENCE,
                when + ", what is wanted is delivered and nothing else",
                () -> wrong(wanted).isEmpty(),
                () -> "wrong: " + wrong(wanted));
    }

    /** How long the flows of which nothing came before {@code since} took to come. */
    String timesToStart(long since) {
        return summary(flows.stream()
                .map(tap::count)
                .filter(count -> count.packets() > 0)
                .map(count -> count.firstNanos() - since)
                .toList());
    }

    /** How long those that no longer come went on after {@code since}. */
    String timesToStop(long since, Predicate<Flow> stopped) {
        return summary(flows.stream()
                .filter(stopped)
                .map(tap::count)
                .filter(count -> count.packets() > 0)
                .map(count -> count.lastNanos() - since)
                .toList());
    }

    private Set<String> wrong(Predicate<Flow> wanted) {
        long now = System.nanoTime();
        var wrong = new TreeSet<String>();
        for (Flow flow : flows) {
            var count = tap.count(flow);
            long silent = count.packets() == 0 ? Long.MAX_VALUE : now - count.lastNanos();
            if (wanted.test(flow) ? silent > FLOWS_WITHIN : silent < STOPPED_FOR) {
                wrong.add((wanted.test(flow) ? "missing " : "stray ") + flow);
            }
        }
        return wrong;
    }

    private static String summary(List<Long> nanos) {
        LongSummaryStatistics all = nanos.stream()
                .mapToLong(each -> TimeUnit.NANOSECONDS.toMillis(each))
                .summaryStatistics();
        return all.getCount() == 0
                ? "none"
                : "%d flows, %d to %d ms".formatted(all.getCount(), Math.max(0, all.getMin()), all.getMax());
    }
}
