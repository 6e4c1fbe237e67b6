package io.mgmrouter.control.socket;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Closes a channel, and so ends whatever blocks on it, unless it is itself closed in time. */
final class CutOff implements AutoCloseable {

    private final CountDownLatch done = new CountDownLatch(1);

    CutOff(SocketChannel channel, Duration patience) {
        Thread.ofVirtual().name("control-cut-off").start(() -> await(channel, patience));
    }

    @Override
    public void close() {
        done.countDown();
    }

    private void await(SocketChannel channel, Duration patience) {
        try {
            if (!done.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                channel.close();
            }
        } catch (InterruptedException | IOException _) {
            // Nobody interrupts this thread; and a channel that cannot be closed is closed already.
        }
    }
}
