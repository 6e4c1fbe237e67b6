package io.mgmrouter.launcher;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;

/** {@code mgm run}: runs the router in the foreground until SIGTERM or SIGINT. */
public final class Main {

    /** The installation; set by {@code bin/mgm}. */
    private static final String HOME = "mgm.home";

    private Main() {}

    public static void main(String[] args) throws InterruptedException {
        System.exit(run(args));
    }

    private static int run(String[] args) throws InterruptedException {
        try {
            Home home = new Home(
                    Path.of(System.getProperty(HOME, ".")).toAbsolutePath().normalize());
            run(Router.prepare(home, RunOptions.parse(Arrays.asList(args)), Main::tell), home);
            return 0;
        } catch (StartFailure e) {
            e.sentences().forEach(sentence -> System.err.println("mgm: " + sentence));
            return e.exitCode();
        }
    }

    private static void run(Router router, Home home) throws StartFailure, InterruptedException {
        AtomicBoolean stopsByItself = new AtomicBoolean();
        Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
            if (!stopsByItself.get()) {
                stopOnSignal(router);
            }
        }));
        try {
            router.start();
            tell(router.readyLine(home.root()));
            router.awaitStop();
            stopsByItself.set(true);
        } catch (StartFailure e) {
            stopsByItself.set(true);
            router.stop();
            throw e;
        }
    }

    /** Halts with 0: after an orderly stop the signal is not an error to whoever supervises this process. */
    private static void stopOnSignal(Router router) {
        try {
            router.stop();
            Runtime.getRuntime().halt(0);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private static void tell(String line) {
        System.out.println(line);
    }
}
