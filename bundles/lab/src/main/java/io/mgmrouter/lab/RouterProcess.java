package io.mgmrouter.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A router, running as a process of its own in a namespace. Any thread. */
public final class RouterProcess implements AutoCloseable {

    private static final String READY = "ready in";
    private static final int LINES_KEPT = 2000;
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final Process process;
    private final Path state;
    private final List<String> lines = new ArrayList<>();
    private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
    private final Thread reader;

    private RouterProcess(Process process, Path state) {
        this.process = process;
        this.state = state;
        this.reader = Thread.ofPlatform().name("router-output").daemon().start(this::read);
    }

    /**
     * Starts {@code bin/mgm run}.
     *
     * @param home the unpacked distribution
     * @param configuration its configuration file
     * @param state its state folder; its path must leave room for a Unix socket's, that is below 100 octets
     * @param environment variables to add, such as {@code MGM_JAVA}
     */
    public static RouterProcess start(
            Namespace namespace, Path home, Path configuration, Path state, Map<String, String> environment) {
        List<String> command = List.of(
                home.resolve("bin/mgm").toString(),
                "run",
                "--conf",
                configuration.toString(),
                "--state",
                state.toString());
        ProcessBuilder builder = namespace.process(command).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            return new RouterProcess(process, state);
        } catch (IOException e) {
            throw new LabException("cannot start %s: %s".formatted(command.getFirst(), e.getMessage()), e);
        }
    }

    /**
     * Waits until it says that it is ready.
     *
     * @throws LabException if it ends before, or is not ready in time; the message carries its last words
     */
    public RouterProcess awaitReady(Duration atMost) {
        try {
            if (!ready.get(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LabException("the router ended with status %d: %s".formatted(awaitExit(), lastWords()));
            }
        } catch (TimeoutException | ExecutionException _) {
            throw new LabException("the router is not ready after %d s: %s".formatted(atMost.toSeconds(), lastWords()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while the router started");
        }
        return this;
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** All it wrote, up to {@value #LINES_KEPT} lines, oldest first. */
    public List<String> output() {
        synchronized (lines) {
            return List.copyOf(lines);
        }
    }

    /** Asks this router. */
    public ControlClient control() {
        return new ControlClient(state);
    }

    /**
     * Waits for its end.
     *
     * @return its exit status
     * @throws LabException if it does not end within 15 s
     */
    public int awaitExit() {
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new LabException("the router does not end: " + lastWords());
            }
            reader.join(PATIENCE.toMillis());
            return process.exitValue();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while the router ended");
        }
    }

    /** Ends it with SIGKILL: it has no time for a last word. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Ends it with SIGTERM, and if that does not do, with SIGKILL. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException _) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private String lastWords() {
        List<String> all = output();
        return all.isEmpty() ? "it said nothing" : all.getLast();
    }

    private void read() {
        try (BufferedReader in = process.inputReader()) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                keep(line);
            }
        } catch (IOException _) {
            // The process has ended while we read.
        } finally {
            ready.complete(false);
        }
    }

    private void keep(String line) {
        synchronized (lines) {
            if (lines.size() == LINES_KEPT) {
                lines.removeFirst();
            }
            lines.add(line);
        }
        if (line.startsWith(READY)) {
            ready.complete(true);
        }
    }
}
