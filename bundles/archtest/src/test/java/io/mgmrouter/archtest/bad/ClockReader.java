package io.mgmrouter.archtest.bad;

/** Reads the system's clock instead of its loop's. */
public final class ClockReader {

    public long now() {
        return System.nanoTime();
    }
}
