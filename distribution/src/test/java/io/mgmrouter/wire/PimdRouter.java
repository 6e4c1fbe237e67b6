package io.mgmrouter.wire;

import io.mgmrouter.lab.Namespace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The old pimd in a namespace: a second peer, with an IGMP of its own. */
final class PimdRouter implements Running {

    /** Where {@code .ci/run} unpacks it: as a package it excludes FRR. */
    static final String PROGRAM = "target/peers/usr/sbin/pimd";

    private final Process daemon;
    private final Path folder;

    private PimdRouter(Process daemon, Path folder) {
        this.daemon = daemon;
        this.folder = folder;
    }

    /** Starts it on one interface, with a query interval in seconds. */
    static PimdRouter start(Namespace namespace, String interfaceName, int queryInterval) {
        return start(
                namespace, "igmp-query-interval %d%nphyint %s enable igmpv3%n".formatted(queryInterval, interfaceName));
    }

    /** Starts it with this configuration file. */
    static PimdRouter start(Namespace namespace, String text) {
        try {
            Path folder = Files.createTempDirectory("mgm-pimd-");
            Path configuration = Files.writeString(folder.resolve("pimd.conf"), text);
            // It leaves its process id in a fixed place; in a mount namespace of its own nobody else sees that.
            List<String> command = List.of(
                    "unshare",
                    "--mount",
                    "sh",
                    "-c",
                    "mount -t tmpfs none /run && exec \"$@\"",
                    "pimd",
                    Path.of(PROGRAM).toAbsolutePath().toString(),
                    "-f",
                    "-N",
                    "-c",
                    configuration.toString());
            return new PimdRouter(
                    namespace
                            .process(command)
                            .redirectErrorStream(true)
                            .redirectOutput(folder.resolve("log").toFile())
                            .start(),
                    folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends it without a word to anybody. */
    @Override
    public void kill() {
        daemon.destroyForcibly();
    }

    @Override
    public void close() throws IOException {
        daemon.destroy();
        Poll.until(Bench.SOON, "pimd ends", () -> !daemon.isAlive(), daemon::info);
        Belongings.delete(folder);
    }
}
