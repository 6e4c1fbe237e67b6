package io.mgmrouter.linux.io;

import io.mgmrouter.linux.sys.NativeSocket;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import io.netty.util.concurrent.FastThreadLocalThread;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that reads sockets: every reader takes a bounded number of packets and returns. */
public final class IoThread implements AutoCloseable {

    /** Packets a reader takes in one turn, so that no socket starves another. */
    public static final int PACKETS_PER_TURN = 64;

    private static final Logger LOG = LoggerFactory.getLogger(IoThread.class);
    private static final int STOP_SECONDS = 5;

    private final EventLoopGroup group;
    private final IoEventLoop loop;

    /** @param name the thread's name */
    public IoThread(String name) {
        group = new MultiThreadIoEventLoopGroup(
                1, (ThreadFactory) work -> newThread(work, name), EpollIoHandler.newFactory());
        loop = (IoEventLoop) group.next();
    }

    /** The loop, for Netty channels. */
    public IoEventLoop loop() {
        return loop;
    }

    /**
     * Calls {@code readable} on this thread whenever the socket has something to read, until the watch is closed. Not
     * to be called on this thread.
     */
    public Watch watch(NativeSocket socket, Runnable readable) {
        IoRegistration registration = loop.register(new ReadHandle(socket, readable))
                .syncUninterruptibly()
                .getNow();
        registration.submit(EpollIoOps.EPOLLIN);
        return () -> runAndWait(registration::cancel);
    }

    /** Runs something on this thread later. */
    public void schedule(Duration delay, Runnable work) {
        loop.schedule(work, delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs something on this thread, and returns when it is done. Nothing runs any more once the thread has ended. */
    public void runAndWait(Runnable work) {
        if (loop.inEventLoop()) {
            work.run();
            return;
        }
        try {
            loop.submit(work).syncUninterruptibly();
        } catch (RejectedExecutionException ended) {
            LOG.debug("io.work discarded: the thread has ended");
        }
    }

    /** Ends the thread; whoever watches something closes that first. */
    @Override
    public void close() {
        group.shutdownGracefully(0, STOP_SECONDS, TimeUnit.SECONDS)
                .awaitUninterruptibly(STOP_SECONDS, TimeUnit.SECONDS);
    }

    private static Thread newThread(Runnable work, String name) {
        Thread thread = new FastThreadLocalThread(work, name);
        thread.setDaemon(true);
        return thread;
    }

    /** An active watch; after {@link #close} has returned its reader is not called again. */
    @FunctionalInterface
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    private record ReadHandle(FileDescriptor fd, Runnable readable) implements EpollIoHandle {

        ReadHandle(NativeSocket socket, Runnable readable) {
            this(new FileDescriptor(socket.fd()), readable);
        }

        /** Errors are for the reader too: reading fetches and clears them. */
        @Override
        public void handle(IoRegistration registration, IoEvent event) {
            try {
                readable.run();
            } catch (RuntimeException e) {
                LOG.error("io.reader failed fd={}", fd.intValue(), e);
            }
        }

        /** The socket's owner closes it. */
        @Override
        public void close() {}
    }
}
