package io.mgmrouter.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** The program {@code mgm lab}. */
public final class Lab {

    private static final int FAILED = 1;
    private static final int COULD_NOT_RUN = 2;

    private Lab() {}

    /** Ends the JVM with status 0 if all checks pass, 1 if one fails, 2 if it could not run. */
    public static void main(String[] arguments) {
        try {
            LabOptions options = LabOptions.parse(List.of(arguments));
            if (options.help()) {
                System.out.print(LabOptions.HELP);
                return;
            }
            requireSystem();
            System.exit(run(options) ? 0 : FAILED);
        } catch (LabException e) {
            System.err.println("mgm lab: " + e.getMessage());
            System.exit(COULD_NOT_RUN);
        }
    }

    private static boolean run(LabOptions options) {
        var trial = new Trial(home(), System.out);
        var interrupted = new AtomicBoolean();
        // Ctrl-C arrives here. The trial then ends with an exception that tells nobody anything new.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            interrupted.set(true);
                            trial.close();
                        },
                        "remove-network"));
        try (trial) {
            boolean passed = trial.run(options.watch());
            if (options.keep()) {
                trial.keepRunning();
            }
            System.out.println("removing the network");
            return passed;
        } catch (LabException e) {
            if (interrupted.get()) {
                return false;
            }
            throw e;
        }
    }

    private static void requireSystem() {
        if (!System.getProperty("os.name").equals("Linux")) {
            throw new LabException("the lab is made of Linux network namespaces; run it on Linux");
        }
        for (String program : List.of("ip", "nsenter")) {
            Programs.located(List.of(program));
        }
        if (!isRoot()) {
            throw new LabException("network namespaces can be made by root only; run 'sudo mgm lab', or allow"
                    + " ordinary users namespaces of their own: 'sysctl user.max_user_namespaces=1000'");
        }
    }

    private static boolean isRoot() {
        try {
            return (int) Files.getAttribute(Path.of("/proc/self"), "unix:uid") == 0;
        } catch (IOException e) {
            throw new LabException("cannot read /proc/self: " + e.getMessage(), e);
        }
    }

    private static Path home() {
        String home = System.getProperty("mgm.home");
        if (home == null) {
            throw new LabException("the system property mgm.home is not set; start the lab with 'bin/mgm lab'");
        }
        return Path.of(home);
    }
}
