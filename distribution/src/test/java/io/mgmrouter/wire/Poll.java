package io.mgmrouter.wire;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits for something that another process does, looking again and again until a deadline. */
final class Poll {

    private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private Poll() {}

    /**
     * Waits until the condition holds.
     *
     * @param expectation what should come about, for the failure
     * @param found what there is instead, asked when time is up
     */
    static void until(Duration atMost, String expectation, BooleanSupplier condition, Supplier<?> found) {
        if (!comesTrue(atMost, condition)) {
            throw new AssertionError(
                    "%s: not so after %d s; found %s".formatted(expectation, atMost.toSeconds(), found.get()));
        }
    }

    /** Watches that the condition does not come true for so long. */
    static void never(Duration during, String fear, BooleanSupplier condition) {
        if (comesTrue(during, condition)) {
            throw new AssertionError(fear);
        }
    }

    private static boolean comesTrue(Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            LockSupport.parkNanos(PERIOD_NANOS);
        }
        return true;
    }
}
