package io.mgmrouter.lab;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * A network namespace, made with {@code ip netns add} so that the operator can look into it with {@code ip netns exec},
 * and deleted when closed, with all interfaces that are in it.
 */
public final class Namespace implements AutoCloseable {

    private static final Path NAMES = Path.of("/run/netns");
    private static final int READ_ONLY_CLOSE_ON_EXEC = 0x80000;
    private static final int CLONE_NEWNET = 0x40000000;

    private final String name;

    private Namespace(String name) {
        this.name = name;
    }

    /**
     * Makes a namespace in which reverse-path filters are off and the loopback interface is up.
     *
     * @param name its name, which must be new on this machine
     * @throws LabException if it cannot be made
     */
    public static Namespace create(String name) {
        Programs.run("ip", "netns", "add", name);
        var namespace = new Namespace(name);
        try {
            // New interfaces take "default"; "all" is the other half of the kernel's maximum of the two.
            namespace.set("net/ipv4/conf/all/rp_filter", "0");
            namespace.set("net/ipv4/conf/default/rp_filter", "0");
            if (namespace.hasIpv6()) {
                // Its addresses are its own: no host has to wait until nobody has objected to them.
                namespace.set("net/ipv6/conf/default/accept_dad", "0");
            }
            namespace.ip("link set lo up");
            return namespace;
        } catch (RuntimeException | Error e) {
            namespace.close();
            throw e;
        }
    }

    public String name() {
        return name;
    }

    /** False if the kernel was built or started without IPv6. */
    public boolean hasIpv6() {
        return call(() -> Files.exists(Path.of("/proc/sys/net/ipv6")));
    }

    /** Runs lines of {@code ip} in the namespace: {@code addr add 10.1.0.1/16 dev eth1}. */
    public void ip(String... lines) {
        Programs.runWith(String.join("\n", lines) + "\n", List.of("ip", "-n", name, "-batch", "-"));
    }

    /** Sets a value below {@code /proc/sys}, as the namespace's own. */
    public void set(String key, String value) {
        call(() -> Files.writeString(Path.of("/proc/sys", key), value));
    }

    /**
     * Runs a task on a new platform thread in the namespace and waits for it.
     *
     * @throws LabException if the namespace cannot be entered or the task throws a checked exception
     */
    public <T> T call(Callable<T> task) {
        var future = new FutureTask<T>(() -> {
            enter();
            return task.call();
        });
        Thread.ofPlatform().name("in-" + name).daemon().start(future);
        try {
            return future.get();
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case RuntimeException cause -> throw cause;
                case Error cause -> throw cause;
                case IOException cause ->
                    throw new LabException("in namespace %s: %s".formatted(name, cause.getMessage()), cause);
                default -> throw new LabException("in namespace " + name + ": " + e.getCause(), e.getCause());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new LabException("interrupted while working in namespace " + name);
        }
    }

    /** A builder for a process in the namespace. The process is the command itself: its id is what a signal needs. */
    public ProcessBuilder process(List<String> command) {
        List<String> inside = new ArrayList<>(List.of("nsenter", "--net=" + NAMES.resolve(name)));
        inside.addAll(Programs.located(command));
        return new ProcessBuilder(Programs.located(inside));
    }

    /** Runs a program in the namespace to its end, see {@link Programs#run}. */
    public String run(String... command) {
        return Programs.runWith("", process(List.of(command)).command());
    }

    @Override
    public void close() {
        Programs.run("ip", "netns", "del", name);
    }

    /** The thread must not be given back to a pool: it stays in this namespace. */
    private void enter() {
        try (var arena = Arena.ofConfined()) {
            int fd = Kernel.open(arena.allocateFrom(NAMES.resolve(name).toString()), READ_ONLY_CLOSE_ON_EXEC);
            int result = fd < 0 ? fd : Kernel.setns(fd, CLONE_NEWNET);
            if (fd >= 0) {
                Kernel.close(fd);
            }
            if (result < 0) {
                throw new LabException(
                        "cannot enter the namespace %s: error %d of the kernel".formatted(name, -result));
            }
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
