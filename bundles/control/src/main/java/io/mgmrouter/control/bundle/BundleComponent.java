package io.mgmrouter.control.bundle;

import io.mgmrouter.control.CommandException;
import io.mgmrouter.control.ControlCommand;
import io.mgmrouter.control.Report;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code bundle list|install|update|uninstall|start|stop}. A bundle is named by its id, its symbolic name or the end
 * of it.
 */
@Component(
        property = {
            ControlCommand.COMMAND + "=bundle",
            ControlCommand.HELP + "=list | install FILE | update NAME [FILE] | uninstall NAME | start NAME | stop NAME"
        })
public final class BundleComponent implements ControlCommand {

    private static final String USAGE = "use bundle list, bundle install FILE, bundle update NAME [FILE],"
            + " bundle uninstall NAME, bundle start NAME or bundle stop NAME";
    private static final String FILE = "file:";
    private static final Logger LOG = LoggerFactory.getLogger(BundleComponent.class);
    private final BundleContext context;

    @Activate
    public BundleComponent(BundleContext context) {
        this.context = context;
    }

    @Override
    public Report run(List<String> arguments) throws CommandException {
        String verb = arguments.isEmpty() ? "" : arguments.getFirst();
        List<String> rest = arguments.isEmpty() ? arguments : arguments.subList(1, arguments.size());
        return switch (verb) {
            case "list" -> list(rest);
            case "install" -> install(file(only(verb, rest)));
            case "update" -> update(rest);
            case "uninstall" -> uninstall(find(only(verb, rest)));
            case "start" -> start(find(only(verb, rest)));
            case "stop" -> stop(find(only(verb, rest)));
            default -> throw new CommandException(USAGE);
        };
    }

    private Report list(List<String> arguments) throws CommandException {
        if (!arguments.isEmpty()) {
            throw new CommandException(USAGE);
        }
        Report.Builder table = Report.of("bundles", "id", "name", "version", "state", "level");
        Arrays.stream(context.getBundles())
                .forEach(bundle -> table.row(
                        bundle.getBundleId(),
                        name(bundle),
                        bundle.getVersion().toString(),
                        state(bundle),
                        bundle.adapt(BundleStartLevel.class).getStartLevel()));
        return table.build();
    }

    private Report install(Path file) throws CommandException {
        requireBundle(file);
        Bundle present = context.getBundle(location(file));
        if (present != null) {
            throw new CommandException("bundle " + name(present) + " has been installed from " + file
                    + " already; bundle update " + name(present) + " reads it again");
        }
        return perform("install " + file, "installed", () -> {
            try (InputStream in = open(file)) {
                return startOrRemove(context.installBundle(location(file), in));
            }
        });
    }

    /** A bundle that cannot start is taken out again: an install that fails leaves nothing behind. */
    private static Bundle startOrRemove(Bundle bundle) throws BundleException {
        try {
            return startUnlessFragment(bundle);
        } catch (BundleException e) {
            bundle.uninstall();
            throw e;
        }
    }

    private static Bundle startUnlessFragment(Bundle bundle) throws BundleException {
        if ((bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) == 0) {
            bundle.start();
        }
        return bundle;
    }

    private Report update(List<String> arguments) throws CommandException {
        if (arguments.isEmpty() || arguments.size() > 2) {
            throw new CommandException(USAGE);
        }
        Bundle bundle = find(arguments.getFirst());
        Path file = file(arguments.size() == 2 ? arguments.get(1) : origin(bundle));
        requireBundle(file);
        return perform("update " + name(bundle), "updated", () -> {
            try (InputStream in = open(file)) {
                bundle.update(in);
                rewire();
                return bundle;
            }
        });
    }

    private Report uninstall(Bundle bundle) throws CommandException {
        return perform("uninstall " + name(bundle), "uninstalled", () -> {
            bundle.uninstall();
            rewire();
            return bundle;
        });
    }

    private Report start(Bundle bundle) throws CommandException {
        return perform("start " + name(bundle), "started", () -> startUnlessFragment(bundle));
    }

    private Report stop(Bundle bundle) throws CommandException {
        return perform("stop " + name(bundle), "stopped", () -> {
            bundle.stop();
            return bundle;
        });
    }

    /** Bundles that still hold packages of the old revision are restarted with the new ones, in the background. */
    private void rewire() {
        FrameworkWiring wiring =
                context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(FrameworkWiring.class);
        if (!wiring.getRemovalPendingBundles().isEmpty()) {
            wiring.refreshBundles(null);
        }
    }

    @FunctionalInterface
    private interface Action {
        Bundle perform() throws BundleException, IOException;
    }

    private static Report perform(String what, String done, Action action) throws CommandException {
        try {
            Bundle bundle = action.perform();
            LOG.info("bundle.{} name={} version={} state={}", done, name(bundle), bundle.getVersion(), state(bundle));
            return Report.of("bundle", "id", "name", "version", "state", "result")
                    .row(bundle.getBundleId(), name(bundle), bundle.getVersion().toString(), state(bundle), done)
                    .build();
        } catch (BundleException e) {
            LOG.warn("bundle.refused what=\"{}\"", what, e);
            throw new CommandException("cannot " + what + ": " + reason(e));
        } catch (IOException e) {
            throw new CommandException("cannot " + what + ": the file cannot be read: " + e.getMessage());
        }
    }

    /** An exception of a bundle's own start is wrapped, and says more than its wrapping. */
    private static String reason(BundleException e) {
        return e.getType() == BundleException.DUPLICATE_BUNDLE_ERROR
                ? "a bundle of this name and version is installed already; bundle update replaces it"
                : e.getMessage() + (e.getCause() == null ? "" : " (" + e.getCause() + ")");
    }

    private Bundle find(String typed) throws CommandException {
        List<Bundle> found = Arrays.stream(context.getBundles())
                .filter(bundle ->
                        BundleName.matches(typed, bundle.getBundleId(), Optional.ofNullable(bundle.getSymbolicName())))
                .toList();
        if (found.size() != 1) {
            throw new CommandException(
                    found.isEmpty()
                            ? "there is no bundle " + typed + "; bundle list shows all"
                            : typed + " names " + found.size() + " bundles; use the id that bundle list shows");
        }
        if (found.getFirst().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            throw new CommandException("bundle " + typed + " is the framework itself; stop the router instead");
        }
        return found.getFirst();
    }

    private static String name(Bundle bundle) {
        return Optional.ofNullable(bundle.getSymbolicName()).orElse("bundle " + bundle.getBundleId());
    }

    private static String state(Bundle bundle) {
        return switch (bundle.getState()) {
            case Bundle.UNINSTALLED -> "uninstalled";
            case Bundle.INSTALLED -> "installed";
            case Bundle.RESOLVED -> "resolved";
            case Bundle.STARTING -> "starting";
            case Bundle.STOPPING -> "stopping";
            default -> "active";
        };
    }

    private static String origin(Bundle bundle) throws CommandException {
        if (!bundle.getLocation().startsWith(FILE)) {
            throw new CommandException("bundle " + name(bundle) + " does not come from a file; name one: bundle update "
                    + name(bundle) + " FILE");
        }
        return bundle.getLocation().substring(FILE.length());
    }

    private static String only(String verb, List<String> arguments) throws CommandException {
        if (arguments.size() != 1) {
            throw new CommandException("bundle " + verb + " needs one argument; " + USAGE);
        }
        return arguments.getFirst();
    }

    /** The framework itself would install any file, and complain much later. */
    private static void requireBundle(Path file) throws CommandException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new CommandException("there is no file " + file + " that the router could read");
        }
        try (JarFile jar = new JarFile(file.toFile())) {
            Manifest manifest = jar.getManifest();
            if (manifest == null || manifest.getMainAttributes().getValue(Constants.BUNDLE_SYMBOLICNAME) == null) {
                throw new CommandException(file + " is not a bundle: its manifest has no Bundle-SymbolicName");
            }
        } catch (IOException e) {
            throw new CommandException(file + " is not a bundle: " + e.getMessage());
        }
    }

    private static Path file(String name) {
        return Path.of(name).toAbsolutePath().normalize();
    }

    private static String location(Path file) {
        return FILE + file;
    }

    private static InputStream open(Path file) throws IOException {
        return new BufferedInputStream(Files.newInputStream(file));
    }
}
