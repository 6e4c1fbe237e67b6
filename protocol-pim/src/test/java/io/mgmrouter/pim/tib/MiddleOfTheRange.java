package io.mgmrouter.pim.tib;

import java.util.random.RandomGenerator;

/** Draws the middle of whatever range, so that recorded times can be foretold. */
final class MiddleOfTheRange implements RandomGenerator {

    @Override
    public long nextLong() {
        return 0;
    }

    @Override
    public long nextLong(long bound) {
        return bound / 2;
    }

    @Override
    public double nextDouble() {
        return 0.5;
    }
}
