package io.mgmrouter.linux;

import io.mgmrouter.linux.sys.LinuxException;
import io.mgmrouter.linux.sys.NetworkNamespace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Assumptions;

/**
 * A namespace, of a router or a host, with real kernel links, for tests; skipped where the system does not allow one.
 */
final class KernelLab implements AutoCloseable {

    private final NetworkNamespace namespace;

    private KernelLab(NetworkNamespace namespace) {
        this.namespace = namespace;
    }

    static KernelLab make() {
        try {
            KernelLab lab = new KernelLab(new NetworkNamespace());
            lab.run("ip link set lo up");
            return lab;
        } catch (LinuxException e) {
            Assumptions.abort("SKIPPED: needs root and network namespaces: " + e.getMessage());
            throw e;
        }
    }

    <T> T call(Callable<T> work) {
        return namespace.call(work);
    }

    /** Runs shell lines inside; the first that fails ends it. */
    String run(String script) {
        return namespace.call(() -> shell(script));
    }

    /** The number under which {@code ip link ... netns} finds this namespace: that of its thread. */
    String number() {
        return namespace.call(() -> Files.readSymbolicLink(Path.of("/proc/thread-self"))
                .getFileName()
                .toString());
    }

    private static String shell(String script) throws IOException, InterruptedException {
        Process shell = new ProcessBuilder("sh", "-ec", script)
                .redirectErrorStream(true)
                .start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (shell.waitFor() != 0) {
            throw new IllegalStateException(script + ": " + output);
        }
        return output;
    }

    @Override
    public void close() {
        namespace.close();
    }
}
