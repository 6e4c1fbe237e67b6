package io.mgmrouter.launcher;

import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** One run of the router, from its configuration to "ready", and its end. */
final class Router {

    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Framework property: names of the parts to wait for, separated by commas. */
    private static final String EXPECTED = "mgm.ready.expect";

    private static final String NOTHING_SAID = "no bundle has said anything about it";

    private final Configuration configuration;
    private final Metatype metatype;
    private final List<Home.BundleFile> bundles;
    private final StateLock lock;
    private final ReadinessBoard board;
    private final RouterFramework framework;
    private final Consumer<String> progress;

    private Router(Checked checked, StateLock lock, Map<String, String> properties, Consumer<String> progress) {
        this.configuration = checked.configuration();
        this.metatype = checked.metatype();
        this.bundles = checked.bundles();
        this.lock = lock;
        this.progress = progress;
        this.board = new ReadinessBoard(expected(properties));
        this.framework = new RouterFramework(properties, lock.state(), board);
    }

    private record Checked(Configuration configuration, Metatype metatype, List<Home.BundleFile> bundles) {}

    /**
     * Checks everything that can be checked before anything starts.
     *
     * @param progress takes lines for the operator
     * @throws StartFailure with exit code 78 if the configuration is wrong
     */
    static Router prepare(Home home, RunOptions options, Consumer<String> progress) throws StartFailure {
        List<Home.BundleFile> bundles = home.bundles();
        Metatype metatype =
                MetatypeReader.read(bundles.stream().map(Home.BundleFile::file).toList());
        Configuration configuration =
                ConfigurationReader.read(options.configuration().orElseGet(home::defaultConfiguration));
        List<String> mistakes = ConfigurationCheck.mistakes(configuration, metatype, Router::interfaces);
        if (!mistakes.isEmpty()) {
            throw new StartFailure(StartFailure.CONFIGURATION, mistakes);
        }
        StateLock lock = StateLock.take(StateDirectory.open(options.state()));
        Logs.open(lock.state());
        return new Router(new Checked(configuration, metatype, bundles), lock, home.frameworkProperties(), progress);
    }

    /** @throws StartFailure if a part fails, or is not ready within 30 seconds */
    void start() throws StartFailure, InterruptedException {
        framework.start(bundles, configuration, metatype);
        if (!board.await(QUIET)) {
            progress.accept("waiting for " + missing());
            board.await(PATIENCE.minus(QUIET));
        }
        refuseFailure();
        if (!board.missing().isEmpty()) {
            throw StartFailure.failed("not ready after " + PATIENCE.toSeconds() + " s: " + missing() + unsatisfied());
        }
    }

    void stop() throws InterruptedException {
        framework.stop();
        lock.close();
    }

    void awaitStop() throws InterruptedException {
        framework.awaitStop();
    }

    /** How to tell that it works: for the operator. */
    String readyLine(Path home) {
        return String.format(
                Locale.ROOT,
                "ready in %.2f s, RSS %d MB, pid %d, ask with: %s --state %s show interfaces",
                ProcessFacts.age().toMillis() / 1000.0,
                ProcessFacts.residentMegabytes(),
                ProcessHandle.current().pid(),
                home.resolve("bin/mgmctl"),
                lock.state().path());
    }

    private void refuseFailure() throws StartFailure {
        if (board.failure().isPresent()) {
            throw StartFailure.failed(
                    board.failure().get().name() + ": " + board.failure().get().message());
        }
    }

    private String missing() {
        return board.missing().stream()
                .map(notice ->
                        notice.name() + " (" + (notice.message().isEmpty() ? NOTHING_SAID : notice.message()) + ")")
                .collect(Collectors.joining(", "));
    }

    private String unsatisfied() {
        List<String> components = Unsatisfied.components(framework.context());
        return components.isEmpty() ? "" : "; " + String.join("; ", components);
    }

    private static List<String> expected(Map<String, String> properties) {
        return Arrays.stream(properties.getOrDefault(EXPECTED, "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    private static Collection<String> interfaces() {
        try {
            return NetworkInterface.networkInterfaces()
                    .map(NetworkInterface::getName)
                    .sorted()
                    .toList();
        } catch (SocketException _) {
            return List.of();
        }
    }
}
