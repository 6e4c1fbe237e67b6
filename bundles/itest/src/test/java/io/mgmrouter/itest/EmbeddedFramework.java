package io.mgmrouter.itest;

import io.mgmrouter.mgm.MulticastGroupManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A Felix framework with the bundles of this build. The packages of {@code mgm-api} come from the test's own class path,
 * so that the test speaks the same types as the bundles.
 */
final class EmbeddedFramework {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
    private static final Path BUNDLES = Path.of("target", "bundles");

    private final Framework framework;

    EmbeddedFramework(Path cache) throws BundleException {
        Map<String, String> settings = new HashMap<>();
        settings.put(Constants.FRAMEWORK_STORAGE, cache.toString());
        settings.put(Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT);
        settings.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, String.join(",", sharedPackages()));
        settings.put("felix.log.level", "1");
        framework = new FrameworkFactory().newFramework(settings);
        framework.start();
        for (Bundle bundle : installAll()) {
            bundle.start();
        }
    }

    private static Set<String> sharedPackages() {
        Set<String> packages = new TreeSet<>();
        for (String api : List.of("ip", "loop", "link", "route", "control", "mgm", "mgm.spi")) {
            packages.add("io.mgmrouter." + api + ";version=1.0.0");
        }
        packages.add("io.mgmrouter.itest");
        packages.add("org.slf4j;version=2.0.20");
        packages.add("org.slf4j;version=1.7.36");
        return packages;
    }

    private List<Bundle> installAll() throws BundleException {
        List<Bundle> bundles = new ArrayList<>();
        for (Path jar : jars()) {
            bundles.add(context().installBundle(jar.toUri().toString()));
        }
        return bundles;
    }

    private static List<Path> jars() {
        try (Stream<Path> files = Files.list(BUNDLES)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    <T> void publish(Class<T> type, T service, Map<String, Object> properties) {
        Dictionary<String, Object> dictionary = new Hashtable<>(properties);
        context().registerService(type, service, dictionary);
    }

    /** Waits for a service to appear. */
    <T> T service(Class<T> type) throws InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context(), type, null);
        tracker.open();
        T service = tracker.waitForService(LONGEST_WAIT.toMillis());
        if (service == null) {
            throw new AssertionError("no " + type.getSimpleName() + " appeared within " + LONGEST_WAIT);
        }
        return service;
    }

    MulticastGroupManager manager() throws InterruptedException {
        return service(MulticastGroupManager.class);
    }

    Bundle install(Path jar) throws BundleException {
        Bundle bundle = context().installBundle(jar.toUri().toString());
        bundle.start();
        return bundle;
    }

    void stop() throws BundleException, InterruptedException {
        framework.stop();
        framework.waitForStop(LONGEST_WAIT.toMillis());
    }
}
