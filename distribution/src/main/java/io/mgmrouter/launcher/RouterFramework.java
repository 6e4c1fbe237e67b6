package io.mgmrouter.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;
import org.osgi.framework.wiring.BundleRevision;

/**
 * The framework with its bundles. First the platform starts, then the configuration is stored, then the router: so
 * that no component is ever activated with defaults and changed a moment later.
 */
final class RouterFramework {

    /** Up to here: logging, Configuration Admin, Declarative Services. */
    private static final int PLATFORM_LEVEL = 2;

    private static final int ROUTER_LEVEL = 5;
    /** {@code io.mgmrouter.control.Readiness} and its properties; the class itself belongs to a bundle. */
    private static final String READINESS = "io.mgmrouter.control.Readiness";

    private static final String NAME = "mgm.readiness.name";
    private static final String STATE = "mgm.readiness.state";
    private static final String MESSAGE = "mgm.readiness.message";
    private static final long STOP_MILLIS = 10_000;

    private final Framework framework;
    private final ReadinessBoard board;
    private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

    RouterFramework(Map<String, String> properties, StateDirectory state, ReadinessBoard board) {
        Map<String, Object> all = new HashMap<>(properties);
        all.put("mgm.state.dir", state.path().toString());
        all.put("felix.log.logger", new FrameworkLog());
        all.put(Constants.FRAMEWORK_STORAGE, state.cache().toString());
        all.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        all.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(PLATFORM_LEVEL));
        this.board = board;
        this.framework = frameworkOf(all);
    }

    /** @throws StartFailure if a bundle cannot be installed or started, or the configuration cannot be stored */
    void start(List<Home.BundleFile> bundles, Configuration configuration, Metatype metatype)
            throws StartFailure, InterruptedException {
        try {
            framework.init();
            framework.getBundleContext().addFrameworkListener(this::noteFailure);
            framework
                    .getBundleContext()
                    .addServiceListener(
                            (AllServiceListener) this::noteReadiness,
                            "(" + Constants.OBJECTCLASS + "=" + READINESS + ")");
            install(bundles);
            framework.start();
            refuseFailures();
            LogBridge.open(framework.getBundleContext());
            ConfigurationStore.store(framework.getBundleContext(), configuration, metatype);
            reach(ROUTER_LEVEL);
            refuseFailures();
        } catch (BundleException | InvalidSyntaxException e) {
            throw StartFailure.failed("the framework does not start: " + e.getMessage());
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Stops all bundles, in the opposite order of their start; waits at most ten seconds. */
    void stop() throws InterruptedException {
        try {
            framework.stop();
            framework.waitForStop(STOP_MILLIS);
        } catch (BundleException e) {
            throw new IllegalStateException("the framework cannot be stopped", e);
        }
    }

    /** Waits until somebody stops the framework. */
    void awaitStop() throws InterruptedException {
        framework.waitForStop(0);
    }

    private static Framework frameworkOf(Map<String, ?> properties) {
        @SuppressWarnings("unchecked") // Frameworks take objects as well, such as the logger.
        Map<String, String> asDeclared = (Map<String, String>) properties;
        return ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(asDeclared);
    }

    private void install(List<Home.BundleFile> bundles) throws StartFailure {
        for (Home.BundleFile file : bundles) {
            try {
                Bundle bundle = framework.getBundleContext().installBundle(location(file.file()));
                bundle.adapt(BundleStartLevel.class).setStartLevel(file.startLevel());
                if ((bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) == 0) {
                    bundle.start();
                }
            } catch (BundleException e) {
                throw StartFailure.failed("the bundle " + file.file() + " cannot be installed: " + e.getMessage());
            }
        }
    }

    private static String location(Path file) {
        return "file:" + file;
    }

    private void reach(int level) throws InterruptedException {
        CountDownLatch reached = new CountDownLatch(1);
        framework.adapt(FrameworkStartLevel.class).setStartLevel(level, _ -> reached.countDown());
        reached.await();
    }

    private void noteFailure(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR) {
            failures.add("the bundle " + event.getBundle().getSymbolicName() + " cannot start: "
                    + event.getThrowable().getMessage());
        }
    }

    private void refuseFailures() throws StartFailure {
        if (!failures.isEmpty()) {
            throw new StartFailure(StartFailure.FAILED, failures);
        }
    }

    private void noteReadiness(ServiceEvent event) {
        ServiceReference<?> part = event.getServiceReference();
        if (event.getType() == ServiceEvent.UNREGISTERING) {
            board.remove(part);
        } else {
            board.put(part, new ReadinessBoard.Notice(text(part, NAME), text(part, STATE), text(part, MESSAGE)));
        }
    }

    private static String text(ServiceReference<?> part, String property) {
        Object value = part.getProperty(property);
        return value == null ? "" : value.toString();
    }
}
