package io.mgmrouter.archtest.bad.fsm;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.locks.ReentrantLock;

/** A state machine with everything a state machine must not have. */
public final class ImpureState {

    private final ReentrantLock lock = new ReentrantLock();

    public synchronized long next() {
        return System.currentTimeMillis();
    }

    public int read(InputStream in) throws IOException {
        lock.lock();
        return in.read();
    }
}
