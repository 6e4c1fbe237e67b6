package io.mgmrouter.itest;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.Filter;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/**
 * A framework with the platform (Configuration Admin, Declarative Services) and chosen bundles of this project. Closing
 * it stops everything.
 *
 * <pre>{@code
 * try (var router = EmbeddedRouter.with("loop", "control", "mgm-impl").sharingApi().start()) {
 *     Bundle protocol = router.install(TestBundle.named("acme").with(AcmeActivator.class).in(directory));
 *     router.await(MulticastGroupManager.class);
 *     router.ask("show clients");
 * }
 * }</pre>
 */
final class EmbeddedRouter implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final List<String> PLATFORM = List.of("org.apache.felix.configadmin", "org.apache.felix.scr");
    private static final String SHARED = String.join(
            ",",
            "io.mgmrouter.itest.diary",
            "org.slf4j;version=2.0.20",
            "org.slf4j.event;version=2.0.20",
            "org.slf4j.spi;version=2.0.20",
            "org.osgi.service.cm;version=1.6.1",
            "org.osgi.service.component;version=1.5.1",
            "org.osgi.service.component.runtime;version=1.5",
            "org.osgi.service.component.runtime.dto;version=1.5",
            "org.osgi.util.function;version=1.2",
            "org.osgi.util.promise;version=1.3",
            "jakarta.json;version=2.1.3",
            "jakarta.json.spi;version=2.1.3",
            "jakarta.json.stream;version=2.1.3");
    private static final List<String> API =
            List.of("ip", "loop", "route", "link", "control", "settings", "mgm", "mgm.spi", "mgm.win32");

    private final List<String> bundles;
    private final Map<String, Map<String, Object>> configurations = new TreeMap<>();
    private final Path directory;
    private boolean sharesApi;
    private Framework framework;

    private EmbeddedRouter(List<String> bundles) {
        this.bundles = bundles;
        try {
            // Short: the path of a socket has 107 octets.
            this.directory = Files.createTempDirectory("mgm");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** @param artifacts names of Maven modules; mgm-api is always there */
    static EmbeddedRouter with(String... artifacts) {
        return new EmbeddedRouter(List.of(artifacts));
    }

    /**
     * Test code and bundles see the same types of the API: the test can call services. Without this the API comes from
     * its bundle, as in a shipped router, and services are only reached through the control socket.
     */
    EmbeddedRouter sharingApi() {
        sharesApi = true;
        return this;
    }

    /** Stores a configuration before the bundles start; a PID with {@code ~} is one of a factory's. */
    EmbeddedRouter configured(String pid, Map<String, Object> properties) {
        configurations.put(pid, properties);
        return this;
    }

    EmbeddedRouter start() throws BundleException, IOException {
        framework = ServiceLoader.load(FrameworkFactory.class)
                .findFirst()
                .orElseThrow()
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE,
                        directory.resolve("cache").toString(),
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA,
                        sharesApi ? SHARED + "," + apiPackages() : SHARED,
                        "felix.cm.pm",
                        "memory",
                        "mgm.state.dir",
                        directory.toString()));
        framework.start();
        for (String artifact : PLATFORM) {
            install(ClassPath.jar(artifact));
        }
        for (Map.Entry<String, Map<String, Object>> configuration : configurations.entrySet()) {
            configure(configuration.getKey(), configuration.getValue());
        }
        startAll();
        return this;
    }

    BundleContext context() {
        return framework.getBundleContext();
    }

    /** Where the router keeps its state. */
    Path directory() {
        return directory;
    }

    /** Installs and starts. */
    Bundle install(Path file) throws BundleException {
        Bundle bundle = context().installBundle("file:" + file);
        bundle.start();
        return bundle;
    }

    /** A bundle by the name of its Maven module. */
    Bundle bundle(String artifact) {
        for (Bundle bundle : context().getBundles()) {
            if (("io.mgmrouter." + artifact).equals(bundle.getSymbolicName())) {
                return bundle;
            }
        }
        throw new AssertionError("no bundle " + artifact);
    }

    void configure(String pid, Map<String, Object> properties) throws IOException {
        configuration(pid).update(new Hashtable<>(properties));
    }

    /** The opposite of {@link #configure}. */
    void delete(String pid) throws IOException {
        configuration(pid).delete();
    }

    private Configuration configuration(String pid) throws IOException {
        ConfigurationAdmin admin = await(ConfigurationAdmin.class);
        int mark = pid.indexOf('~');
        return mark < 0
                ? admin.getConfiguration(pid, "?")
                : admin.getFactoryConfiguration(pid.substring(0, mark), pid.substring(mark + 1), "?");
    }

    /** The service, as soon as there is one. For types of the API the router must be {@link #sharingApi()}. */
    <T> T await(Class<T> type) {
        return await(type, "(objectClass=*)");
    }

    /** The service whose properties match the filter, as soon as there is one; held until the router is closed. */
    <T> T await(Class<T> type, String filter) {
        ServiceTracker<T, T> tracker =
                new ServiceTracker<>(context(), filter("(&(objectClass=" + type.getName() + ")" + filter + ")"), null);
        tracker.open();
        try {
            T service = tracker.waitForService(PATIENCE.toMillis());
            if (service == null) {
                throw new AssertionError("no service " + type.getName() + " " + filter + " within " + PATIENCE);
            }
            return service;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Filter filter(String text) {
        try {
            return context().createFilter(text);
        } catch (InvalidSyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Publishes a service of the test's own; for types of the API the router must be {@link #sharingApi()}. */
    <T> EmbeddedRouter publish(Class<T> type, T service, Map<String, Object> properties) {
        context().registerService(type, service, new Hashtable<>(properties));
        return this;
    }

    /** Sends a command to the control socket; the answer with its first line. */
    String ask(String command) throws IOException {
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(directory.resolve("control.sock")))) {
            client.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.UTF_8)));
            return new String(Channels.newInputStream(client).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Override
    public void close() throws BundleException, IOException {
        framework.stop();
        try {
            framework.waitForStop(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        try (var files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private void startAll() throws BundleException {
        List<Bundle> installed = new ArrayList<>();
        if (!sharesApi) {
            installed.add(context().installBundle("file:" + ClassPath.jar("mgm-api")));
        }
        for (String artifact : bundles) {
            installed.add(context().installBundle("file:" + ClassPath.jar(artifact)));
        }
        for (Bundle bundle : installed) {
            if ((bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) == 0) {
                bundle.start();
            }
        }
    }

    private static String apiPackages() {
        return String.join(
                ",",
                API.stream()
                        .map(name -> "io.mgmrouter." + name + ";version=1.0.0")
                        .toList());
    }
}
