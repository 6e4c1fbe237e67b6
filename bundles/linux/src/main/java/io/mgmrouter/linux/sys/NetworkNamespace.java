package io.mgmrouter.linux.sys;

import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A network namespace of our own, with nothing in it but a loopback device, for as long as this object or a socket
 * opened in it lives. Sockets opened and processes started by {@link #call} belong to it. Needs CAP_SYS_ADMIN.
 */
public final class NetworkNamespace implements AutoCloseable {

    private static final int CLONE_NEWNET = 0x40000000;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            work -> Thread.ofPlatform().daemon().name("network-namespace").unstarted(work));

    /** @throws LinuxException if the system refuses: not root, or no namespaces in this kernel */
    public NetworkNamespace() {
        try {
            call(() -> LinuxException.check("unshare CLONE_NEWNET", Libc.unshare(CLONE_NEWNET)));
        } catch (RuntimeException refused) {
            close();
            throw refused;
        }
    }

    /** Runs something inside, on this namespace's own thread, and waits for it. */
    public <T> T call(Callable<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                result.complete(work.call());
            } catch (Throwable e) {
                result.completeExceptionally(e);
            }
        });
        try {
            return result.get();
        } catch (ExecutionException e) {
            throw unchecked(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static RuntimeException unchecked(Throwable cause) {
        return switch (cause) {
            case Error error -> throw error;
            case RuntimeException known -> known;
            default -> new IllegalStateException(cause);
        };
    }

    @Override
    public void close() {
        thread.shutdown();
    }
}
