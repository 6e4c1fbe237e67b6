package io.mgmrouter.control.socket;

import java.io.IOException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens on the socket file, and gives every connection a virtual thread. */
final class ControlServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ControlServer.class);
    private static final int CONNECTIONS = 32;
    /** The kernel's {@code sun_path} has 108 octets, the last one zero. */
    private static final int LONGEST_PATH = 107;
    /** After a failed accept: it fails when descriptors have run out, and would fail again at once. */
    private static final long PAUSE_NANOS = 100_000_000;

    private final Path path;
    private final ServerSocketChannel server;
    private final UnaryOperator<String> answers;
    private final Semaphore free = new Semaphore(CONNECTIONS);

    private ControlServer(Path path, ServerSocketChannel server, UnaryOperator<String> answers) {
        this.path = path;
        this.server = server;
        this.answers = answers;
    }

    /**
     * Opens the socket and starts to listen. A socket file that nobody listens on is replaced.
     *
     * @param answers makes a whole answer from a request line; runs on the connection's own thread
     * @throws IOException if that cannot be done; the message is one sentence for the operator
     */
    static ControlServer open(Path path, UnaryOperator<String> answers) throws IOException {
        requireShort(path);
        requireNobodyListens(path);
        ControlServer opened = new ControlServer(path, bind(path), answers);
        Thread.ofVirtual().name("control-accept").start(opened::accept);
        return opened;
    }

    /** Stops listening. Commands under way end in their own time, and still answer. */
    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("control.close path={}", path, e);
        }
    }

    private static void requireShort(Path path) throws IOException {
        int octets = path.toString().getBytes(StandardCharsets.UTF_8).length;
        if (octets > LONGEST_PATH) {
            throw new IOException("the socket's path " + path + " is " + octets + " octets long, and the system allows "
                    + LONGEST_PATH + "; choose a shorter --state directory");
        }
    }

    private static void requireNobodyListens(Path path) throws IOException {
        if (Files.exists(path) && !Files.isWritable(path)) {
            throw new IOException("the socket " + path + " belongs to another user; use another --state directory");
        }
        try (SocketChannel _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            throw new IOException(
                    "another router answers on " + path + "; stop it, or use another --state directory for this one");
        } catch (SocketException _) {
            // Nobody there: no such file, or one that a killed process left.
        }
    }

    private static ServerSocketChannel bind(Path path) throws IOException {
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            Files.deleteIfExists(path);
            server.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-rw----"));
            return server;
        } catch (IOException e) {
            server.close();
            throw new IOException(
                    "cannot listen on " + path + ": " + e.getMessage()
                            + "; the --state directory must exist and be writable",
                    e);
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                SocketChannel client = server.accept();
                serve(client);
            } catch (ClosedChannelException _) {
                return;
            } catch (IOException e) {
                LOG.warn("control.accept path={}", path, e);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        }
    }

    /** Waits for a free place: the others wait in the kernel's queue, and end by their own deadlines. */
    private void serve(SocketChannel client) {
        free.acquireUninterruptibly();
        Thread.ofVirtual().name("control-connection").start(() -> {
            try {
                new ControlConnection(client, answers).run();
            } finally {
                free.release();
            }
        });
    }
}
