package io.mgmrouter.lab;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Things to be closed in the opposite order of their arrival, all of them, whatever happens to some. Any thread: the
 * shutdown hook closes while the program is still at work.
 */
final class Resources implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** @throws LabException if this is closed already; so is the newcomer then */
    synchronized <T extends AutoCloseable> T add(T resource) {
        open.push(resource);
        if (closed.getCount() == 0) {
            close();
            throw new LabException("interrupted");
        }
        return resource;
    }

    /** @throws LabException if this is, or meanwhile gets, closed */
    void pause(long millis) {
        try {
            if (closed.await(millis, TimeUnit.MILLISECONDS)) {
                throw new LabException("interrupted");
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted");
        }
    }

    @Override
    public synchronized void close() {
        closed.countDown();
        while (!open.isEmpty()) {
            try {
                open.pop().close();
            } catch (Exception _) {
                // Gone already, perhaps by the hand of an operator; the others still have to go.
            }
        }
    }
}
